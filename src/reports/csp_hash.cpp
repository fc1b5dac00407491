#include "reports/csp_hash.hpp"

#include <cstdint>
#include <fmt/format.h>

#include "reports/base64.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak {

std::string csp_hash(std::string_view content) {
  const std::string hex = sha256_hex(content);
  std::string digest;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return "'sha256-" + base64(digest) + "'";
}

std::string ascii_css(std::string_view css) {
  std::string ascii;
  for (std::size_t at = 0; at < css.size();) {
    const CodePoint point = first_code_point(css.substr(at));
    const auto value = static_cast<std::uint32_t>(point.value);
    ascii += value > 0x7F ? fmt::format("\\{:06x}", value) : std::string(css.substr(at, point.bytes));
    at += point.bytes;
  }
  return ascii;
}

}  // namespace crossbreak
