#include "curves/recovered/recovered_threshold.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "curves/ct/ct.hpp"
#include "curves/curve_shapes.hpp"

using namespace crossbreak;

namespace {

// Curves of a dilution series, their Ct read at a threshold.
struct Series {
  std::vector<std::vector<double>> delta_rn;
  std::vector<CtEvidence> evidence;

  Series(CtRule rule, double threshold, int wells, double tolerance = 1e-4, double unit = 0) {
    for (int i = 0; i < wells; ++i) {
      test::Shape shape{.lower = 0, .height = 2.0 + 0.1 * i, .midpoint = 20 + 1.7 * i};
      delta_rn.push_back(shape.rn());
    }
    for (const std::vector<double>& curve : delta_rn) {
      double ct = threshold_cycle(rule, {}, curve, threshold).ct.value();
      if (unit > 0)
        ct = std::round(ct / unit) * unit;
      evidence.push_back({.rn = {}, .delta_rn = curve, .ct = ct, .tolerance = tolerance});
    }
  }
};

}  // namespace

TEST_CASE("the threshold behind the Ct of a target is found again under either rule") {
  for (const CtRule rule : {CtRule::Cubic, CtRule::Linear}) {
    for (const double threshold : {0.01, 0.2, 1.1}) {
      CAPTURE(threshold);
      const Series series(rule, threshold, 4);
      const std::optional<double> found = recovered_threshold(rule, series.evidence);
      REQUIRE(found);
      CHECK(*found == doctest::Approx(threshold).epsilon(1e-6));
      CHECK(count_given(rule, series.evidence, *found) == 4);
    }
  }
}

TEST_CASE("an automatic threshold keeps the exact tie with the well that defines it") {
  Series series(CtRule::Cubic, 0.2, 4);
  const double tied = series.delta_rn[2][21];
  for (CtEvidence& one : series.evidence)
    one.ct = threshold_cycle(CtRule::Cubic, {}, one.delta_rn, tied).ct.value();
  CHECK(recovered_threshold(CtRule::Cubic, series.evidence) == tied);
}

TEST_CASE("Ct rounded to two decimals prove a threshold that gives them all") {
  const Series series(CtRule::Linear, 0.2, 8, 0.0051, 0.01);
  const std::optional<double> found = recovered_threshold(CtRule::Linear, series.evidence);
  REQUIRE(found);
  CHECK(*found == doctest::Approx(0.2).epsilon(0.004));  // half a hundredth of a cycle at a slope of 1/1.5
  CHECK(count_given(CtRule::Linear, series.evidence, *found) == 8);
}

TEST_CASE("one edited Ct does not stand against the others, and is not given") {
  Series series(CtRule::Cubic, 0.2, 4);
  series.evidence[1].ct += 1;
  const std::optional<double> found = recovered_threshold(CtRule::Cubic, series.evidence);
  REQUIRE(found);
  CHECK(*found == doctest::Approx(0.2).epsilon(1e-6));
  CHECK_FALSE(threshold_gives(CtRule::Cubic, series.evidence[1], *found));
  CHECK(count_given(CtRule::Cubic, series.evidence, *found) == 3);
}

TEST_CASE("one Ct, or Ct that contradict each other, prove nothing") {
  Series series(CtRule::Cubic, 0.2, 4);
  CHECK_FALSE(recovered_threshold(CtRule::Cubic, std::span(series.evidence).first(1)));
  CHECK_FALSE(recovered_threshold(CtRule::Cubic, {}));
  for (std::size_t i = 0; i < series.evidence.size(); ++i)
    series.evidence[i].ct += 0.3 * static_cast<double>(i);
  CHECK_FALSE(recovered_threshold(CtRule::Cubic, series.evidence));
}

TEST_CASE("the tolerance of a Ct follows the digits that the file keeps") {
  Reaction reaction;
  CHECK(ct_tolerance(reaction) == 1e-4);
  reaction.rn_decimals = 6;
  reaction.instrument.ct_decimals = 2;
  CHECK(ct_tolerance(reaction) == doctest::Approx(0.0051).epsilon(1e-12));
  reaction.rn_decimals = 3;
  reaction.instrument.ct_decimals = 3;
  CHECK(ct_tolerance(reaction) == doctest::Approx(0.0405).epsilon(1e-12));
}

TEST_CASE("wells that the instrument marked as without amplification are known") {
  Reaction reaction;
  CHECK_FALSE(is_marked_no_amplification(reaction));
  reaction.flags = {{"NOAMP", "N"}, {"HIGHSD", "Y"}};
  CHECK_FALSE(is_marked_no_amplification(reaction));
  reaction.flags[0].value = "Y";
  CHECK(is_marked_no_amplification(reaction));
  reaction.flags = {{"EXPFAIL", "Y"}};
  CHECK(is_marked_no_amplification(reaction));
  reaction.flags.clear();
  reaction.instrument.amp_status = "No Amp";
  CHECK(is_marked_no_amplification(reaction));
}
