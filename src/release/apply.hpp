// The reviewed record: the called one with what was decided.
#pragma once

#include <span>
#include <vector>

#include "record/report.hpp"
#include "release/review_file.hpp"

namespace crossbreak {

/// The wells that the record was called without.
std::vector<ReviewSubject> wells_left_out(const Report& called);

/// The called record with these events, their decisions and what follows from them: results that overrides
/// change with their calls, deletions, texts and next steps; the outcome of every patient and set; status
/// Reviewed. Depends on its arguments alone. Throws VerificationError, and UndecidedError where anything is
/// undecided or in conflict, or a well is excluded that the record still counts.
Report apply_events(const CalledRecord& called, std::vector<ReviewEvent> events);

/// The called record behind a reviewed one, without its bytes: of the results that overrides changed what
/// they were, and what follows from them; the events are those on wells, where it was called without some.
Report called_behind(const Report& reviewed);

/// The wells that standing events leave out and that the record still counts: they ask for a new call. Throws
/// UndecidedError where one that the record was called without is taken back.
std::vector<ReviewSubject> excluded_wells(const Report& called, std::span<const ReviewEvent> events);

}  // namespace crossbreak
