#include "statistics/cumulative_incidence.hpp"

#include <doctest/doctest.h>

#include "small_cohort.hpp"
#include "statistics/kaplan_meier.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr Ending event = Ending::Event;
constexpr Ending other = Ending::Competing;
constexpr Ending censored = Ending::Censored;
const std::vector<CompetingFollowUp> twelve = {{1, event}, {2, other},    {2, event},    {3, censored},
                                               {3, event}, {4, other},    {5, censored}, {6, event},
                                               {6, event}, {7, censored}, {8, other},    {9, censored}};

}  // namespace

TEST_CASE("incidence and its variance are those of R's cuminc") {
  const IncidenceCurve curve = cumulative_incidence(twelve);
  CHECK(curve.patients == 12);
  CHECK(curve.events == 5);
  CHECK(curve.competing == 3);
  struct Expected {
    double time, incidence, variance;
  };
  for (const Expected& expected : {Expected{1, 0.0833333333333333, 0.00694444444444444},
                                   {2, 0.1666666666666667, 0.01268365472910927},
                                   {3, 0.25, 0.01716590710698454},
                                   {6, 0.4785714285714285, 0.02985947509636777}}) {
    CAPTURE(expected.time);
    const auto found = incidence_at(curve, expected.time);
    REQUIRE(found);
    CHECK(found->incidence == Approx(expected.incidence).epsilon(1e-12));
    CHECK(found->standard_error * found->standard_error == Approx(expected.variance).epsilon(1e-12));
    CHECK(found->limits.value().lower < found->incidence);
    CHECK(found->limits->upper > found->incidence);
  }
}

TEST_CASE("without competing events the incidence is what survival lacks to one") {
  std::vector<CompetingFollowUp> patients;
  for (const FollowUp& patient : tests::twelve)
    patients.push_back({patient.time, patient.event ? event : censored});
  const IncidenceCurve incidence = cumulative_incidence(patients);
  const SurvivalCurve survival = kaplan_meier(tests::twelve);
  REQUIRE(incidence.points.size() == survival.points.size());
  for (std::size_t i = 0; i < incidence.points.size(); ++i)
    CHECK(incidence.points[i].incidence == Approx(1 - survival.points[i].survival).epsilon(1e-12));
}

TEST_CASE("with competing events the incidence is below what survival lacks to one") {
  std::vector<FollowUp> as_censored;
  for (const CompetingFollowUp& patient : twelve)
    as_censored.push_back({patient.time, patient.ending == event});
  CHECK(cumulative_incidence(twelve).points.back().incidence <
        1 - kaplan_meier(as_censored).points.back().survival - 0.05);
}

TEST_CASE("between events the incidence stays, and after the last patient left nothing is known") {
  const IncidenceCurve curve = cumulative_incidence(twelve);
  CHECK(incidence_at(curve, 6.5)->incidence == Approx(0.4785714285714285).epsilon(1e-12));
  CHECK(incidence_at(curve, 6.5)->at_risk == 3);
  CHECK(incidence_at(curve, 0)->incidence == 0);
  CHECK(incidence_at(curve, 0)->at_risk == 12);
  CHECK_FALSE(incidence_at(curve, 9.5));
  const auto all_gone =
      incidence_at(cumulative_incidence(std::vector<CompetingFollowUp>{{1, event}, {2, other}}), 5);
  REQUIRE(all_gone);
  CHECK(all_gone->incidence == 0.5);
}

TEST_CASE("no patients and no events have no incidence") {
  CHECK(cumulative_incidence({}).points.empty());
  CHECK_FALSE(incidence_at(cumulative_incidence({}), 0));
  const IncidenceCurve curve =
      cumulative_incidence(std::vector<CompetingFollowUp>{{1, censored}, {2, other}});
  CHECK(curve.points.back().incidence == 0);
  CHECK(curve.points.back().standard_error == 0);
  CHECK_FALSE(curve.points.back().limits);
}
