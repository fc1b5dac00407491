// What an export holds before anyone asks what it means: named sheets of cells. Text sections, csv,
// xls and xlsx all become this, and one reader gives it meaning.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/format.hpp"

namespace crossbreak {

/// monostate: an empty cell. Text is UTF-8. A number in a text layout stays text until the reader of its
/// column asks for it; xls and xlsx give numbers as numbers.
using Cell = std::variant<std::monostate, std::string, double, bool>;

struct SheetRow {
  int line = 0;  ///< 1-based: the line of a text file, the row of a spreadsheet
  std::vector<Cell> cells;
};

struct Sheet {
  std::string name;  ///< "Results"; empty for a text file without sections
  std::vector<SheetRow> rows;
};

/// A whole export as sheets.
struct Sheets {
  std::string source;       ///< file name, for messages
  std::string encoding;     ///< of a text file; empty for xls and xlsx
  bool is_text = false;     ///< places read "file:17" in text, "file: Results!B17" in spreadsheets
  char decimal_mark = '.';  ///< of numbers that stand as text; decided once for the whole file
  std::vector<std::pair<std::string, std::string>> header;  ///< "Block Type" = "96fast", without "* "
  std::vector<Sheet> sheets;
  std::vector<Issue> issues;  ///< what had to be guessed or was odd
};

}  // namespace crossbreak
