// libxlsxwriter 1.1.4, with its traps closed in one place:
//   a locale with a decimal comma corrupts numbers       -> the C locale while writing, in this thread only
//   NaN and infinity are written as such                 -> blank cells
//   bad UTF-8, control characters and marks that turn
//   the direction of writing pass through                -> U+FFFD
//   "_x0041_" in a text is read as an escape             -> escaped itself
//   texts over 32767 characters are refused              -> cut, and the cell says so
//   bad sheet names return null                          -> std::logic_error: names are ours
//   charts hold at most 255 series, without a word       -> std::logic_error: the caller splits
//   a text such as =1+1 or http://x may become more      -> texts are written as texts only
//   the clock is written where no date is given, and for
//   1970-01-01 as well                                   -> a date is always given, none before 1980
//   gmtime() shares one date among all threads           -> to each thread its own; without that, books are
//                                                           closed one at a time
//   drop-down lists over 255 bytes abort                 -> lists are cells of a sheet
//   it writes files only                                 -> to an anonymous file in memory
//   it keeps each part in a file in /tmp meanwhile       -> in memory too
//   it does not see that there is no room for a part     -> all are read back: no half of one is a workbook
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/workbook/system.hpp"

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace crossbreak::workbook {

using Row = std::uint32_t;     ///< from 0; a sheet has 1048576
using Column = std::uint16_t;  ///< from 0; a sheet has 16384

inline constexpr std::size_t sheet_columns = 16384;
inline constexpr std::size_t most_chart_series = 255;

/// 0xRRGGBB.
using Colour = std::uint32_t;

struct Style {
  bool bold = false;
  bool wrap = false;
  bool centred = false;
  bool border = false;
  bool shrink = false;  ///< letters get smaller until the text fits
  double size = 10;     ///< points
  std::optional<Colour> ink = {};
  std::optional<Colour> fill = {};
  std::string number_format = {};  ///< empty: general
  auto operator<=>(const Style&) const = default;
};

/// A series of a chart: one column of numbers, its name in a cell.
struct ChartSeries {
  Row name_row = 0;
  Row first_row = 0;
  Row last_row = 0;
  Column column = 0;
  Colour colour = 0;
  double width = 1;  ///< points
  bool dashed = false;
};

/// Curves over a numeric axis that begins at 0.
struct LineChart {
  std::string title;
  std::string x_title;
  std::string y_title;
  double last_x = 0;                ///< where the horizontal axis ends
  double x_step = 5;                ///< between its marks
  bool has_legend = false;          ///< below the chart
  std::optional<double> log_floor;  ///< a logarithmic axis that starts here; absent: linear
  std::optional<double> top;        ///< of the vertical axis; absent: what the curves need
  std::optional<double> bottom;     ///< the same; a logarithmic axis has its floor
  Row first_row = 0;                ///< of the categories, as of all series
  Row last_row = 0;
  Column category_column = 0;
  std::vector<ChartSeries> series;  ///< at most most_chart_series
};

class Book;

/// A sheet of a Book, valid as long as the book.
class Sheet {
 public:
  void text(Row row, Column column, std::string_view text, const Style& style = {});
  /// Blank where the number is absent or not finite.
  void number(Row row, Column column, const std::optional<double>& number, const Style& style = {});
  void merged_text(Row row, Column first, Column last, std::string_view text, const Style& style = {});
  void width(Column first, Column last, double characters);
  void height(Row row, double points);
  void freeze(Row rows, Column columns);
  void filter(Row header, Row last_row, Column last_column);
  /// A4, one page wide, with the header row on each page.
  void print_one_page_wide(std::optional<Row> header, bool landscape);
  /// Cells of a column offer the texts of another sheet's column, from its first row on; others may be typed.
  void offer(Row first, Row last, Column column, const Sheet& list, Row list_rows, Column list_column);
  /// Prints only the upper left part.
  void print_area(Row last_row, Column last_column);
  /// Places a chart with its upper left corner in a cell, in pixels.
  void insert(Row row, Column column, const LineChart& chart, int width, int height);

 private:
  friend class Book;
  Sheet(Book& book, lxw_worksheet* sheet, std::string name)
      : book_(&book), sheet_(sheet), name_(std::move(name)) {}

  Book* book_;
  lxw_worksheet* sheet_;
  std::string name_;
};

/// Seconds since 1970-01-01 UTC of an ISO 8601 date, with or without time and zone ("2014-03-05",
/// "2014-03-05T08:30:00Z", "...+08:00"); nothing where it is no date.
std::optional<std::int64_t> utc_seconds(std::string_view iso_date);

class Book {
 public:
  /// `run_date` is ISO 8601; a text that is no date, or an earlier one, gives 1980-01-01.
  Book(std::string_view title, std::string_view run_date);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  /// Throws std::logic_error for a name that Excel refuses.
  Sheet& add_sheet(const std::string& name);

  /// The file's bytes. The book is of no use after. Throws WorkbookError where memory or room ends.
  std::string finish();

 private:
  friend class Sheet;

  lxw_format* format(const Style& style);

  PointLocale locale_;
  MemoryFile file_;
  lxw_workbook* book_ = nullptr;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::map<Style, lxw_format*> formats_;
  std::map<Style, lxw_format*>::iterator last_format_ = formats_.end();  ///< asked for last
};

/// A text as a cell can hold it.
std::string cell_text(std::string_view text);

/// Whether a cell can hold each character of it.
bool is_held_by_cell(std::string_view text);

}  // namespace crossbreak::workbook
