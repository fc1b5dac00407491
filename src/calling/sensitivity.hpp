// R12 and R13: whether a call stands when the threshold is halved or doubled, or with the instrument's Ct.
#pragma once

#include <cstddef>
#include <span>

#include "calling/calls.hpp"
#include "calling/patients.hpp"

namespace crossbreak {

/// Calls everything again with the other Ct and adds reasons and flags ("threshold_sensitive",
/// "instrument_call_differs") to the wells, sets and patients that would come out differently. No state,
/// result or call changes.
void note_sensitivity(std::span<WellCall> wells, Judgement& judgement,
                      std::span<const std::size_t> plate_order, const Panel& panel);

}  // namespace crossbreak
