// A plate map that is drawn as the plate is: grids of samples, targets and roles.
#pragma once

#include <cstddef>
#include <vector>

#include "formats/plate_map_cells.hpp"

namespace crossbreak {

/// Whether the row numbers the columns of a grid, two at least.
bool is_grid_header(const SheetRow& row);

/// Grids from the one whose columns the row `header` numbers, each under its title or, the first, without; a
/// row a well. Throws FormatError.
std::vector<PlateMapRow> read_plate_map_grids(const PlateMapCells& cells, std::size_t header);

}  // namespace crossbreak
