// The grammar:
//
//   * Block Type = 96fast                <- header; two cells without "* " and "=" in spreadsheets
//   * Passive Reference = ROX            <- or "# Passive Reference: ROX" (Design & Analysis, cloud)
//                                        <- blank line
//   [Results]                            <- section; in workbooks the name of the sheet instead
//   Well  Sample Name  ...  Cт           <- column titles
//   A1    patient 7    ...  25.301
//                                        <- blank line
//   Analysis Type = Singleplex           <- more header below the Results
//
// Worked out from exports of QuantStudio and ViiA 7 (text, csv, xls, xlsx) and the 7500 Fast (xls); 7500 v2
// text has the same grammar by description, no sample seen.
#include "formats/export_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "formats/delimited_text.hpp"
#include "formats/title_folding.hpp"
#include "run/make_issue.hpp"
#include "run/well.hpp"

namespace crossbreak {
namespace {

using KeyValue = std::pair<std::string, std::string>;

std::string text_of(const SheetRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(trimmed(cell_text(row.cells[column]))) : std::string();
}

std::size_t used_cells(const SheetRow& row) {
  std::size_t used = row.cells.size();
  while (used > 0 && text_of(row, used - 1).empty())
    --used;
  return used;
}

// The line as it was before its cells were parted, without the empty cells a spreadsheet pads it with.
std::string whole_line(const SheetRow& row, char delimiter) {
  std::string line;
  for (std::size_t i = 0, used = used_cells(row); i < used; ++i) {
    line += i == 0 ? "" : std::string(1, delimiter);
    line += cell_text(row.cells[i]);
  }
  return std::string(trimmed(line));
}

KeyValue split_at_equals(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos)
    return {std::string(trimmed(line)), ""};
  return {std::string(trimmed(line.substr(0, equals))), std::string(trimmed(line.substr(equals + 1)))};
}

/// "Instrument Type=: QuantStudio" has both.
KeyValue split_at_colon(std::string_view line) {
  const std::size_t colon = std::min(line.find(": "), line.size());
  std::string_view key = trimmed(line.substr(0, colon));
  if (colon == line.size() && key.ends_with(':'))
    key.remove_suffix(1);
  if (key.ends_with('='))
    key.remove_suffix(1);
  return {std::string(trimmed(key)),
          colon == line.size() ? "" : std::string(trimmed(line.substr(colon + 1)))};
}

bool is_section_line(std::string_view line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']';
}

bool is_column_line(const SheetRow& row) {
  return used_cells(row) > 1 && folded_title(text_of(row, 0)) == "well";
}

/// Whether what a section or a line of the header begins with stands first in the row: so in few of a table.
bool may_end_table(const SheetRow& row) {
  for (const Cell& cell : row.cells)
    if (const auto* text = std::get_if<std::string>(&cell))
      if (const std::string_view shown = trimmed(*text); !shown.empty())
        return std::string_view("[*#").find(shown.front()) != std::string_view::npos;
  return false;
}

bool is_date_key(std::string_view key) {
  const std::string folded = folded_title(key);
  return folded.find("date") != std::string::npos || folded.find("time") != std::string::npos;
}

}  // namespace

void ExportSections::begin_sheet(const std::string& name) {
  sheet_ = name;
  out_.sheets.push_back({.name = name, .rows = {}});
  has_table_ = true;
  header_rows_ = 0;
  state_ = State::Header;
}

void ExportSections::take(SheetRow row) {
  if (is_blank(row)) {
    take_blank();
    return;
  }
  if (state_ == State::Table && !may_end_table(row)) {
    take_table_row(std::move(row));
    return;
  }
  const std::string line = whole_line(row, delimiter_);
  if (is_section_line(line))
    begin_section(line.substr(1, line.size() - 2), row.line);
  else if (line.starts_with('*') && line.find('=') != std::string::npos)
    add_header(split_at_equals(std::string_view(line).substr(1)), row.line);
  else if (line.starts_with("# ") && state_ != State::Table)
    add_header(split_at_colon(std::string_view(line).substr(1)), row.line);
  else if ((state_ == State::Header && is_header(row)) ||
           (state_ == State::BelowTable && is_header_below_table(row, line)))
    add_header(header_cells(row, line), row.line);
  else
    take_table_row(std::move(row));
}

void ExportSections::take_blank() {
  if (state_ == State::Header && header_rows_ > 0)
    state_ = State::Titles;
  else if (state_ == State::Table)
    state_ = State::BelowTable;
}

void ExportSections::begin_section(std::string name, int line) {
  if (const auto [seen, is_new] = seen_sections_.emplace(name, line); !is_new)
    throw error_at(out_, {.name = sheet_, .rows = {}}, line, std::nullopt,
                   fmt::format("section [{}] stands twice, first in line {}", name, seen->second));
  if (!sheet_.empty() && out_.sheets.back().name == sheet_ && out_.sheets.back().rows.empty())
    out_.sheets.pop_back();  // a whole text export inside one sheet: its sections count, not the sheet
  out_.sheets.push_back({.name = std::move(name), .rows = {}});
  has_table_ = true;
  state_ = State::Titles;
}

void ExportSections::add_header(KeyValue entry, int line) {
  ++header_rows_;
  const auto [place, is_new] = header_places_.emplace(entry.first, out_.header.size());
  if (sheet_.empty() || is_new) {
    out_.header.push_back(std::move(entry));
    return;
  }
  const KeyValue& earlier = out_.header[place->second];
  if (earlier.second != entry.second && !is_date_key(entry.first)) {
    out_.issues.push_back(make_issue(
        IssueCode::HeaderDiffers, place_of(out_, {.name = sheet_, .rows = {}}, line, std::nullopt),
        field<"name">(entry.first), field<"here">(entry.second), field<"earlier">(earlier.second)));
  }
}

// Above a table: everything but the column line. A sheet of a workbook may come without a header, and then
// its first row is wider than a key and its value.
bool ExportSections::is_header(const SheetRow& row) const {
  return !is_column_line(row) && (sheet_.empty() || used_cells(row) <= 2);
}

// "Analysis Type = Singleplex", or two cells whose first is no well below a table that begins with wells:
// nothing that can be a row of the table may end up here.
bool ExportSections::is_header_below_table(const SheetRow& row, const std::string& line) const {
  const std::size_t used = used_cells(row);
  if (used == 1 && line.find('=') != std::string::npos)
    return true;
  const std::string first = text_of(row, 0);
  const bool starts_with_word = std::holds_alternative<std::string>(row.cells[0]) && !parse_well(first) &&
                                first.find_first_not_of("0123456789. ") != std::string::npos;
  return used <= 2 && starts_with_word &&
         (!sheet_.empty() || is_column_line(out_.sheets.back().rows.front()));
}

KeyValue ExportSections::header_cells(const SheetRow& row, const std::string& line) const {
  if (row.cells.size() < 2 || text_of(row, 0).find('=') != std::string::npos)
    return split_at_equals(line);
  const std::size_t mark = line.find(delimiter_);
  const std::string_view value =
      mark == std::string::npos ? std::string_view() : std::string_view(line).substr(mark + 1);
  return {text_of(row, 0), std::string(trimmed(value))};
}

void ExportSections::take_table_row(SheetRow row) {
  if (!has_table_)
    out_.sheets.push_back({.name = {}, .rows = {}});
  has_table_ = true;
  out_.sheets.back().rows.push_back(std::move(row));
  state_ = State::Table;
}

}  // namespace crossbreak
