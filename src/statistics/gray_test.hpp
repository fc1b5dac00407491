// Whether groups differ in the share of patients who have had the event, where another event can come first.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "statistics/follow_up.hpp"

namespace crossbreak {

struct GrayTest {
  double statistic = 0;  ///< chi-square
  int degrees_of_freedom = 0;
  double p = 1;
};

/// The test of equal cumulative incidence of any number of groups: Gray 1988, Ann. Stat. 16:1141, with weight
/// 1 (rho = 0). Of group k, with Y at risk, S left with neither event and F the incidence, all just before t,
/// h_k = Y / S stands for the patients who have not had the event. The score of group k is the sum of d_k - d
/// h_k (1 - F_k) / sum of h (1 - F), d being events; its covariance is the formula of his section 3, events
/// of all groups being pooled under the hypothesis and competing ones not. Nothing where no two groups can be
/// compared.
std::optional<GrayTest> gray_test(std::span<const std::vector<CompetingFollowUp>> groups);

}  // namespace crossbreak
