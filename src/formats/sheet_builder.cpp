#include "formats/sheet_builder.hpp"

#include <fmt/format.h>

#include "formats/format_error.hpp"

namespace crossbreak {

void SheetBuilder::put(std::size_t row, std::size_t column, Cell cell) {
  std::vector<Cell>& cells = rows_[row];
  if (column >= cells.size()) {
    cells_ += column + 1 - cells.size();
    if (cells_ > cell_limit)
      throw FormatError(source_name_, sheet_.name, fmt::format("more than {} cells", cell_limit));
    cells.resize(column + 1);
  } else if (!std::holds_alternative<std::monostate>(cells[column])) {
    throw FormatError(source_name_,
                      fmt::format("{}!{}", sheet_.name, cell_reference(static_cast<int>(row) + 1, column)),
                      "the cell is given twice");
  }
  cells[column] = std::move(cell);
}

Sheet SheetBuilder::finish() {
  for (auto& [row, cells] : rows_)
    sheet_.rows.push_back({.line = static_cast<int>(row) + 1, .cells = std::move(cells)});
  rows_.clear();
  return std::move(sheet_);
}

}  // namespace crossbreak
