// What the run knows, the patient hears: settings that no Ct should rest on (R23), and what readers and
// curves say of a run, a target or a well that asks for a look.
#pragma once

#include <span>

#include "assay/panel.hpp"
#include "calling/call_input.hpp"
#include "calling/patients.hpp"
#include "calling/target_signals.hpp"

namespace crossbreak {

/// Adds reasons and flags ("threshold_implausible", "thresholds_differ", "no_passive_reference", "run_issue")
/// to the patients whom they reach, and to the sets and wells that they are about: a target's to the sets
/// that were tested with it, a well's to that well. No state, result or call changes.
void note_run_doubts(std::span<const CallInput> inputs, const TargetSignals& signals, Judgement& judgement,
                     const Panel& panel);

}  // namespace crossbreak
