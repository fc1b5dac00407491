// A study's curves and hazard ratios as SVG that stands by itself: no style sheet, no script. Groups differ
// in colour (Okabe and Ito 2008) and in their dashes, so that either alone tells them apart.
#pragma once

#include <cstdint>
#include <vector>

#include <pugixml.hpp>

#include "reports/cohort_report.hpp"

namespace crossbreak {

/// How a group's curve looks, in every output.
struct GroupLook {
  std::uint32_t colour;  ///< 0xRRGGBB
  const char* dashes;    ///< SVG's stroke-dasharray; empty: a whole line
};

/// Of the groups of a comparison in their order; there are at most four.
GroupLook look_of_group(std::size_t place);

/// Months between two marks of the time axis so that there are at most ten, and where the axis ends.
struct TimeAxis {
  double step = 12;
  double end = 12;
};
TimeAxis time_axis_of(const CohortOutcome& outcome);

/// Whether there is anything to draw of an outcome, and it is one that is drawn.
bool is_drawn(const CohortOutcome& outcome);

/// How many patients of a group are followed to `time` (months) or longer with no event before.
int at_risk(const CohortOutcomeGroup& group, double time);

/// Steps with bands for their intervals, ticks for patients whose follow-up ended, and the numbers at risk
/// below. Of an outcome that is drawn.
void add_outcome_drawing(pugi::xml_node parent, const CohortOutcome& outcome, Language language);

/// Hazard ratios with their intervals on a logarithmic axis. Of a model that is fitted.
void add_forest_drawing(pugi::xml_node parent, const CohortModel& model, Language language);

}  // namespace crossbreak
