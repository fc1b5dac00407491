#include "calling/sample_names.hpp"

#include <algorithm>
#include <cstddef>

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_barcode_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

/// One character of UTF-8 as ASCII where it is a full-width form or a blank of another width.
struct Folded {
  std::size_t bytes = 1;
  char ascii = 0;  ///< 0: keep the bytes
};

Folded folded_character(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0u; };
  if (byte(0) == 0xC2 && byte(1) == 0xA0)  // U+00A0, no-break space
    return {2, ' '};
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80)  // U+3000, ideographic space
    return {3, ' '};
  if (byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {  // U+FF01..U+FF5E: ASCII, full width
    const unsigned point = 0xF000u | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu);
    if (point >= 0xFF01 && point <= 0xFF5E)
      return {3, static_cast<char>(point - 0xFF01 + '!')};
  }
  return {1, rest.front() == '\t' ? ' ' : rest.front()};
}

/// Bytes of a Chinese character (U+4E00..U+9FFF) at the front; 0 where none stands there.
std::size_t ideograph_bytes(std::string_view rest) {
  if (rest.size() < 3)
    return 0;
  const auto first = static_cast<unsigned char>(rest[0]);
  const auto second = static_cast<unsigned char>(rest[1]);
  return (first == 0xE4 && second >= 0xB8) || (first >= 0xE5 && first <= 0xE9) ? 3 : 0;
}

// How many Chinese characters a person's name has here: arbitrary, two-character surnames included.
constexpr std::size_t shortest_person = 2;
constexpr std::size_t longest_person = 4;

}  // namespace

std::string folded_sample_name(std::string_view name) {
  std::string folded;
  for (std::size_t i = 0; i < name.size();) {
    const Folded next = folded_character(name.substr(i));
    i += next.bytes;
    const char c = lower_case(next.ascii);
    if (c != ' ' || (!folded.empty() && folded.back() != ' '))
      folded += c;
  }
  if (!folded.empty() && folded.back() == ' ')
    folded.pop_back();
  return folded;
}

bool is_same_name(std::string_view a, std::string_view b) {
  return folded_sample_name(a) == folded_sample_name(b);
}

std::optional<BarcodedName> barcoded_name(std::string_view name) {
  const std::string folded = folded_sample_name(name);
  const auto text = std::find_if_not(folded.begin(), folded.end(), is_barcode_character);
  std::string barcode(folded.begin(), text);
  std::string_view person(folded.data() + barcode.size(), folded.size() - barcode.size());
  while (!barcode.empty() && (barcode.back() == '-' || barcode.back() == '_'))
    barcode.pop_back();
  if (person.starts_with(' '))
    person.remove_prefix(1);
  std::size_t characters = 0;
  std::size_t read = 0;
  while (const std::size_t bytes = ideograph_bytes(person.substr(read))) {
    read += bytes;
    ++characters;
  }
  const bool has_digit = std::any_of(barcode.begin(), barcode.end(), is_digit);
  if (!has_digit || read != person.size() || characters < shortest_person || characters > longest_person)
    return std::nullopt;
  return BarcodedName{.barcode = barcode, .person = std::string(person)};
}

}  // namespace crossbreak
