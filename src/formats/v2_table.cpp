#include "formats/v2_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "formats/delimited_text.hpp"
#include "formats/number_style.hpp"
#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

/// As English software titles the column, that of the instrument first and then Design & Analysis: what
/// messages ask for, and what is read without a vocabulary.
std::vector<std::string> usual_titles(Column field) {
  switch (field) {
    case Column::Well:
      return {"Well"};
    case Column::WellPosition:
      return {"Well Position"};
    case Column::Sample:
      return {"Sample Name", "Sample"};
    case Column::Target:
      return {"Target Name", "Target"};
    case Column::Task:
      return {"Task"};
    case Column::Reporter:
      return {"Reporter"};
    case Column::Quencher:
      return {"Quencher"};
    case Column::Quantity:
      return {"Quantity"};
    case Column::QuantityMean:
      return {"Quantity Mean"};
    case Column::QuantitySd:
      return {"Quantity SD"};
    case Column::Comments:
      return {"Comments"};
    case Column::Omit:
      return {"Omit"};
    case Column::Ct:
      return {"Ct"};
    case Column::CtMean:
      return {"Ct Mean"};
    case Column::CtSd:
      return {"Ct SD"};
    case Column::Threshold:
      return {"Ct Threshold", "Threshold"};
    case Column::AutomaticThreshold:
      return {"Automatic Ct Threshold", "Auto Threshold"};
    case Column::AutomaticBaseline:
      return {"Automatic Baseline", "Auto Baseline"};
    case Column::BaselineStart:
      return {"Baseline Start"};
    case Column::BaselineEnd:
      return {"Baseline End"};
    case Column::AmpStatus:
      return {"Amp Status"};
    case Column::Cycle:
      return {"Cycle", "Cycle Number"};
    case Column::Rn:
      return {"Rn"};
    case Column::DeltaRn:
      return {"Delta Rn"};
    case Column::Reading:
      return {"Reading"};
    case Column::Temperature:
      return {"Temperature"};
    case Column::Fluorescence:
      return {"Fluorescence"};
  }
  return {};
}

/// "C?", "C_", "C\xC3\xB2": one letter, and what became of the other.
bool is_damaged_ct(std::string_view title) {
  const auto is_plain = [](char c) {
    return c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return title.size() >= 2 && title.size() <= 8 && title.front() == 'C' &&
         std::none_of(title.begin() + 1, title.end(), is_plain);
}

/// Whether the column is that of Ct whatever its title became: one behind Quencher or Reporter and before its
/// own Mean and SD; or a damaged title that stands behind Quencher or Reporter, or before an intact Mean and
/// SD of Ct.
bool is_ct_by_place(const std::vector<std::string>& titles, const std::vector<std::optional<Column>>& fields,
                    std::size_t i) {
  if (fields[i] || titles[i].empty() || is_other_method(titles[i]) || i + 1 == titles.size())
    return false;
  const bool is_behind = fields[i - 1] == Column::Quencher || fields[i - 1] == Column::Reporter;
  const bool has_two_more = i + 2 < titles.size();
  if (is_behind && has_two_more && titles[i + 1] == titles[i] + " Mean" && titles[i + 2] == titles[i] + " SD")
    return true;
  return is_damaged_ct(titles[i]) &&
         (is_behind || (has_two_more && fields[i + 1] == Column::CtMean && fields[i + 2] == Column::CtSd));
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names)
    if (!name.empty())
      list += (list.empty() ? "'" : ", '") + name + "'";
  return list.empty() ? "nothing" : list;
}

}  // namespace

bool is_other_method(std::string_view title) {
  const std::string folded = folded_title(title);
  return folded == "crt" || folded == "eq.ct";
}

std::vector<std::string> titles_of_field(const Vocabulary& vocabulary, Column field) {
  const auto found = vocabulary.column_titles.find(field);
  if (found != vocabulary.column_titles.end() && !found->second.empty())
    return found->second;
  return usual_titles(field);
}

