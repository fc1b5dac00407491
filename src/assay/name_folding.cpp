// Names as people type them: one spelling for what looks or means alike.
#include "assay/name_folding.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "run/ascii.hpp"
#include "run/utf8.hpp"

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

char folded_ascii(char letter) {
  if (letter == '~')
    return '-';
  return letter == '\t' || letter == '\n' || letter == '\r' ? ' ' : lower_case(letter);
}

}  // namespace

std::string folded_name_with_blanks(std::string_view name) {
  std::string folded;
  while (!name.empty()) {
    const CodePoint point = first_code_point(name);
    if (!point.valid) {  // no UTF-8: kept as it is, so that it stays different
      folded += name.front();
      name.remove_prefix(1);
      continue;
    }
    const auto found = std::find_if(foldings.begin(), foldings.end(), [&](const Folding& f) {
      return f.first <= point.value && point.value <= f.last;
    });
    if (found != foldings.end()) {
      if (found->to != '\0')
        folded += found->to;
    } else if (point.value >= 0xFF01 && point.value <= 0xFF5E) {  // full-width forms of ! to ~
      folded += folded_ascii(static_cast<char>(point.value - 0xFF01 + '!'));
    } else if (point.bytes == 1) {
      folded += folded_ascii(name.front());
    } else {
      folded += name.substr(0, point.bytes);
    }
    name.remove_prefix(point.bytes);
  }
  return folded;
}

std::string folded_name(std::string_view name) {
  std::string folded = folded_name_with_blanks(name);
  std::erase(folded, ' ');
  return folded;
}

}  // namespace crossbreak
