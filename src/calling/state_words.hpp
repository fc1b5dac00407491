// The one word for each state of wells, sets, patients, controls and runs, and for each rule, as it stands
// inside a sentence.
#pragma once

#include <string_view>

#include "calling/calls.hpp"
#include "run/words.hpp"

namespace crossbreak {

/// In words: "left out".
Words words_of(WellState state);
Words words_of(SetResult result);
Words words_of(PatientCallState call);
Words words_of(SampleRole role);
Words words_of(ControlOutcome outcome);
Words words_of(RunStatus status);

/// What people call a rule: "R1", or "contamination" in their language.
Words rule_words(std::string_view rule);

/// The call in words, with the deletions where there are any: "mixed (D4-7, D2-7)".
Words call_in_words(const PatientCall& patient);

}  // namespace crossbreak
