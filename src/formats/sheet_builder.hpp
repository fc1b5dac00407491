// Cells that arrive in any order as a sheet of rows.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "formats/input_account.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

/// Collects the cells of one sheet of a spreadsheet. Rows and columns count from 0.
class SheetBuilder {
 public:
  /// Charges cells, the gaps within rows included, to the account of the file; both outlive this.
  SheetBuilder(std::string_view source_name, std::string name, InputAccount& account)
      : source_name_(source_name), sheet_{.name = std::move(name), .rows = {}}, account_(account) {}

  /// Throws FormatError where the cell was given before or the file grows beyond its limits.
  void put(std::size_t row, std::size_t column, Cell cell);

  /// What is read and what is shown differ.
  void put_odd(OddCell cell);
  /// Nothing is filled in.
  void put_merged(const MergedCells& cells);

  /// Rows without cells are left out; the line of each row tells.
  Sheet finish();

 private:
  std::string_view source_name_;
  Sheet sheet_;
  std::map<std::size_t, std::vector<Cell>> rows_;
  InputAccount& account_;
};

}  // namespace crossbreak
