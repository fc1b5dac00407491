// A plate map that is a list: a row a well, or a well and target.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/plate_map_cells.hpp"

namespace crossbreak {

/// The columns that could be meant by each title of a list.
using PlateMapCandidates = std::map<PlateMapColumn, std::vector<std::size_t>>;

/// Nothing where the row is not the titles of a list. Throws FormatError where a title is nearly a known one,
/// or stands there twice.
std::optional<PlateMapCandidates> list_columns_of(const PlateMapCells& cells, const SheetRow& row);

struct PlateMapList {
  std::vector<PlateMapRow> rows;
  std::vector<std::string> unused;  ///< titles of columns that say nothing that is used
};

/// Of the rows from `first` on, below the titles. Throws FormatError.
PlateMapList read_plate_map_list(const PlateMapCells& cells, const PlateMapCandidates& columns,
                                 std::size_t first);

}  // namespace crossbreak
