// How a text file writes numbers: decided once for the whole file, never guessed cell by cell.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/sheet.hpp"
#include "run/issue.hpp"

namespace crossbreak {

/// A cell that may hold a number, and where it stands.
struct NumberCell {
  std::string_view text;
  int line = 0;
  std::string_view sheet = {};  ///< of a spreadsheet; empty for a line of text
};

struct NumberStyle {
  char decimal_mark = '.';  ///< '.' or ','; the other one may part groups of three digits
  bool has_groups = false;  ///< thousands separators occur
  bool is_proven = true;    ///< false where every number reads both ways, so that '.' is a convention
};

/// The style that every number among the cells fits. Cells that are no number in either style do not
/// count. Throws FormatError, naming both, where one cell needs '.' and another ','.
NumberStyle decide_number_style(std::string_view source_name, std::span<const NumberCell> cells);

/// Decides from the number columns of sheets whose first row holds the titles: all but those of wells,
/// names, colours, comments and custom texts, where "1,5" is a word.
NumberStyle decide_number_style(const Sheets& sheets);

/// Decides, sets Sheets::decimal_mark and adds what a report must say of it.
void settle_number_style(Sheets& sheets);

/// What a report must say of the style: "decimal_comma", "thousands_separators", "numbers_ambiguous".
std::vector<Issue> issues_of(const NumberStyle& style, std::string_view source_name);

/// The whole cell as a finite number, blanks at either end aside. Groups of three digits may be parted by
/// the mark that is not the decimal one; "1,5" is no number where '.' is the decimal mark. An exponent may
/// follow. Absent: not a number of this style.
std::optional<double> parse_number(std::string_view text, char decimal_mark);

/// Digits after the decimal mark of a text that parse_number accepts: 2 for "23.70", 0 for "12".
int decimals_of(std::string_view number, char decimal_mark);

/// The decimals that numbers of a workbook were rounded to before they were stored, as float32 or more: the
/// most that the shortest decimal of any of them has as a float32 (15.046 is stored as 15.0459995). Absent:
/// one has more than six significant digits, as numbers that were never rounded have, or there is none.
std::optional<int> shown_decimals(std::span<const double> numbers);

}  // namespace crossbreak
