// One table of an SDS v1.x export: its titles, rows and cells.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "formats/format.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

/// Results or Curves by the first three titles; Whole for a row that holds no titles of this layout.
FilePart sds1_part_of_titles(const SheetRow& row);

/// The cells of a text, csv, xls or xlsx file as they stand, header and table together. Throws FormatError.
Sheets sds1_cells_of(const Source& source, const ReadOptions& options);

/// A view of a sheet whose first row holds the titles. What throws, throws FormatError with the place.
struct Sds1Table {
  const Sheets* file = nullptr;
  const Sheet* sheet = nullptr;

  const SheetRow& titles() const { return sheet->rows.front(); }
  std::span<const SheetRow> rows() const { return std::span(sheet->rows).subspan(1); }

  [[noreturn]] void fail(const SheetRow& row, std::optional<std::size_t> column,
                         std::string_view message) const;

  /// By its folded title; absent where the table has no such column. Throws where it has two.
  std::optional<std::size_t> find_column(std::string_view folded) const;

  /// Empty for an empty or absent cell and for an absent column.
  static std::string text(const SheetRow& row, std::optional<std::size_t> column);

  /// Absent where text() is blank. Throws for text that is no number.
  std::optional<double> number(const SheetRow& row, std::optional<std::size_t> column) const;

  /// The first cell: "A1" in Results, a number from 1 in Delta Rn; either is understood in both.
  std::optional<Well> find_well(const SheetRow& row, const Plate& plate) const;

  /// The same; throws where it is no well of the plate.
  Well well(const SheetRow& row, const Plate& plate) const;

  /// Spreadsheets leave empty cells out at the end of a row; the software does not, so a text row with fewer
  /// than `count` cells is a file cut in the middle. Throws there.
  void expect_cells(const SheetRow& row, std::size_t count) const;

  /// Digits behind the mark, of a number or its text.
  int decimals(const SheetRow& row, std::size_t column) const;
};

}  // namespace crossbreak
