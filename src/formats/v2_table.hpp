// One sheet of a 7500 v2.x, StepOne or QuantStudio export: its columns by field instead of by place.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format_error.hpp"
#include "formats/sheet.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

/// The titles that mean a field ("ct", "delta_rn"): the vocabulary's, or those built in where it has none.
std::vector<std::string> titles_of_field(const Vocabulary& vocabulary, std::string_view field);

/// A sheet whose first row holds titles. Titles compare folded (title_folding.hpp). Blanks around a value
/// do not count, but in names, which are given as they stand.
class V2Table {
 public:
  /// Throws FormatError where two columns mean the same field.
  V2Table(const Sheets& sheets, const Sheet& sheet, const Vocabulary& vocabulary);

  /// Rows below the titles that are not blank.
  const std::vector<const SheetRow*>& rows() const { return rows_; }
  /// Titles without blanks at either end; empty for a column without one.
  const std::vector<std::string>& titles() const { return titles_; }
  /// The field that a column means; empty for a column that the reader knows nothing about.
  const std::string& field_of(std::size_t column) const { return fields_.at(column); }

  bool has(std::string_view field) const { return columns_.contains(field); }
  /// Throws FormatError naming the title that was wanted and those found.
  void require(std::string_view field) const;

  /// The cell is a number of a workbook, not text.
  bool is_number(const SheetRow& row, std::string_view field) const;
  /// The cell as it stands; empty where the row or the sheet lacks it.
  std::string name(const SheetRow& row, std::string_view field) const;
  /// Without blanks at either end.
  std::string text(const SheetRow& row, std::string_view field) const;
  std::string text_at(const SheetRow& row, std::size_t column) const;
  /// Nothing for an empty cell and for NaN and Infinity, as the instrument's software (Java) prints a
  /// division by zero; throws FormatError for what else is no number.
  std::optional<double> number(const SheetRow& row, std::string_view field) const;
  /// The same, but nothing for what is no number.
  std::optional<double> number_if_any(const SheetRow& row, std::string_view field) const;
  std::optional<double> number_at(const SheetRow& row, std::size_t column) const;
  std::optional<int> whole_number(const SheetRow& row, std::string_view field) const;
  /// true and false in any case, 1 and 0; throws FormatError for anything else.
  std::optional<bool> truth(const SheetRow& row, std::string_view field) const;
  /// Digits after the decimal mark where the cell is a number given as text.
  std::optional<int> decimals(const SheetRow& row, std::string_view field) const;

  FormatError error(const SheetRow& row, std::string_view field, std::string_view message) const;
  /// The same for the row of titles.
  FormatError title_error(std::string_view message) const;
  std::string place(const SheetRow& row) const;

 private:
  const Sheets& sheets_;
  const Sheet& sheet_;
  const Vocabulary& vocabulary_;
  std::vector<std::string> titles_;
  std::vector<std::string> fields_;
  std::vector<const SheetRow*> rows_;
  std::map<std::string, std::size_t, std::less<>> columns_;  ///< field to column
};

}  // namespace crossbreak
