#include "statistics/log_rank.hpp"

#include <doctest/doctest.h>

#include "small_cohort.hpp"

using namespace crossbreak;
using doctest::Approx;
using tests::in_groups;

TEST_CASE("the log-rank test of two groups and of three is that of R's survdiff") {
  const auto two = log_rank(in_groups(2));
  REQUIRE(two);
  CHECK(two->statistic == Approx(1.11808549476803).epsilon(1e-12));
  CHECK(two->degrees_of_freedom == 1);
  CHECK(two->groups[0].expected == Approx(4.41789321789322).epsilon(1e-12));
  CHECK(two->groups[1].expected == Approx(3.58210678210678).epsilon(1e-12));
  CHECK(two->groups[0].observed == 3);
  CHECK(two->groups[1].observed == 5);
  const auto three = log_rank(in_groups(3));
  REQUIRE(three);
  CHECK(three->statistic == Approx(0.895473481941089).epsilon(1e-12));
  CHECK(three->degrees_of_freedom == 2);
}

TEST_CASE("a group that nobody is in at any event counts for no degree of freedom") {
  auto groups = in_groups(2);
  groups.push_back({{0.5, false}});
  groups.push_back({});
  const auto found = log_rank(groups);
  REQUIRE(found);
  CHECK(found->statistic == Approx(1.11808549476803).epsilon(1e-12));
  CHECK(found->degrees_of_freedom == 1);
}

TEST_CASE("one group, no event and groups never at risk together cannot be compared") {
  CHECK_FALSE(log_rank({}));
  CHECK_FALSE(log_rank(std::vector<std::vector<FollowUp>>{tests::twelve}));
  CHECK_FALSE(log_rank(std::vector<std::vector<FollowUp>>{{{1, false}}, {{2, false}}}));
  CHECK_FALSE(log_rank(std::vector<std::vector<FollowUp>>{{{1, true}}, {{1, true}}}));
}
