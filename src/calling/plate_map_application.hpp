// The run as if its file had said what a plate map says.
#pragma once

#include <optional>
#include <vector>

#include "run/plate_map.hpp"
#include "run/run.hpp"

namespace crossbreak {

struct MappedRun {
  Run run;
  std::vector<std::optional<SampleRole>> roles;  ///< one per reaction: the map's word, if it has one
};

/// Samples, targets and roles replaced, unlisted wells kept. Comes before the curves are computed, so that
/// thresholds follow the mapped targets. An issue of the run names the map. Throws CallError.
MappedRun apply_plate_map(Run run, const PlateMap& map);

}  // namespace crossbreak
