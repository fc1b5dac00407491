// The dyes of one well as the instrument would record them.
#pragma once

#include <cstdint>
#include <vector>

#include "run/run.hpp"
#include "simulate/plate_design.hpp"
#include "simulate/random.hpp"

namespace crossbreak {

/// One trace per dye of the well: the reporters in the order of the well's targets, TAMRA where it is their
/// quencher, the passive reference. `molecules` has one number per target of the well.
/// Signals are rounded to 0.1 instrument units, so that the last bits of mathematical libraries do not show.
std::vector<DyeTrace> well_signals(const PlateDesign& design, const DesignWell& well,
                                   const std::vector<std::int64_t>& molecules, RandomNumbers& random);

}  // namespace crossbreak
