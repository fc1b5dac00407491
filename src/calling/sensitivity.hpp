// R12 and R13: whether a call stands when the threshold is halved or doubled, or with the instrument's Ct.
#pragma once

#include <cstddef>
#include <span>

#include "calling/patients.hpp"
#include "calling/target_signals.hpp"

namespace crossbreak {

/// Calls everything again with the other Ct, by the whole order of the rules, and adds reasons and flags
/// ("threshold_sensitive", "instrument_call_differs") to the patients whose call would differ, and to the
/// sets and wells that it comes from. A threshold is halved or doubled only where R23 would let the result
/// pass for a threshold, and noted only where it gives another answer, not where the reference gene
/// alone would not pass. No state, result or call changes.
void note_sensitivity(Judgement& judgement, const TargetSignals& signals,
                      std::span<const std::size_t> plate_order, const Panel& panel);

}  // namespace crossbreak
