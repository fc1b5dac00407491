// One sheet of a 7500 v2.x, StepOne or QuantStudio export: its columns by field instead of by place.
#pragma once

#include <cstdint>
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

/// The titles that mean a field: the vocabulary's, or the usual one where it has none.
std::vector<std::string> titles_of_field(const Vocabulary& vocabulary, Column field);

/// Whether the values below the title are another quantity than Ct: "Crt", "EQ.Ct".
bool is_other_method(std::string_view title);

/// What the columns of these titles mean. Where none means Ct, a title that lost its Cyrillic letter ("C?",
/// "C_") is known by its place: behind Quencher or Reporter, or before a Mean and an SD of Ct; with both any
/// title is. Its own Mean, SD and Threshold mean what they meant.
struct TitleMeanings {
  std::vector<std::optional<Column>> fields;  ///< one a title
  std::optional<std::size_t> damaged_ct;      ///< the column of a Ct known by its place
};
TitleMeanings meanings_of(const std::vector<std::string>& titles, const Vocabulary& vocabulary);

/// A sheet whose first row holds titles. Titles compare folded (title_folding.hpp). Blanks around a value
/// do not count, but in names, which are given as they stand.
class V2Table {
 public:
  /// Throws FormatError where two columns mean the same field and differ: the first of two that are alike
  /// counts.
  V2Table(const Sheets& sheets, const Sheet& sheet, const Vocabulary& vocabulary);

  /// Rows below the titles that are not blank.
  const std::vector<const SheetRow*>& rows() const { return rows_; }
  /// Titles without blanks at either end; empty for a column without one.
  const std::vector<std::string>& titles() const { return titles_; }
  /// The field that a column means; nothing for a column that the reader knows nothing about.
  std::optional<Column> field_of(std::size_t column) const { return fields_.at(column); }

  /// The Ct column, where its title is damaged and it was known by its place.
  std::optional<std::size_t> damaged_ct() const { return damaged_ct_; }

  /// Some cell of the column is a number.
  bool holds_numbers(std::size_t column) const;

  bool has(Column field) const { return columns_.contains(field); }
  std::optional<std::size_t> column_of(Column field) const;
  /// Throws FormatError naming the title that was wanted and those found.
  void require(Column field) const;

  /// The cell is a number of a workbook, not text.
  bool is_number(const SheetRow& row, Column field) const;
  /// The cell as it stands; empty where the row or the sheet lacks it.
  std::string name(const SheetRow& row, Column field) const;
  /// Without blanks at either end.
  std::string text(const SheetRow& row, Column field) const;
  std::string text_at(const SheetRow& row, std::size_t column) const;
  /// Nothing for an empty cell and for NaN and Infinity, as the instrument's software (Java) prints a
  /// division by zero; throws FormatError for what else is no number.
  std::optional<double> number(const SheetRow& row, Column field) const;
  /// The same, but nothing for what is no number.
  std::optional<double> number_if_any(const SheetRow& row, Column field) const;
  std::optional<double> number_at_if_any(const SheetRow& row, std::size_t column) const;
  std::optional<double> number_at(const SheetRow& row, std::size_t column) const;
  std::optional<int> whole_number(const SheetRow& row, Column field) const;
  /// true and false in any case, 1 and 0; throws FormatError for anything else.
  std::optional<bool> truth(const SheetRow& row, Column field) const;
  /// Digits after the decimal mark where the cell is a number given as text.
  std::optional<int> decimals(const SheetRow& row, Column field) const;

  const std::string& source() const { return sheets_.source; }

  /// To the account of the file.
  void charge(Taken what, std::uint64_t count) const {
    sheets_.account->charge(what, count, sheets_.source, sheet_.name);
  }
  void charge_reaction(const Reaction& reaction) const {
    sheets_.account->charge_reaction(reaction, sheets_.source, sheet_.name);
  }

  FormatError error(const SheetRow& row, Column field, std::string_view message) const;
  FormatError error(const SheetRow& row, std::size_t column, std::string_view message) const;
  /// The same for the row of titles.
  FormatError title_error(std::string_view message) const;
  std::string place(const SheetRow& row) const;
  std::string title_place() const;

 private:
  bool are_alike(std::size_t a, std::size_t b) const;

  const Sheets& sheets_;
  const Sheet& sheet_;
  const Vocabulary& vocabulary_;
  std::vector<std::string> titles_;
  std::vector<std::optional<Column>> fields_;
  std::optional<std::size_t> damaged_ct_;
  std::vector<const SheetRow*> rows_;
  std::map<Column, std::size_t> columns_;  ///< field to column
};

}  // namespace crossbreak
