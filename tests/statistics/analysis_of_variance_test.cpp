#include "statistics/analysis_of_variance.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

std::vector<GroupSummary> summaries_of(const std::vector<std::vector<double>>& groups) {
  std::vector<GroupSummary> summaries;
  for (const std::vector<double>& group : groups)
    summaries.push_back(summary_of(group));
  return summaries;
}

}  // namespace

TEST_CASE("a group is summed up by its count, mean and standard deviation") {
  const GroupSummary summary = summary_of(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(summary.count == 8);
  CHECK(summary.mean == Approx(5));
  CHECK(summary.sd == Approx(2.138089935299395).epsilon(1e-14));
  CHECK(summary_of(std::vector<double>{3}).sd == 0);
  CHECK(summary_of({}).count == 0);
}

TEST_CASE("the ages of the paper's four groups give F = 1.687 from the figures it prints") {
  const auto found = one_way_anova(
      std::vector<GroupSummary>{{24, 32.3, 8.3}, {26, 29.7, 6.3}, {47, 33.2, 8.7}, {45, 30.1, 7.9}});
  REQUIRE(found);
  CHECK(std::abs(found->f - 1.687) < 0.0005);
  CHECK(std::abs(found->p - 0.173) < 0.0005);
  CHECK(found->between_degrees == 3);
  CHECK(found->within_degrees == 138);
}

TEST_CASE("two groups give the square of Student's t") {
  // 1 2 3 4 against 3 5 7 9: means 2.5 and 6, pooled variance (5 + 20) / 6, t^2 = 3.5^2 / (25 / 6 / 2).
  const auto found = one_way_anova(summaries_of({{1, 2, 3, 4}, {3, 5, 7, 9}}));
  REQUIRE(found);
  CHECK(found->f == Approx(3.5 * 3.5 / (25.0 / 12)).epsilon(1e-14));
}

TEST_CASE("an empty group counts for nothing") {
  const auto without = one_way_anova(summaries_of({{1, 2, 3, 4}, {3, 5, 7, 9}}));
  const auto with = one_way_anova(summaries_of({{1, 2, 3, 4}, {}, {3, 5, 7, 9}}));
  REQUIRE(with);
  CHECK(with->f == without->f);
  CHECK(with->between_degrees == 1);
}

TEST_CASE("one group, single values and equal values are nothing to compare") {
  CHECK_FALSE(one_way_anova({}));
  CHECK_FALSE(one_way_anova(summaries_of({{1, 2, 3}})));
  CHECK_FALSE(one_way_anova(summaries_of({{1}, {2}})));
  CHECK_FALSE(one_way_anova(summaries_of({{2, 2}, {3, 3}})));
}
