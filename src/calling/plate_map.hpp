// Plate maps: what a laboratory says of its wells beside the run file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/well.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// One row of a plate map: replaces what the file says of the well. An empty text keeps the file's value.
struct PlateMapRow {
  Well well;
  std::string sample;
  std::string target;
  std::optional<SampleRole> role;
  int line = 0;
};

struct PlateMap {
  std::string name;  ///< file name, for messages; empty: no map
  std::string sha256;
  std::vector<PlateMapRow> rows;
};

/// Reads `well,sample,target,role` CSV (UTF-8, BOM allowed). Throws CallError with file and line.
PlateMap read_plate_map(std::string_view name, std::string_view bytes);

}  // namespace crossbreak
