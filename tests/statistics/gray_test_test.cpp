#include "statistics/gray_test.hpp"

#include <doctest/doctest.h>

#include "small_cohort.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

std::vector<std::vector<CompetingFollowUp>> in_groups(std::size_t count) {
  const std::vector<int> endings = {1, 2, 1, 0, 1, 2, 0, 1, 1, 0, 2, 0};
  std::vector<std::vector<CompetingFollowUp>> groups(count);
  for (std::size_t i = 0; i < endings.size(); ++i)
    groups[count == 2 ? static_cast<std::size_t>(tests::first_covariate[i]) : i % count].push_back(
        {tests::twelve[i].time, static_cast<Ending>(endings[i])});
  return groups;
}

}  // namespace

TEST_CASE("Gray's test of two groups and of three is that of R's cuminc") {
  const auto two = gray_test(in_groups(2));
  REQUIRE(two);
  CHECK(two->statistic == Approx(0.488914416648205).epsilon(1e-12));
  CHECK(two->p == Approx(0.484411958318887).epsilon(1e-12));
  CHECK(two->degrees_of_freedom == 1);
  const auto three = gray_test(in_groups(3));
  REQUIRE(three);
  CHECK(three->statistic == Approx(0.0461331043227068).epsilon(1e-12));
  CHECK(three->p == Approx(0.977197447006965).epsilon(1e-12));
  CHECK(three->degrees_of_freedom == 2);
}

TEST_CASE("the order of the groups does not matter") {
  auto groups = in_groups(3);
  std::swap(groups[0], groups[2]);
  CHECK(gray_test(groups)->statistic == Approx(0.0461331043227068).epsilon(1e-11));
}

TEST_CASE("a group without patients is none") {
  auto groups = in_groups(2);
  groups.insert(groups.begin() + 1, 2, {});
  const auto test = gray_test(groups);
  REQUIRE(test);
  CHECK(test->statistic == Approx(0.488914416648205).epsilon(1e-12));
  CHECK(test->degrees_of_freedom == 1);
  groups.pop_back();
  CHECK_FALSE(gray_test(groups));
}

TEST_CASE("one group and no event cannot be compared") {
  CHECK_FALSE(gray_test({}));
  CHECK_FALSE(gray_test(in_groups(1)));
  CHECK_FALSE(gray_test(
      std::vector<std::vector<CompetingFollowUp>>{{{1, Ending::Competing}}, {{2, Ending::Censored}}}));
}