TitleMeanings meanings_of(const std::vector<std::string>& titles, const Vocabulary& vocabulary) {
  std::map<std::string, Column> known;  // folded title to field
  for (const auto& [field, code] : codes_of(Column{}))
    for (const std::string& title : titles_of_field(vocabulary, field))
      known.emplace(folded_title(title), field);
  TitleMeanings out;
  for (const std::string& title : titles) {
    const auto meaning = known.find(folded_title(title));
    out.fields.push_back(meaning == known.end() ? std::nullopt : std::optional(meaning->second));
  }
  if (std::find(out.fields.begin(), out.fields.end(), Column::Ct) != out.fields.end())
    return out;
  for (std::size_t i = 1; i < titles.size(); ++i)
    if (is_ct_by_place(titles, out.fields, i)) {
      out.damaged_ct = i;
      break;
    }
  if (!out.damaged_ct)
    return out;
  const std::string& damaged = titles[*out.damaged_ct];
  out.fields[*out.damaged_ct] = Column::Ct;
  const std::pair<std::string, Column> own[] = {
      {damaged + " Mean", Column::CtMean},
      {damaged + " SD", Column::CtSd},
      {damaged + " Threshold", Column::Threshold},
      {"Automatic " + damaged + " Threshold", Column::AutomaticThreshold}};
  for (std::size_t k = 0; k < titles.size(); ++k)
    for (const auto& [title, field] : own)
      if (titles[k] == title)
        out.fields[k] = field;
  return out;
}

V2Table::V2Table(const Sheets& sheets, const Sheet& sheet, const Vocabulary& vocabulary)
    : sheets_(sheets), sheet_(sheet), vocabulary_(vocabulary) {
  if (sheet.rows.empty())
    throw FormatError(sheets.source, "the sheet '" + sheet.name + "' is empty");
  const SheetRow& titles = sheet.rows.front();
  for (const Cell& cell : titles.cells)
    titles_.emplace_back(trimmed(cell_text(cell)));
  TitleMeanings meanings = meanings_of(titles_, vocabulary);
  fields_ = std::move(meanings.fields);
  damaged_ct_ = meanings.damaged_ct;
  for (std::size_t row = 1; row < sheet.rows.size(); ++row)
    if (!is_blank(sheet.rows[row]))
      rows_.push_back(&sheet.rows[row]);
  for (std::size_t column = 0; column < titles_.size(); ++column) {
    if (!fields_[column])
      continue;
    const std::string& title = titles_[column];
    const auto [other, added] = columns_.emplace(*fields_[column], column);
    if (!added && !are_alike(other->second, column))
      throw error_at(
          sheets, sheet, titles.line, column,
          titles_[other->second] == title
              ? fmt::format("the column '{}' stands there twice", title)
              : fmt::format("the columns '{}' and '{}' mean the same", titles_[other->second], title));
  }
}

bool V2Table::are_alike(std::size_t a, std::size_t b) const {
  return std::all_of(rows_.begin(), rows_.end(),
                     [&](const SheetRow* row) { return text_at(*row, a) == text_at(*row, b); });
}

bool V2Table::holds_numbers(std::size_t column) const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [&](const SheetRow* row) { return number_at_if_any(*row, column).has_value(); });
}

void V2Table::require(Column field) const {
  if (has(field))
    return;
  const std::string place = sheet_.name.empty() ? "" : fmt::format(" in '{}'", sheet_.name);
  throw title_error(fmt::format("no column '{}'{}; found {}", titles_of_field(vocabulary_, field).front(),
                                place, quoted_list(titles_)));
}

std::optional<std::size_t> V2Table::column_of(Column field) const {
  const auto column = columns_.find(field);
  return column == columns_.end() ? std::nullopt : std::optional(column->second);
}

bool V2Table::is_number(const SheetRow& row, Column field) const {
  const auto column = columns_.find(field);
  return column != columns_.end() && column->second < row.cells.size() &&
         std::holds_alternative<double>(row.cells[column->second]);
}

std::string V2Table::name(const SheetRow& row, Column field) const {
  const auto column = columns_.find(field);
  if (column == columns_.end() || column->second >= row.cells.size())
    return {};
  return cell_text(row.cells[column->second]);
}

