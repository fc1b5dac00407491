#include "statistics/concordance.hpp"

#include <doctest/doctest.h>

#include "small_cohort.hpp"

using namespace crossbreak;

TEST_CASE("pairs are counted as one by one") {
  const std::vector<FollowUp>& patients = tests::twelve;
  const std::vector<double> risks = {3, 1, 2, 2, 0, 4, 1, 5, 1, 0, 2, 1};
  double concordant = 0;
  double discordant = 0;
  double same = 0;
  for (std::size_t i = 0; i < patients.size(); ++i)
    for (std::size_t j = 0; j < patients.size(); ++j) {
      const bool sooner = patients[i].event && (patients[i].time < patients[j].time ||
                                                (patients[i].time == patients[j].time && !patients[j].event));
      if (sooner)
        ++(risks[i] > risks[j] ? concordant : risks[i] < risks[j] ? discordant : same);
    }
  const auto found = concordance(patients, risks);
  REQUIRE(found);
  CHECK(found->concordant == concordant);
  CHECK(found->discordant == discordant);
  CHECK(found->same_risk == same);
  CHECK(found->share == (concordant + same / 2) / (concordant + discordant + same));
  CHECK(same > 0);
}

TEST_CASE("without an event, or with all at one time, no pair can be compared") {
  CHECK_FALSE(concordance(std::vector<FollowUp>{{1, false}, {2, false}}, std::vector<double>{1, 2}));
  CHECK_FALSE(concordance(std::vector<FollowUp>{{1, true}, {1, true}}, std::vector<double>{1, 2}));
  CHECK_FALSE(concordance({}, {}));
}
