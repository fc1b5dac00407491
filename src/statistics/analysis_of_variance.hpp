// Whether the means of groups differ.
#pragma once

#include <optional>
#include <span>

namespace crossbreak {

/// What the analysis needs of a group's values, and what a paper prints of them.
struct GroupSummary {
  int count = 0;
  double mean = 0;
  double sd = 0;  ///< standard deviation with count - 1; 0 of fewer than two values
};
GroupSummary summary_of(std::span<const double> values);

struct AnalysisOfVariance {
  double f = 0;
  int between_degrees = 0;
  int within_degrees = 0;
  double p = 1;
};

/// One-way analysis of variance: F = (sum of n_i (m_i - m)^2 / (k - 1)) / (sum of (n_i - 1) sd_i^2 / (n -
/// k)). Fisher 1925, Statistical Methods for Research Workers, chapter VII. Two groups give the square of
/// Student's t. Empty groups are left out; nothing where fewer than two are left, or where no group's values
/// differ.
std::optional<AnalysisOfVariance> one_way_anova(std::span<const GroupSummary> groups);

}  // namespace crossbreak