std::string V2Table::text(const SheetRow& row, Column field) const {
  return std::string(trimmed(name(row, field)));
}

std::string V2Table::text_at(const SheetRow& row, std::size_t column) const {
  if (column >= row.cells.size())
    return {};
  if (const auto* text = std::get_if<std::string>(&row.cells[column]))
    return std::string(trimmed(*text));
  return cell_text(row.cells[column]);
}

std::optional<double> V2Table::number(const SheetRow& row, Column field) const {
  const auto column = columns_.find(field);
  return column == columns_.end() ? std::nullopt : number_at(row, column->second);
}

std::optional<double> V2Table::number_if_any(const SheetRow& row, Column field) const {
  const auto column = columns_.find(field);
  return column == columns_.end() ? std::nullopt : number_at_if_any(row, column->second);
}

std::optional<double> V2Table::number_at_if_any(const SheetRow& row, std::size_t column) const {
  if (column < row.cells.size() && std::holds_alternative<double>(row.cells[column]))
    return number_at(row, column);
  if (const auto* text = column < row.cells.size() ? std::get_if<std::string>(&row.cells[column]) : nullptr)
    return parse_number(*text, sheets_.decimal_mark);
  return parse_number(text_at(row, column), sheets_.decimal_mark);
}

std::optional<double> V2Table::number_at(const SheetRow& row, std::size_t column) const {
  if (column >= row.cells.size())
    return std::nullopt;
  if (const double* value = std::get_if<double>(&row.cells[column]);
      value != nullptr && std::isfinite(*value))
    return *value;
  const auto* stored = std::get_if<std::string>(&row.cells[column]);
  if (const std::optional<double> value = stored ? parse_number(*stored, sheets_.decimal_mark) : std::nullopt)
    return value;
  const std::string text = text_at(row, column);
  if (text.empty() || text == "NaN" || text == "Infinity" || text == "-Infinity")
    return std::nullopt;
  const std::optional<double> value = parse_number(text, sheets_.decimal_mark);
  if (!value)
    throw error_at(sheets_, sheet_, row.line, column,
                   fmt::format("expected a number under '{}', found '{}'", titles_.at(column), text));
  return value;
}

std::optional<int> V2Table::whole_number(const SheetRow& row, Column field) const {
  const std::optional<double> value = number(row, field);
  if (!value)
    return std::nullopt;
  if (*value != std::floor(*value) || std::abs(*value) > 1e6)
    throw error(row, field,
                fmt::format("expected a whole number under '{}', found '{}'",
                            titles_.at(columns_.find(field)->second), text(row, field)));
  return static_cast<int>(*value);
}

std::optional<bool> V2Table::truth(const SheetRow& row, Column field) const {
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

std::optional<int> V2Table::decimals(const SheetRow& row, Column field) const {
  const auto column = columns_.find(field);
  if (column == columns_.end() || column->second >= row.cells.size())
    return std::nullopt;
  const std::string* text = std::get_if<std::string>(&row.cells[column->second]);
  if (text == nullptr || !parse_number(*text, sheets_.decimal_mark))
    return std::nullopt;
  return decimals_of(trimmed(*text), sheets_.decimal_mark);
}

FormatError V2Table::error(const SheetRow& row, Column field, std::string_view message) const {
  const auto column = columns_.find(field);
  return error_at(sheets_, sheet_, row.line,
                  column == columns_.end() ? std::nullopt : std::optional(column->second), message);
}

FormatError V2Table::error(const SheetRow& row, std::size_t column, std::string_view message) const {
  return error_at(sheets_, sheet_, row.line, column, message);
}

FormatError V2Table::title_error(std::string_view message) const {
  return error_at(sheets_, sheet_, sheet_.rows.front().line, std::nullopt, message);
}

std::string V2Table::title_place() const {
  return place_of(sheets_, sheet_, sheet_.rows.front().line, std::nullopt);
}

std::string V2Table::place(const SheetRow& row) const {
  return place_of(sheets_, sheet_, row.line, std::nullopt);
}

}  // namespace crossbreak
