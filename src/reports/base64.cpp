#include "reports/base64.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace crossbreak {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= count ? digits[group >> (18U - 6U * j) & 63U] : '=';
    }
  }
  return text;
}

std::string float32_bytes(std::span<const double> values) {
  static_assert(std::numeric_limits<float>::is_iec559);
  std::string bytes;
  bytes.reserve(values.size() * 4);
  for (const double value : values) {
    // One NaN for all: its sign and payload differ between machines.
    const auto bits = value != value ? 0x7fc00000U : std::bit_cast<std::uint32_t>(static_cast<float>(value));
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>(bits >> shift & 0xffU);
    }
  }
  return bytes;
}

}  // namespace crossbreak
