// What an export holds before anyone asks what it means: named sheets of cells. Text sections, csv,
// xls and xlsx all become this, and one reader gives it meaning.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "run/issue.hpp"

namespace crossbreak {

/// monostate: an empty cell. Text is UTF-8. A number in a text layout stays text until the reader of its
/// column asks for it; xls and xlsx give numbers as numbers.
using Cell = std::variant<std::monostate, std::string, double, bool>;

struct SheetRow {
  int line = 0;  ///< 1-based: the line of a text file, the row of a spreadsheet
  std::vector<Cell> cells;
};

/// A cell of a spreadsheet that people see as something else than the value that is read.
struct OddCell {
  enum class Kind {
    ShownDifferently,  ///< a number that the sheet shows as a date, with zeros in front, as 7% and the like
    NoResult,          ///< a formula that nothing has computed yet: read as an empty cell
    Error              ///< #N/A and the like
  };
  int line = 0;            ///< as in SheetRow
  std::size_t column = 0;  ///< from 0
  Kind kind{};
  std::string shown;  ///< "as 000042", "by the format 0.00", "#N/A"
};

/// Cells merged into one: the first of them alone has a value. Lines as in SheetRow, columns from 0, the last
/// ones included.
struct MergedCells {
  int first_line = 0;
  int last_line = 0;
  std::size_t first_column = 0;
  std::size_t last_column = 0;
};

struct Sheet {
  std::string name;  ///< "Results"; empty for a text file without sections
  std::vector<SheetRow> rows;
  std::vector<OddCell> odd_cells{};
  std::vector<MergedCells> merged{};
};

/// A whole export as sheets.
struct Sheets {
  std::string source;       ///< file name, for messages
  std::string encoding;     ///< of a text file; empty for xls and xlsx
  bool is_text = false;     ///< places read "file:17" in text, "file: Results!B17" in spreadsheets
  char decimal_mark = '.';  ///< of numbers that stand as text; decided once for the whole file
  std::vector<std::pair<std::string, std::string>> header;  ///< "Block Type" = "96fast", without "* "
  std::vector<Sheet> sheets;
  std::vector<Issue> issues;     ///< what had to be guessed or was odd
  bool dates_from_1904 = false;  ///< of a spreadsheet: date serials count from 1904-01-01, not 1899-12-30
  /// Of the file that the sheets are of; what gives them meaning charges it too. Never null.
  std::shared_ptr<InputAccount> account = std::make_shared<InputAccount>();
};

/// The cell as text: numbers in the fewest digits that give the same double ("39993" for a date serial),
/// TRUE and FALSE, "" for an empty cell.
std::string cell_text(const Cell& cell);

/// "B17". Lines count from 1, columns from 0.
std::string cell_reference(int line, std::size_t column);

/// "plate.txt:17: message", or "plate.xls: Results!B17: message"; without a column "plate.xls: Results!17".
FormatError error_at(const Sheets& sheets, const Sheet& sheet, int line, std::optional<std::size_t> column,
                     std::string_view message);

/// The place alone, for an Issue: "plate.txt:17" or "plate.xls: Results!B17".
std::string place_of(const Sheets& sheets, const Sheet& sheet, int line, std::optional<std::size_t> column);

}  // namespace crossbreak
