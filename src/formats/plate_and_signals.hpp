// Whether the plate setup of a run and its signals speak of the same wells.
#pragma once

#include <set>
#include <string>

#include "run/run.hpp"

namespace crossbreak {

/// "A1, A2, B3".
std::string well_list(const std::set<Well>& wells);

/// Adds issues for wells with a target but no signal, with signals but no target, without a signal of the
/// target's reporter, and without one of the passive reference. For runs that have dyes. The only place that
/// tells of these: what follows works with the signals there are.
void compare_plate_and_signals(const std::string& file, Run& run);

}  // namespace crossbreak
