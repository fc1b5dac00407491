#include "run/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace crossbreak {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct Range {
  char32_t first;
  char32_t last;
};

bool in_any(const Range* begin, const Range* end, char32_t c) {
  return std::any_of(begin, end, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Combining marks, zero-width characters and variation selectors.
constexpr Range zero_width[] = {{0x0300, 0x036F}, {0x0483, 0x0489},  {0x0591, 0x05BD}, {0x0610, 0x061A},
                                {0x064B, 0x065F}, {0x1AB0, 0x1AFF},  {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
                                {0x2060, 0x2064}, {0x20D0, 0x20FF},  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
                                {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};

// East Asian Wide and Fullwidth, by block.
constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},  {0x3400, 0x4DBF},
                          {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},  {0xAC00, 0xD7A3},
                          {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                          {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

// Marks that turn the direction of what follows: they could make a name look like another.
constexpr Range directional[] = {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

std::size_t width_of(char32_t c) {
  if (in_any(std::begin(zero_width), std::end(zero_width), c)) {
    return 0;
  }
  return in_any(std::begin(wide), std::end(wide), c) ? 2 : 1;
}

/// How many bytes, counted by eights, are ASCII from the first on: most text is nothing else.
std::size_t ascii_at_start(std::string_view text) {
  constexpr std::uint64_t beyond_ascii = 0x8080808080808080U;
  std::size_t bytes = 0;
  std::uint64_t eight = 0;
  while (text.size() - bytes >= sizeof eight) {
    std::memcpy(&eight, text.data() + bytes, sizeof eight);
    if ((eight & beyond_ascii) != 0)
      break;
    bytes += sizeof eight;
  }
  return bytes;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    return {lead, 1, true};
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) {
    return {};
  }
  char32_t value = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) {
      return {};
    }
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return {};
  }
  return {value, length, true};
}

std::size_t bytes_of_valid_utf8(std::string_view text) {
  std::size_t valid = 0;
  while (valid < text.size()) {
    valid += ascii_at_start(text.substr(valid));
    if (valid == text.size())
      break;
    const CodePoint point = first_code_point(text.substr(valid));
    if (!point.valid)
      break;
    valid += point.bytes;
  }
  return valid;
}

bool is_utf8(std::string_view text) {
  return bytes_of_valid_utf8(text) == text.size();
}

std::string valid_utf8(std::string_view text) {
  const std::size_t bytes = bytes_of_valid_utf8(text);
  std::string valid(text.substr(0, bytes));
  text.remove_prefix(bytes);
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    valid += point.valid ? text.substr(0, point.bytes) : replacement;
    text.remove_prefix(point.bytes);
  }
  return valid;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    width += width_of(point.value);
    text.remove_prefix(point.bytes);
  }
  return width;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t width = display_width(text);
  if (width <= columns) {
    return std::string(text) + std::string(columns - width, ' ');
  }
  if (columns == 0) {
    return {};
  }
  std::string cut;
  std::size_t used = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (used + width_of(point.value) > columns - 1) {
      break;
    }
    used += width_of(point.value);
    cut += text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return cut + "…" + std::string(columns - 1 - used, ' ');
}

bool turns_direction(char32_t character) {
  return in_any(std::begin(directional), std::end(directional), character);
}

std::string printable(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value <= 0x9F) ||
                         point.value == 0x2028 || point.value == 0x2029 || turns_direction(point.value);
    clean += control || !point.valid ? replacement : text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return clean;
}

}  // namespace crossbreak
