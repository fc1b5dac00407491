// Contamination sense: what looks like another well's template. Flags and reasons that name the wells,
// never a changed call.
#pragma once

#include <cstddef>
#include <map>
#include <span>

#include "assay/panel.hpp"
#include "calling/calls.hpp"
#include "calling/patients.hpp"

namespace crossbreak {

/// Four signs, each with its limits from the panel:
/// - an amplification with ct >= contamination_late_ct beside (eight neighbours) another sample's well of the
///   same set with ct < contamination_strong_ct, or in a set whose positive control on the plate is that
///   strong;
/// - an amplification carry_over_cycles or more behind such a neighbour, however early both are (R27);
/// - a mixed patient whose weaker set lies at least second_set_delay cycles behind the strongest;
/// - a plate with at least mixed_share_min_patients mixed patients that are more than mixed_share of all its
///   patients.
/// Returns the last sign, by run.
std::map<std::size_t, Reason> note_contamination(Judgement& judgement, const Panel& panel);

}  // namespace crossbreak
