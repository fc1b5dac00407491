// What a laboratory says of the wells of its plate beside the run file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/issue.hpp"
#include "run/well.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// One row of a list, or one well of a grid: replaces what the file says of the well. An empty text keeps the
/// file's value.
struct PlateMapRow {
  Well well;
  std::string sample;
  std::string target;
  std::optional<SampleRole> role;
  std::string place;  ///< for messages: "map.csv:2", "map.xlsx: plate map!A2"
};

struct PlateMap {
  std::string name;  ///< file name, for messages; empty: no map
  std::string sha256;
  std::vector<PlateMapRow> rows;
  std::vector<Issue> issues;  ///< of reading: an encoding that had to be guessed
};

}  // namespace crossbreak
