// Which events can be events of a record.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "calling/rules.hpp"
#include "record/report.hpp"
#include "record/review_file.hpp"

namespace crossbreak {

/// "event ID by NAME", as messages name one.
std::string told(const ReviewEvent& event);

/// What R10 and R11 make of the patient with these results in place of the called ones.
PatientRuling ruling_with(const PatientCall& patient, std::span<const ReviewedSet> sets);

/// Why an event cannot be one of this record, for messages: an unknown subject, set or well; an action that
/// its subject does not have; a code or words that it lacks; an override whose old result is not the
/// record's. Nothing where it can.
std::optional<std::string> why_impossible(const ReviewEvent& event, const Report& called);

/// Throws VerificationError where an event is later than `now`, what this computer's clock says.
void check_not_of_the_future(std::span<const ReviewEvent> events, const std::string& now);

}  // namespace crossbreak
