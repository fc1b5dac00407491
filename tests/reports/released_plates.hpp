// A report as it is when the way from call to release is gone: for tests of what leaves the laboratory.
#pragma once

#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// The patient of that sample and repeat. Throws std::runtime_error where there is none.
PatientCall& patient_named(Report& report, const std::string& sample);

/// `report` with everything accepted and released, signed as reviewed by A. Reviewer and as approved by
/// B. Approver, both by typed name.
Report signed_report(Report report);

/// Takes back the release of a patient: decided by A. Reviewer as `action`.
void decide(Report& report, const std::string& sample, ReviewAction action, DecisionCode code,
            const std::string& words = "", const std::vector<std::string>& sets = {});

/// Gives a set of a patient another result, as a reviewer does; the call and the deletions follow.
void override_set(Report& report, const std::string& sample, const std::string& set, SetResult result);

/// The example with something in every field of a record: an amended one, with one event of each kind.
Report full_record();

}  // namespace crossbreak
