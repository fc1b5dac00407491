// Whether groups differ in how long their patients stay without the event.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "statistics/follow_up.hpp"

namespace crossbreak {

struct LogRankGroup {
  int patients = 0;
  int observed = 0;     ///< events
  double expected = 0;  ///< events, were all groups alike
};

struct LogRank {
  std::vector<LogRankGroup> groups;  ///< in the order given
  double statistic = 0;              ///< chi-square
  int degrees_of_freedom = 0;
  double p = 1;
};

/// The log-rank test of any number of groups: observed less expected events over their hypergeometric
/// covariance. Mantel 1966, Cancer Chemother. Rep. 50:163; Peto and Peto 1972, J. R. Stat. Soc. A 135:185. A
/// group of which nobody is at risk when an event comes counts for no degree of freedom. Nothing where no two
/// groups can be compared: one group, no event, or never two groups at risk together.
std::optional<LogRank> log_rank(std::span<const std::vector<FollowUp>> groups);

}  // namespace crossbreak
