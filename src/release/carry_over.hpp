// What of a review stays when wells were excluded and the run was called again.
#pragma once

#include <vector>

#include "record/report.hpp"

namespace crossbreak {

struct CarriedOver {
  std::vector<ReviewEvent> in_record;  ///< about wells: why the new call leaves them out
  std::vector<ReviewEvent> in_review;  ///< about runs, controls and patients that are as before
};

/// Events on subjects of which nothing that a reviewer decides on changed: result, Ct, flags, next step.
/// Throws UndecidedError where a run was invalid and is not any more.
CarriedOver carry_over(const Report& before, const Report& again, std::vector<ReviewEvent> events);

/// The events of a reviewed record on runs, controls and patients that are in another call of the same run
/// files as they were in the one behind it: none on those whose wells only one of the two counts.
std::vector<ReviewEvent> events_that_stay(const Report& reviewed, const Report& called);

}  // namespace crossbreak
