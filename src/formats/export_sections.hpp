// Parts an export into its header and its tables. Text with [Section] lines, csv that a spreadsheet saved
// and workbooks with one sheet per section follow one grammar and one reader.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "formats/sheet.hpp"

namespace crossbreak {

/// Takes the rows of an export one by one and hands each to the header or to a table of `out`.
class ExportSections {
 public:
  /// `delimiter` joins the cells of a header line that a csv reader has parted.
  ExportSections(Sheets& out, char delimiter) : out_(out), delimiter_(delimiter) {}

  /// The rows that follow belong to this sheet of a workbook, which begins with a header of its own. A
  /// value of its header that differs from an earlier sheet's is an Issue: the sheets may come from two
  /// runs. Dates of export differ by nature and are passed over.
  void begin_sheet(const std::string& name);

  /// Throws FormatError where a [Section] stands twice.
  void take(SheetRow row);

 private:
  enum class State { Header, Titles, Table, BelowTable };

  void begin_section(std::string name, int line);
  void take_blank();
  void add_header(std::pair<std::string, std::string> entry, int line);
  bool is_header(const SheetRow& row) const;
  bool is_header_below_table(const SheetRow& row, const std::string& line) const;
  std::pair<std::string, std::string> header_cells(const SheetRow& row, const std::string& line) const;
  void take_table_row(SheetRow row);

  Sheets& out_;
  char delimiter_;
  State state_ = State::Header;
  std::string sheet_;                                 ///< of a workbook; empty in text
  std::size_t header_rows_ = 0;                       ///< of this sheet or file so far
  bool has_table_ = false;                            ///< a Sheet in `out` takes the rows of this section
  std::map<std::string, int> seen_sections_;          ///< their lines
  std::map<std::string, std::size_t> header_places_;  ///< of the first value of each key
};

}  // namespace crossbreak
