#include "formats/v2_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "formats/delimited_text.hpp"
#include "formats/number_style.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

struct FieldTitles {
  std::string_view field;
  std::vector<std::string> titles;  ///< the first is what messages ask for
};

// Titles seen in real exports of 7500 Fast v2.0, ViiA 7 and QuantStudio, and in descriptions of StepOne
// v2.3; folding makes one of their spellings, so each stands here once.
const FieldTitles built_in[] = {
    {"well", {"Well"}},
    {"well_position", {"Well Position"}},
    {"sample", {"Sample Name", "Sample"}},
    {"target", {"Target Name", "Target", "Detector", "Detector Name"}},
    {"task", {"Task"}},
    {"reporter", {"Reporter", "Reporter Dye"}},
    {"quencher", {"Quencher"}},
    {"quantity", {"Quantity"}},
    {"comments", {"Comments"}},
    {"omit", {"Omit"}},
    {"ct", {"Ct"}},
    {"ct_mean", {"Ct Mean"}},
    {"ct_sd", {"Ct SD"}},
    {"threshold", {"Ct Threshold"}},
    {"automatic_threshold", {"Automatic Ct Threshold"}},
    {"automatic_baseline", {"Automatic Baseline"}},
    {"baseline_start", {"Baseline Start"}},
    {"baseline_end", {"Baseline End"}},
    {"amp_status", {"Amp Status"}},
    {"cycle", {"Cycle"}},
    {"rn", {"Rn"}},
    {"delta_rn", {"Delta Rn"}},
    {"reading", {"Reading"}},
    {"temperature", {"Temperature"}},
    {"fluorescence", {"Fluorescence"}},
};

std::string quoted_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names)
    if (!name.empty())
      list += (list.empty() ? "'" : ", '") + name + "'";
  return list.empty() ? "nothing" : list;
}

}  // namespace

std::vector<std::string> titles_of_field(const Vocabulary& vocabulary, std::string_view field) {
  if (const auto found = vocabulary.column_titles.find(std::string(field));
      found != vocabulary.column_titles.end() && !found->second.empty())
    return found->second;
  const auto found = std::find_if(std::begin(built_in), std::end(built_in),
                                  [&](const FieldTitles& entry) { return entry.field == field; });
  return found == std::end(built_in) ? std::vector<std::string>{} : found->titles;
}

V2Table::V2Table(const Sheets& sheets, const Sheet& sheet, const Vocabulary& vocabulary)
    : sheets_(sheets), sheet_(sheet), vocabulary_(vocabulary) {
  std::map<std::string, std::string> meanings;  // folded title to field
  for (const FieldTitles& entry : built_in)
    for (const std::string& title : titles_of_field(vocabulary, entry.field))
      meanings.emplace(folded_title(title), entry.field);

  if (sheet.rows.empty())
    throw FormatError(sheets.source, "the sheet '" + sheet.name + "' is empty");
  const SheetRow& titles = sheet.rows.front();
  for (std::size_t column = 0; column < titles.cells.size(); ++column) {
    const std::string title(trimmed(cell_text(titles.cells[column])));
    const auto meaning = meanings.find(folded_title(title));
    titles_.push_back(title);
    fields_.push_back(meaning == meanings.end() ? "" : meaning->second);
    if (meaning == meanings.end())
      continue;
    const auto [other, added] = columns_.emplace(meaning->second, column);
    if (!added)
      throw error_at(
          sheets, sheet, titles.line, column,
          titles_[other->second] == title
              ? fmt::format("the column '{}' stands there twice", title)
              : fmt::format("the columns '{}' and '{}' mean the same", titles_[other->second], title));
  }
  for (std::size_t row = 1; row < sheet.rows.size(); ++row)
    if (!is_blank(sheet.rows[row]))
      rows_.push_back(&sheet.rows[row]);
}

void V2Table::require(std::string_view field) const {
  if (has(field))
    return;
  const std::string place = sheet_.name.empty() ? "" : fmt::format(" in '{}'", sheet_.name);
  throw title_error(fmt::format("no column '{}'{}; found {}", titles_of_field(vocabulary_, field).front(),
                                place, quoted_list(titles_)));
}

