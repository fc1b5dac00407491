#include "calling/sample_names.hpp"

#include <algorithm>
#include <cstddef>

#include "run/ascii.hpp"
#include "run/utf8.hpp"

namespace crossbreak {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_barcode_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

/// One character of UTF-8 as ASCII where it is a full-width form or a blank of another width, else its first
/// byte as it is.
struct Folded {
  std::size_t bytes = 1;
  char byte = 0;
};

Folded folded_character(std::string_view rest) {
  const CodePoint point = first_code_point(rest);
  // The no-break and the ideographic space.
  if (point.value == '\t' || point.value == 0x00A0 || point.value == 0x3000)
    return {point.bytes, ' '};
  if (point.value >= 0xFF01 && point.value <= 0xFF5E)  // full-width forms of ! to ~
    return {point.bytes, static_cast<char>(point.value - 0xFF01 + '!')};
  return {1, rest.front()};
}

/// Bytes of a Chinese character (U+4E00..U+9FFF) at the front; 0 where none stands there.
std::size_t ideograph_bytes(std::string_view rest) {
  if (rest.empty())
    return 0;
  const CodePoint point = first_code_point(rest);
  return point.value >= 0x4E00 && point.value <= 0x9FFF ? point.bytes : 0;
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
    const char c = lower_case(next.byte);
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
