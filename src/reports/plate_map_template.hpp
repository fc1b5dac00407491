// A plate map to fill in, as a workbook: what the run says of its wells, with lists to choose from.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "calling/roles.hpp"
#include "run/plate_map.hpp"
#include "run/run.hpp"
#include "words/words.hpp"

namespace crossbreak {

struct PlateMapTemplate {
  std::string xlsx;
  std::vector<Words> losses;  ///< what of the run's names a plate map cannot say
};

/// A list with the columns well, sample, target and role, one row a well and target, which read_plate_map()
/// reads back to what the run says; of a run without any target one row a well that was read. Behind them a
/// column for each thing that a laboratory may note, filled with what `given` does, the plate map that the
/// run is read with. `roles` has one element per reaction, or none: a role that nothing says stays empty.
/// Targets are those of the run, then the panel's sets and reference gene; `panel` may be null. Throws
/// ReportError where the run has no wells.
PlateMapTemplate write_plate_map_template(const Run& run, std::span<const AssignedRole> roles,
                                          const Panel* panel, const PlateMap& given, Language language);

}  // namespace crossbreak