bool V2Table::is_number(const SheetRow& row, std::string_view field) const {
  const auto column = columns_.find(field);
  return column != columns_.end() && column->second < row.cells.size() &&
         std::holds_alternative<double>(row.cells[column->second]);
}

std::string V2Table::name(const SheetRow& row, std::string_view field) const {
  const auto column = columns_.find(field);
  if (column == columns_.end() || column->second >= row.cells.size())
    return {};
  return cell_text(row.cells[column->second]);
}

std::string V2Table::text(const SheetRow& row, std::string_view field) const {
  return std::string(trimmed(name(row, field)));
}

std::string V2Table::text_at(const SheetRow& row, std::size_t column) const {
  return column < row.cells.size() ? std::string(trimmed(cell_text(row.cells[column]))) : std::string();
}

std::optional<double> V2Table::number(const SheetRow& row, std::string_view field) const {
  const auto column = columns_.find(field);
  return column == columns_.end() ? std::nullopt : number_at(row, column->second);
}

std::optional<double> V2Table::number_if_any(const SheetRow& row, std::string_view field) const {
  const auto column = columns_.find(field);
  if (column == columns_.end() || column->second >= row.cells.size())
    return std::nullopt;
  if (std::holds_alternative<double>(row.cells[column->second]))
    return number_at(row, column->second);
  return parse_number(text_at(row, column->second), sheets_.decimal_mark);
}

std::optional<double> V2Table::number_at(const SheetRow& row, std::size_t column) const {
  if (column >= row.cells.size())
    return std::nullopt;
  if (const double* value = std::get_if<double>(&row.cells[column]);
      value != nullptr && std::isfinite(*value))
    return *value;
  const std::string text = text_at(row, column);
  if (text.empty() || text == "NaN" || text == "Infinity" || text == "-Infinity")
    return std::nullopt;
  const std::optional<double> value = parse_number(text, sheets_.decimal_mark);
  if (!value)
    throw error_at(sheets_, sheet_, row.line, column,
                   fmt::format("expected a number under '{}', found '{}'", titles_.at(column), text));
  return value;
}

std::optional<int> V2Table::whole_number(const SheetRow& row, std::string_view field) const {
  const std::optional<double> value = number(row, field);
  if (!value)
    return std::nullopt;
  if (*value != std::floor(*value) || std::abs(*value) > 1e6)
    throw error(row, field,
                fmt::format("expected a whole number under '{}', found '{}'",
                            titles_.at(columns_.find(field)->second), text(row, field)));
  return static_cast<int>(*value);
}

std::optional<bool> V2Table::truth(const SheetRow& row, std::string_view field) const {
  const std::string value = text(row, field);
  if (value.empty())
    return std::nullopt;
  const std::string folded = folded_title(value);
  if (folded == "true" || folded == "1")
    return true;
  if (folded == "false" || folded == "0")
    return false;
  throw error(row, field,
              fmt::format("expected true or false under '{}', found '{}'",
                          titles_.at(columns_.find(field)->second), value));
}

std::optional<int> V2Table::decimals(const SheetRow& row, std::string_view field) const {
  const auto column = columns_.find(field);
  if (column == columns_.end() || column->second >= row.cells.size())
    return std::nullopt;
  const std::string* text = std::get_if<std::string>(&row.cells[column->second]);
  if (text == nullptr || !parse_number(trimmed(*text), sheets_.decimal_mark))
    return std::nullopt;
  return decimals_of(trimmed(*text), sheets_.decimal_mark);
}

FormatError V2Table::error(const SheetRow& row, std::string_view field, std::string_view message) const {
  const auto column = columns_.find(field);
  return error_at(sheets_, sheet_, row.line,
                  column == columns_.end() ? std::nullopt : std::optional(column->second), message);
}

FormatError V2Table::title_error(std::string_view message) const {
  return error_at(sheets_, sheet_, sheet_.rows.front().line, std::nullopt, message);
}

std::string V2Table::place(const SheetRow& row) const {
  return place_of(sheets_, sheet_, row.line, std::nullopt);
}

}  // namespace crossbreak
