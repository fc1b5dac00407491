#include "formats/title_folding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

// Longest first where one begins another; bytes are UTF-8. "mojibake" is UTF-8 read as Windows-1252.
constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"(superscript 2)", "2"},
    {"\xC3\x91\xE2\x80\x9A", "t"},      // mojibake of Cyrillic te
    {"\xC3\x8E\xE2\x80\x9D", "delta"},  // mojibake of capital delta
    {"\xC3\x82\xC2\xB2", "2"},          // mojibake of superscript two
    {"\xE2\x88\x86", "delta"},          // U+2206 increment
    {"\xE2\x96\xB3", "delta"},          // U+25B3 triangle, as Chinese keyboards write it
    {"\xCE\x94", "delta"},              // U+0394
    {"\xCE\xB4", "delta"},              // U+03B4
    {"\xD1\x82", "t"},                  // U+0442, Cyrillic te
    {"\xD0\xA2", "t"},                  // U+0422
    {"\xD0\xA1", "c"},                  // U+0421, Cyrillic es
    {"\xD1\x81", "c"},                  // U+0441
    {"\xC2\xB2", "2"},                  // U+00B2
    {"\xC2\xA0", " "},                  // no-break space
    {"\t", " "},
    {"\n", " "},
    {"\r", " "},
};

constexpr auto begins_spelling = [] {
  std::array<bool, 256> begins{};
  for (const auto& [from, to] : spellings)
    begins[static_cast<unsigned char>(from.front())] = true;
  return begins;
}();

/// Takes what begins the text and is spelt otherwise when folded, and gives that; else takes nothing.
std::string_view take_spelling(std::string_view& text) {
  if (begins_spelling[static_cast<unsigned char>(text.front())])
    for (const auto& [from, to] : spellings)
      if (text.starts_with(from)) {
        text.remove_prefix(from.size());
        return to;
      }
  return {};
}

std::string one_spelling(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (const std::string_view spelling = take_spelling(text); !spelling.empty()) {
      out += spelling;
      continue;
    }
    out += lower_case(text.front());
    text.remove_prefix(1);
  }
  return out;
}

std::string_view one_word(std::string_view word) {
  if (word == "cq")
    return "ct";
  if (word == "drn")
    return "deltarn";
  return word;
}

}  // namespace

std::string folded_title(std::string_view utf8) {
  const std::string text = one_spelling(utf8);
  std::string out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    out += one_word(std::string_view(text).substr(start, end - start));
    start = end + 1;
  }
  return out;
}

char first_folded(std::string_view utf8) {
  while (!utf8.empty()) {
    const std::string_view spelling = take_spelling(utf8);
    const char c = spelling.empty() ? lower_case(utf8.front()) : spelling.front();
    if (c != ' ')
      return c;
    if (spelling.empty())
      utf8.remove_prefix(1);
  }
  return '\0';
}

}  // namespace crossbreak
