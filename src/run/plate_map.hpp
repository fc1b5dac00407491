// What a laboratory says of the wells of its plate beside the run file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/issue.hpp"
#include "run/metadata.hpp"
#include "run/well.hpp"
#include "words/roles.hpp"

namespace crossbreak {

enum class LotKind { Reagent, Control, Standard };

/// What a column of lots says of one row.
struct PlateMapLot {
  LotKind kind{};
  Lot lot;
  std::string place = {};         ///< of the lot's number, for messages
  std::string expiry_place = {};  ///< of its last day of use
};

/// One row of a list, or one well of a grid: replaces what the file says of the well. An empty text keeps the
/// file's value.
struct PlateMapRow {
  Well well;
  std::string sample;
  std::string target;
  std::optional<SampleRole> role;
  std::string place;          ///< of the well, for messages: "map.csv:2: column 1", "map.xlsx: plate map!A2"
  SampleMetadata noted = {};  ///< of the well's sample, whose name is not repeated
  SampleMetadata noted_at = {};  ///< the places of `noted`, each in its member
  std::string extraction_batch = {};
  std::string extraction_batch_at = {};  ///< its place
  std::vector<PlateMapLot> lots = {};
};

struct PlateMap {
  std::string name;  ///< file name, for messages; empty: no map
  std::string sha256;
  std::vector<PlateMapRow> rows;
  std::vector<Issue> issues;  ///< of reading: an encoding that had to be guessed
};

}  // namespace crossbreak
