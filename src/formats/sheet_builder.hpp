// Cells that arrive in any order as a sheet of rows.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "formats/sheet.hpp"

namespace crossbreak {

/// Collects the cells of one sheet of a spreadsheet. Rows and columns count from 0.
class SheetBuilder {
 public:
  /// Cells a sheet may span, gaps within rows included: far above any export (96 wells x 50 cycles x 5
  /// columns make 24,000), low enough that a few forged records cannot ask for gigabytes. An arbitrary
  /// choice.
  static constexpr std::size_t cell_limit = 4'000'000;

  SheetBuilder(std::string_view source_name, std::string name)
      : source_name_(source_name), sheet_{.name = std::move(name), .rows = {}} {}

  /// Throws FormatError where the cell was given before or the sheet grows beyond the limit.
  void put(std::size_t row, std::size_t column, Cell cell);

  /// What is read and what is shown differ.
  void put_odd(OddCell cell) { sheet_.odd_cells.push_back(std::move(cell)); }
  /// Not counted against the limit: nothing is filled in.
  void put_merged(const MergedCells& cells) { sheet_.merged.push_back(cells); }

  /// Rows without cells are left out; the line of each row tells.
  Sheet finish();

 private:
  std::string_view source_name_;
  Sheet sheet_;
  std::map<std::size_t, std::vector<Cell>> rows_;
  std::size_t cells_ = 0;
};

}  // namespace crossbreak
