// Whether groups differ in how their patients are spread over answers.
#pragma once

#include <optional>
#include <vector>

namespace crossbreak {

/// counts[i][j]: patients of group i with answer j. All rows have one length; none is negative.
using Counts = std::vector<std::vector<int>>;

struct ChiSquared {
  double statistic = 0;
  int degrees_of_freedom = 0;
  double p = 1;
  double smallest_expected = 0;  ///< patients; below 5 the approximation is rough, and Fisher's test is due
};

/// Pearson's test, without the correction for continuity: the sum of (observed - expected)^2 / expected with
/// expected = row total * column total / total. Pearson 1900, Philos. Mag. (5) 50:157; degrees of freedom
/// after Fisher 1922, J. R. Stat. Soc. 85:87. Groups and answers that nobody has are left out; nothing where
/// fewer than two of either are left.
std::optional<ChiSquared> chi_squared(const Counts& counts);

/// Two-sided p of Fisher's exact test of groups with two answers: the sum of the probabilities of all tables
/// with the same totals that are at most as probable as this one. Fisher 1935, J. R. Stat. Soc. 98:39; more
/// than two groups after Freeman and Halton 1951, Biometrika 38:141. Nothing where the answers are not two,
/// where fewer than two groups or answers occur, and where there are more tables than can be counted (10
/// million).
std::optional<double> fisher_exact(const Counts& counts);

}  // namespace crossbreak
