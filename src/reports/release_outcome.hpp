// What leaves the laboratory of a patient, a set and a control: one answer for all that is released. Private
// to the library: not installed.
#pragma once

#include "record/report.hpp"

namespace crossbreak {

/// As decided. Of a patient of whom nothing is decided yet what would leave: Released. Throws ReportError
/// where a record that is final or amended does not say it.
ReleaseOutcome outcome_of(const PatientCall& patient, const Release& release);

/// That of its patient; but an invalid run releases its sound sets alone.
ReleaseOutcome outcome_of(const SetCall& set, const PatientCall& patient, const Report& report);

/// What was decided of the control, else of its run.
ReleaseOutcome outcome_of(const ControlCall& control, const Release& release);

}  // namespace crossbreak
