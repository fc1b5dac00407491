#include "formats/sheet_builder.hpp"

#include <fmt/format.h>
#include <iterator>

#include "formats/format_error.hpp"

namespace crossbreak {

void SheetBuilder::put(std::size_t row, std::size_t column, Cell cell) {
  // Cells mostly come row by row.
  const auto last = rows_.empty() ? rows_.end() : std::prev(rows_.end());
  const auto found = last != rows_.end() && last->first == row ? last : rows_.find(row);
  const std::size_t width = found == rows_.end() ? 0 : found->second.size();
  if (column < width && !std::holds_alternative<std::monostate>(found->second[column]))
    throw FormatError(source_name_,
                      fmt::format("{}!{}", sheet_.name, cell_reference(static_cast<int>(row) + 1, column)),
                      "the cell is given twice");
  if (column >= width)
    account_.charge(Taken::Cells,
                    column + 1 - width + (found == rows_.end() ? account_.limits().cells_of_a_row : 0),
                    source_name_, sheet_.name);
  if (const auto* text = std::get_if<std::string>(&cell))
    account_.charge(Taken::TextBytes, text->size(), source_name_, sheet_.name);
  std::vector<Cell>& cells = found == rows_.end() ? rows_[row] : found->second;
  if (column >= cells.capacity())
    cells.reserve(column + 1 +
                  column / 4);  // twice as much, as resize() takes, would not fit into the limits
  if (column >= width)
    cells.resize(column + 1);
  cells[column] = std::move(cell);
}

void SheetBuilder::put_odd(OddCell cell) {
  account_.charge(Taken::Cells, account_.limits().cells_of_a_row, source_name_, sheet_.name);
  sheet_.odd_cells.push_back(std::move(cell));
}

void SheetBuilder::put_merged(const MergedCells& cells) {
  account_.charge(Taken::Cells, 1, source_name_, sheet_.name);
  sheet_.merged.push_back(cells);
}

Sheet SheetBuilder::finish() {
  sheet_.rows.reserve(rows_.size());
  while (!rows_.empty()) {
    auto first = rows_.extract(rows_.begin());
    sheet_.rows.push_back({.line = static_cast<int>(first.key()) + 1, .cells = std::move(first.mapped())});
  }
  return std::move(sheet_);
}

}  // namespace crossbreak
