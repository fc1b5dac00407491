#include "pipeline/pseudonym_key.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "calling/call_error.hpp"
#include "calling/sample_names.hpp"
#include "run/hmac.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t least_bytes = 32;   // as many as the hash has: RFC 2104 section 3
constexpr std::size_t most_bytes = 4096;  // arbitrary: a larger file is none with a key
// 96 bits: of a million patients two are one with a chance of 10^-17, and a terminal's column holds it. More
// than the 80 that RFC 2104 section 5 asks for at least; it advises half of the hash where somebody may forge
// one.
constexpr std::size_t pseudonym_digits = 24;
constexpr std::size_t fingerprint_digits = 32;

constexpr std::string_view how_to_make =
    "; make one with: (umask 077; openssl rand -hex 32 > names.key), and keep it where the names are kept";

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f')
    return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F')
    return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The bytes of a text of hexadecimal digits and blanks; nothing for any other.
std::optional<std::string> from_hex(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return !is_blank(c); });
  if (digits.empty() || digits.size() % 2 != 0 ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return hex_digit(c).has_value(); }))
    return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(*hex_digit(digits[i]) << 4U | *hex_digit(digits[i + 1]));
  return bytes;
}

}  // namespace

// No folded name begins with a control character: what else is hashed can be no name's pseudonym.

std::string PseudonymKey::of_sample(std::string_view name) const {
  const std::string folded = folded_sample_name(name);
  return folded.empty() ? std::string() : "P-" + hmac_sha256_hex(secret_, folded).substr(0, pseudonym_digits);
}

std::string PseudonymKey::of_hash(std::string_view sha256) const {
  return sha256.empty() ? std::string() : hmac_sha256_hex(secret_, "\x01" + std::string(sha256));
}

std::string PseudonymKey::fingerprint() const {
  return hmac_sha256_hex(secret_, "\x02").substr(0, fingerprint_digits);
}

PseudonymKey read_pseudonym_key(std::string_view file, std::string_view bytes) {
  const auto refuse = [&](const std::string& found) -> CallError {
    return CallError(std::string(file) + ": expected a key of " + std::to_string(least_bytes) + " to " +
                     std::to_string(most_bytes) + " random bytes, as they are or in hexadecimal, found " +
                     found + std::string(how_to_make));
  };
  if (bytes.size() > 3 * most_bytes)
    throw refuse(std::to_string(bytes.size()) + " bytes");
  const std::optional<std::string> hex = from_hex(bytes);
  const std::string secret = hex.value_or(std::string(bytes));
  if (secret.size() < least_bytes || secret.size() > most_bytes)
    throw refuse(std::to_string(secret.size()) + (hex ? " bytes in hexadecimal" : " bytes"));
  if (std::all_of(secret.begin(), secret.end(), [&](char c) { return c == secret.front(); }))
    throw refuse("one byte over and over");
  if (!hex && is_utf8(secret))  // 32 random bytes are so once in 10^8 times or less often
    throw refuse("text, which is not random");
  return PseudonymKey(secret);
}

std::string without_quoted(std::string_view message) {
  constexpr std::string_view quotes = "'\"";
  const std::size_t first = message.find_first_of(quotes);
  const std::size_t last = message.find_last_of(quotes);
  if (first == std::string_view::npos || first == last)
    return std::string(message.substr(0, first)) + (first == std::string_view::npos ? "" : "'…'");
  return std::string(message.substr(0, first)) + "'…'" + std::string(message.substr(last + 1));
}

}  // namespace crossbreak
