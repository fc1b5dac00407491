#include "formats/plate_map_cells.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "formats/cell_number_format.hpp"
#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_map_sheet.hpp"
#include "formats/plate_map_titles.hpp"
#include "run/calendar_day.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// What a column notes of the row's sample.
std::string SampleMetadata::*noted_by(PlateMapColumn meaning) {
  switch (meaning) {
    case PlateMapColumn::Specimen:
      return &SampleMetadata::specimen;
    case PlateMapColumn::Collected:
      return &SampleMetadata::collected;
    case PlateMapColumn::Received:
      return &SampleMetadata::received;
    case PlateMapColumn::Requester:
      return &SampleMetadata::requester;
    default:
      return &SampleMetadata::order;
  }
}

std::vector<SheetRow> rows_of_map(const Sheets& sheets, const Sheet& sheet) {
  const auto filled =
      std::count_if(sheet.rows.begin(), sheet.rows.end(), [](const SheetRow& row) { return !is_blank(row); });
  sheets.account->charge(Taken::PlateMapRows, static_cast<std::uint64_t>(filled), sheets.source, sheet.name);
  return filled_rows(sheets, sheet);
}

}  // namespace

std::string map_text(const SheetRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(without_blanks(cell_text(row.cells[column])))
                                   : std::string();
}

std::vector<std::string> map_texts(const SheetRow& row) {
  std::vector<std::string> texts;
  for (std::size_t column = 0; column < row.cells.size(); ++column)
    texts.push_back(map_text(row, column));
  return texts;
}

bool is_of_days(PlateMapColumn meaning) {
  return meaning == PlateMapColumn::Collected || meaning == PlateMapColumn::Received;
}

bool is_specimen_title(const std::string& title) {
  const auto meaning = column_titled(title);
  return meaning == PlateMapColumn::SampleOrSpecimen || meaning == PlateMapColumn::RoleOrSpecimen;
}

std::string what_it_is(PlateMapColumn meaning) {
  switch (meaning) {
    case PlateMapColumn::Well:
      return "well";
    case PlateMapColumn::Sample:
    case PlateMapColumn::SampleOrSpecimen:
      return "sample";
    case PlateMapColumn::Target:
      return "target";
    case PlateMapColumn::Specimen:
      return "type of specimen";
    case PlateMapColumn::Collected:
      return "day of collection";
    case PlateMapColumn::Received:
      return "day of receipt";
    case PlateMapColumn::Order:
    case PlateMapColumn::OrderOrOther:
      return "order number";
    case PlateMapColumn::Requester:
      return "requesting unit";
    case PlateMapColumn::ExtractionBatch:
      return "extraction batch";
    case PlateMapColumn::Role:
    case PlateMapColumn::RoleOrSpecimen:
      break;
  }
  return "role";
}

void note(PlateMapRow& row, PlateMapColumn meaning, std::string said, std::string at) {
  if (said.empty())
    return;
  const bool is_of_run = meaning == PlateMapColumn::ExtractionBatch;
  (is_of_run ? row.extraction_batch : row.noted.*noted_by(meaning)) = std::move(said);
  (is_of_run ? row.extraction_batch_at : row.noted_at.*noted_by(meaning)) = std::move(at);
}

PlateMapCells::PlateMapCells(const Sheets& sheets, const Sheet& sheet)
    : sheets_(sheets), sheet_(sheet), filled_(rows_of_map(sheets, sheet)) {
  for (const SheetRow& row : filled_)
    rows_.push_back(&row);
  for (const OddCell& odd : sheet.odd_cells)
    odd_at_.insert_or_assign({odd.line, odd.column}, &odd);
}

std::string PlateMapCells::place(int line, std::optional<std::size_t> column) const {
  const bool names_column = sheets_.is_text && column;  // of a spreadsheet the place does
  return place_of(sheets_, sheet_, line, column) +
         (names_column ? ": column " + std::to_string(*column + 1) : std::string());
}

void PlateMapCells::fail(int line, std::optional<std::size_t> column, const std::string& message) const {
  throw FormatError(place(line, column), message);
}

void PlateMapCells::fail(const SheetRow& row, std::optional<std::size_t> column,
                         const std::string& message) const {
  fail(row.line, column, message);
}

void PlateMapCells::check_odd_cells(int line, const IsColumn& is_used, const IsColumn& is_of_days) const {
  for (const OddCell& odd : sheet_.odd_cells) {
    if (odd.line <= line || !is_used(odd.column) || (is_of_days(odd.column) && !date_shown(odd).empty()))
      continue;
    switch (odd.kind) {
      case OddCell::Kind::ShownDifferently:
        fail(odd.line, odd.column,
             "found the number " + number_at(odd.line, odd.column) + ", which the sheet shows " + odd.shown +
                 "; format the cell as text and write into it what is meant");
      case OddCell::Kind::NoResult:
        fail(odd.line, odd.column,
             "a formula without a result; open the file in a spreadsheet program and save it, or write the "
             "value itself into the cell");
      case OddCell::Kind::Error:
        fail(odd.line, odd.column, "the cell shows the error " + odd.shown);
    }
  }
}

std::string PlateMapCells::number_at(int line, std::size_t column) const {
  for (const SheetRow& row : sheet_.rows)
    if (row.line == line)
      return map_text(row, column);
  return {};
}

void PlateMapCells::check_number(const SheetRow& row, std::size_t column) const {
  constexpr double too_many_digits = 1e15;
  const double* number = column < row.cells.size() ? std::get_if<double>(&row.cells[column]) : nullptr;
  if (number != nullptr && (std::floor(*number) != *number || std::abs(*number) >= too_many_digits))
    fail(row, column,
         "found the number " + map_text(row, column) +
             ", of which a spreadsheet may have changed digits; format the cell as text and write into it "
             "what is meant");
}

std::string PlateMapCells::said_at(const SheetRow& row, std::size_t column, PlateMapColumn meaning) const {
  return is_of_days(meaning) ? day_at(row, column, what_it_is(meaning)) : map_text(row, column);
}

std::string PlateMapCells::day_at(const SheetRow& row, std::size_t column, const std::string& what) const {
  std::string text = map_text(row, column);
  if (const auto odd = odd_at_.find({row.line, column}); odd != odd_at_.end())
    text = date_shown(*odd->second);
  if (text.empty())
    return text;
  if (const std::optional<std::string> day = day_of(half_width(text)))
    return *day;
  fail(row, column, "expected a day such as 2026-03-31 as " + what + ", found '" + text + "'");
}

SampleRole PlateMapCells::role_at(const SheetRow& row, std::size_t column, const std::string& text,
                                  const SheetRow& titles) const {
  if (const std::optional<SampleRole> role = role_of(text))
    return *role;
  std::vector<std::string> names;
  for (const auto& [role, code] : codes_of(SampleRole{}))
    names.emplace_back(code);
  const std::optional<std::string> nearest = nearest_name(text, names);
  fail(row, column,
       "unknown role '" + text + "'" + (nearest ? "; did you mean '" + *nearest + "'?" : "") +
           " (roles: " + joined(names) + ")" +
           (is_specimen_title(map_text(titles, column))
                ? "; a column that says what was taken is titled 'specimen type'"
                : ""));
}

void PlateMapCells::charge_text(std::size_t bytes) const {
  sheets_.account->charge(Taken::TextBytes, bytes, sheets_.source, sheet_.name);
}

}  // namespace crossbreak
