// The columns of a plate map for what the laboratory notes: of its samples, of the extraction, and lots.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "run/plate_map.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// A row of a plate map, of which the notes of another are wanted.
struct NotedRow {
  Well well;
  std::string sample;
  std::string target;
};

struct NotedColumn {
  std::string title;               ///< one that read_plate_map() knows
  std::vector<std::string> cells;  ///< one a row
};

/// A column for each thing that may be noted, empty where `given` notes nothing of the row's well and target;
/// then pairs of columns for lots and their last days of use: of a master mix, of controls and standards in
/// general, and of whatever else `given` names.
std::vector<NotedColumn> noted_columns(std::span<const NotedRow> rows, const PlateMap& given,
                                       Language language);

}  // namespace crossbreak
