#include "statistics/kaplan_meier.hpp"

#include <doctest/doctest.h>

#include "small_cohort.hpp"

using namespace crossbreak;
using doctest::Approx;
using tests::twelve;

TEST_CASE("survival, its standard error, limits and median are those of R's survfit") {
  const SurvivalCurve curve = kaplan_meier(twelve);
  CHECK(curve.patients == 12);
  CHECK(curve.events == 8);
  CHECK(curve.points.size() == 9);
  struct Expected {
    double time;
    int at_risk, events;
    double survival, se, lower, upper;
  };
  for (const Expected& expected :
       {Expected{1, 12, 1, 0.916666666666667, 0.0797855923130282, 0.5389771805707413, 0.987825565400458},
        {2, 11, 2, 0.75, 0.125, 0.4084159131515949, 0.911720406125698},
        {3, 9, 1, 0.666666666666667, 0.1360827634879543, 0.3370189325414020, 0.859711799084440},
        {6, 5, 2, 0.342857142857143, 0.1528733540898169, 0.0887699769276341, 0.623032942276841},
        {8, 2, 1, 0.171428571428571, 0.1433054191183573, 0.0114989170567841, 0.498323910129965}}) {
    CAPTURE(expected.time);
    const auto found = survival_at(curve, expected.time);
    REQUIRE(found);
    CHECK(found->at_risk == expected.at_risk);
    CHECK(found->events == expected.events);
    CHECK(found->survival == Approx(expected.survival).epsilon(1e-12));
    CHECK(found->standard_error.value() == Approx(expected.se).epsilon(1e-12));
    CHECK(found->limits.value().lower == Approx(expected.lower).epsilon(1e-12));
    CHECK(found->limits->upper == Approx(expected.upper).epsilon(1e-12));
  }
  CHECK(curve.median == 6);
  CHECK(curve.median_lower == 2);
  CHECK(curve.median_upper == 8);
}

TEST_CASE("between events the survival stays and those at risk are counted anew") {
  const SurvivalCurve curve = kaplan_meier(twelve);
  const auto at = survival_at(curve, 6.5);
  REQUIRE(at);
  CHECK(at->survival == Approx(0.342857142857143).epsilon(1e-12));
  CHECK(at->at_risk == 3);
  CHECK(at->events == 0);
  CHECK(survival_at(curve, 0)->survival == 1);
  CHECK(survival_at(curve, 0)->at_risk == 12);
  CHECK(survival_at(curve, 0)->standard_error == 0);
}

TEST_CASE("after the last patient's follow-up nothing is known while any remained") {
  CHECK_FALSE(survival_at(kaplan_meier(twelve), 9.1));
  const auto all_gone = survival_at(kaplan_meier(std::vector<FollowUp>{{1, true}, {2, true}}), 3);
  REQUIRE(all_gone);
  CHECK(all_gone->survival == 0);
  CHECK_FALSE(all_gone->standard_error);
}

TEST_CASE("plain limits are cut at 0 and 1") {
  const SurvivalCurve curve = kaplan_meier(twelve, LimitsKind::Plain);
  CHECK(survival_at(curve, 1)->limits->upper == 1);
  CHECK(survival_at(curve, 8)->limits->lower == 0);
  CHECK(survival_at(curve, 4)->limits->lower == Approx(0.57142857143 - 1.959963984540054 * 0.146218947348));
}

TEST_CASE("without events all survive, and no median is known") {
  const SurvivalCurve curve = kaplan_meier(std::vector<FollowUp>{{3, false}, {5, false}});
  CHECK(curve.events == 0);
  CHECK(curve.points.back().survival == 1);
  CHECK(curve.points.back().standard_error == 0);
  CHECK_FALSE(curve.points.back().limits);
  CHECK_FALSE(curve.median);
}

TEST_CASE("where all have the event, none is left at the end") {
  const SurvivalCurve curve = kaplan_meier(std::vector<FollowUp>{{1, true}, {2, true}, {3, true}, {4, true}});
  CHECK(curve.points.back().survival == 0);
  CHECK_FALSE(curve.points.back().limits);
  CHECK(curve.median == 2.5);  // one half from 2 to 3
}

TEST_CASE("a curve that ends at one half has its median where it comes there, as R prints it") {
  CHECK(kaplan_meier(std::vector<FollowUp>{{1, true}, {4, true}, {7, false}, {11, false}}).median == 4);
  CHECK(kaplan_meier(std::vector<FollowUp>{{0, true}, {6, false}}).median == 0);
}

TEST_CASE("one patient and none have a curve") {
  const SurvivalCurve one = kaplan_meier(std::vector<FollowUp>{{4, true}});
  CHECK(one.points.size() == 1);
  CHECK(one.median == 4);
  const SurvivalCurve none = kaplan_meier({});
  CHECK(none.points.empty());
  CHECK_FALSE(survival_at(none, 0));
}
