// What to do where a result is not plain, in one sentence: made of the reasons, which say what they ask for.
#pragma once

#include <span>

#include "calling/patients.hpp"

namespace crossbreak {

/// Sets PatientCall::next of every patient who asks for review, and ControlCall::next of every control that
/// failed, warns or is missing: the advice of the reason that asks for most, with the sets and wells that it
/// stands on. Of two reasons that ask for the same the first in the order of the rules is told.
void tell_next_steps(Judgement& judgement);

/// The same of one patient, where it asks for review.
void tell_next_step(PatientCall& patient, std::span<const WellCall> wells,
                    std::span<const ControlCall> controls);

}  // namespace crossbreak
