// Names as people type them: one spelling for what looks or means alike.
#include "assay/name_folding.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

struct Folding {
  char32_t first;
  char32_t last;
  char to;  ///< '\0' drops the character
};

// Unicode 15 names in the comments; sorted by code point.
constexpr std::array foldings{
    Folding{0x00A0, 0x00A0, ' '},   // no-break space
    Folding{0x00AD, 0x00AD, '-'},   // soft hyphen
    Folding{0x02DC, 0x02DC, '-'},   // small tilde
    Folding{0x0394, 0x0394, 'd'},   // Greek capital delta
    Folding{0x03B4, 0x03B4, 'd'},   // Greek small delta
    Folding{0x2000, 0x200A, ' '},   // en quad ... hair space
    Folding{0x200B, 0x200F, '\0'},  // zero-width space ... right-to-left mark
    Folding{0x2010, 0x2015, '-'},   // hyphen, non-breaking hyphen, figure, en and em dash, horizontal bar
    Folding{0x202F, 0x202F, ' '},   // narrow no-break space
    Folding{0x2043, 0x2043, '-'},   // hyphen bullet
    Folding{0x2053, 0x2053, '-'},   // swung dash
    Folding{0x205F, 0x205F, ' '},   // medium mathematical space
    Folding{0x2060, 0x2060, '\0'},  // word joiner
    Folding{0x2206, 0x2206, 'd'},   // increment
    Folding{0x2212, 0x2212, '-'},   // minus sign
    Folding{0x223C, 0x223C, '-'},   // tilde operator
    Folding{0x2500, 0x2501, '-'},   // box drawings light and heavy horizontal
    Folding{0x25B2, 0x25B3, 'd'},   // black and white up-pointing triangle
    Folding{0x25B5, 0x25B5, 'd'},   // white up-pointing small triangle
    Folding{0x3000, 0x3000, ' '},   // ideographic space
    Folding{0x301C, 0x301C, '-'},   // wave dash
    Folding{0x3030, 0x3030, '-'},   // wavy dash
    Folding{0xFE58, 0xFE58, '-'},   // small em dash
    Folding{0xFE63, 0xFE63, '-'},   // small hyphen-minus
    Folding{0xFEFF, 0xFEFF, '\0'},  // byte-order mark
};
static_assert(std::is_sorted(foldings.begin(), foldings.end(),
                             [](const Folding& a, const Folding& b) { return a.last < b.first; }));

/// The code point at `text`, and its length in bytes; 0 where the bytes are no UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const std::size_t length = lead < 0x80        ? 1
                             : lead >> 5U == 6  ? 2
                             : lead >> 4U == 14 ? 3
                             : lead >> 3U == 30 ? 4
                                                : 0;
  if (length == 0 || length > text.size())
    return {};
  char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (byte(i) >> 6U != 2)
      return {};
    value = value << 6U | (byte(i) & 0x3FU);
  }
  return {value, length};
}

char folded_ascii(char letter) {
  if (letter == '~')
    return '-';
  return letter == '\t' || letter == '\n' || letter == '\r' ? ' ' : lower_case(letter);
}

}  // namespace

std::string folded_name_with_blanks(std::string_view name) {
  std::string folded;
  while (!name.empty()) {
    const auto [value, length] = first_code_point(name);
    if (length == 0) {  // no UTF-8: kept as it is, so that it stays different
      folded += name.front();
      name.remove_prefix(1);
      continue;
    }
    const auto found = std::find_if(foldings.begin(), foldings.end(),
                                    [v = value](const Folding& f) { return f.first <= v && v <= f.last; });
    if (found != foldings.end()) {
      if (found->to != '\0')
        folded += found->to;
    } else if (value >= 0xFF01 && value <= 0xFF5E) {  // full-width forms of ! to ~
      folded += folded_ascii(static_cast<char>(value - 0xFF01 + '!'));
    } else if (length == 1) {
      folded += folded_ascii(name.front());
    } else {
      folded += name.substr(0, length);
    }
    name.remove_prefix(length);
  }
  return folded;
}

std::string folded_name(std::string_view name) {
  std::string folded = folded_name_with_blanks(name);
  std::erase(folded, ' ');
  return folded;
}

}  // namespace crossbreak
