#include "curves/ct/ct.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

ThresholdCycle cubic(const std::vector<double>& delta_rn, double threshold) {
  return threshold_cycle(CtRule::Cubic, delta_rn, delta_rn, threshold);
}

ThresholdCycle linear(const std::vector<double>& delta_rn, double threshold) {
  return threshold_cycle(CtRule::Linear, delta_rn, delta_rn, threshold);
}

}  // namespace

TEST_CASE("the cubic rule returns the exact crossing of a cubic curve") {
  std::vector<double> delta_rn;
  for (int cycle = 1; cycle <= 12; ++cycle)
    delta_rn.push_back(std::pow(cycle - 2.0, 3) / 100);
  const ThresholdCycle crossing = cubic(delta_rn, std::pow(4.3, 3) / 100);
  REQUIRE(crossing.ct.has_value());
  CHECK(*crossing.ct == Approx(6.3).epsilon(1e-12));
  CHECK(crossing.crossings == 1);
}

TEST_CASE("the cubic is the least-squares one through seven points, not an interpolation") {
  // About cycle 5 with threshold 1.5, y = -1.5 -1.5 -1.5 -0.5 2.5 8.5 18.5:
  const double b0 = (-2 * (-1.5 + 18.5) + 3 * (-1.5 + 8.5) + 6 * (-1.5 + 2.5) + 7 * -0.5) / 21;
  const double b1 = (22 * (-1.5 - 18.5) - 67 * (-1.5 - 8.5) - 58 * (-1.5 - 2.5)) / 252;
  const double b2 = (5 * (-1.5 + 18.5) - 3 * (-1.5 + 2.5) - 4 * -0.5) / 84;
  const double b3 = (-1 * (-1.5 - 18.5) + (-1.5 - 8.5) + (-1.5 - 2.5)) / 36;
  const ThresholdCycle crossing = cubic({0, 0, 0, 0, 1, 4, 10, 20, 30, 40}, 1.5);
  REQUIRE(crossing.ct.has_value());
  const double x = *crossing.ct - 5;
  CHECK(b0 + b1 * x + b2 * x * x + b3 * x * x * x == Approx(0).scale(1));
  CHECK(b1 + 2 * b2 * x + 3 * b3 * x * x > 0);
}

TEST_CASE("within three cycles of the end the cubic rule interpolates linearly") {
  const std::vector<double> delta_rn{0, 0, 0, 0, 0, 0, 0, 0, 1, 4};
  CHECK(*cubic(delta_rn, 2.0).ct == Approx(9 + 1.0 / 3));
  CHECK(*cubic({0, 0, 0, 0, 0, 0, 0, 1, 4, 9}, 2.0).ct == Approx(8 + 1.0 / 3));
}

TEST_CASE("the linear rule interpolates between two cycles") {
  CHECK(*linear({0, 0, 0, 0, 1, 4, 10, 20, 30, 40}, 1.5).ct == Approx(5 + 0.5 / 3));
}

TEST_CASE("a reading that equals the threshold is still below it, within the resolution of float32") {
  const std::vector<double> delta_rn{0, 0, 0, 0, 0.125, 0.5, 1.0, 2.0, 3.0, 4.0};
  CHECK(linear(delta_rn, 0.5).ct.value() == 6);
  CHECK(linear(delta_rn, 0.5 * (1 - 0x1p-24)).ct.value() == Approx(6));
  CHECK(linear(delta_rn, 0.5 * (1 - 0x1p-24)).ct.value() >= 6 - 1e-6);
  CHECK(linear(delta_rn, 0.5 * (1 - 0x1p-22)).ct.value() < 6);
}

TEST_CASE("the resolution is that of Rn, not of delta Rn") {
  const std::vector<double> delta_rn{0, 0, 0, 0, 0.125, 0.5, 1.0, 2.0, 3.0, 4.0};
  std::vector<double> rn = delta_rn;
  for (double& value : rn)
    value += 1024;
  // 2^-23 x 1024.5 = 1.22e-4: cycle 6 counts as below 0.4999, so that the cubic is the one about cycle 6.
  const double threshold = 0.5 - 1e-4;
  const double about_cycle_6 = threshold_cycle(CtRule::Cubic, rn, delta_rn, threshold).ct.value();
  const double about_cycle_5 = threshold_cycle(CtRule::Cubic, {}, delta_rn, threshold).ct.value();
  CHECK(about_cycle_6 == Approx(threshold_cycle(CtRule::Cubic, {}, delta_rn, 0.5).ct.value()).epsilon(1e-3));
  CHECK(std::abs(about_cycle_6 - about_cycle_5) > 0.01);
}

TEST_CASE("readings in more digits than float32 tie more closely") {
  const std::vector<double> delta_rn{0, 0, 0, 0, 0.1, 0.4, 1.0, 2.0, 3.0, 4.0};
  CHECK(linear(delta_rn, 0.4).ct.value() == 6);
  const double about_cycle_5 = cubic(delta_rn, 0.4 * (1 - 0x1p-24)).ct.value();
  const double about_cycle_6 = cubic(delta_rn, 0.4).ct.value();
  CHECK(std::abs(about_cycle_6 - about_cycle_5) > 0.01);
}

TEST_CASE("of several crossings the last with a whole window counts") {
  std::vector<double> delta_rn(20, 0.0);
  for (int i = 6; i < 10; ++i)
    delta_rn[static_cast<std::size_t>(i)] = i - 5;  // rises through 0.5 after cycle 6, falls back after 10
  for (int i = 14; i < 20; ++i)
    delta_rn[static_cast<std::size_t>(i)] = i - 13;  // rises again after cycle 14
  const ThresholdCycle crossing = cubic(delta_rn, 0.5);
  CHECK(crossing.crossings == 2);
  REQUIRE(crossing.ct.has_value());
  CHECK(*crossing.ct > 13);
  CHECK(*crossing.ct < 16);
}

TEST_CASE("a crossing at the end of the run gives way to an earlier one with a whole window") {
  std::vector<double> delta_rn(20, 0.0);
  for (int i = 6; i < 14; ++i)
    delta_rn[static_cast<std::size_t>(i)] = i - 5;
  delta_rn[19] = 5;  // after cycle 19: no whole window
  const ThresholdCycle crossing = cubic(delta_rn, 0.5);
  CHECK(crossing.crossings == 2);
  REQUIRE(crossing.ct.has_value());
  CHECK(*crossing.ct > 5);
  CHECK(*crossing.ct < 8);
}

TEST_CASE("a crossing before cycle 4 is counted but not reported") {
  const ThresholdCycle crossing = cubic({0, 0, 0, 5, 6, 7, 8, 9, 10, 11}, 1.0);
  CHECK(crossing.crossings == 1);
  CHECK_FALSE(crossing.ct.has_value());
  CHECK(linear({0, 0, 0, 0, 5, 6, 7}, 1.0).ct.value() == Approx(4.2));
}

TEST_CASE("a curve that stays below, starts above or is empty has no Ct") {
  CHECK_FALSE(cubic({0, 0, 0, 0, 0.1, 0.2, 0.3, 0.2}, 1.0).ct.has_value());
  CHECK_FALSE(cubic({5, 5, 5, 5, 5, 5, 5, 5}, 1.0).ct.has_value());
  CHECK_FALSE(cubic({}, 1.0).ct.has_value());
  CHECK_FALSE(cubic(std::vector<double>(40, missing), 1.0).ct.has_value());
}

TEST_CASE("a threshold that is not above zero is never crossed") {
  const std::vector<double> delta_rn{-1, -1, -1, -1, -1, 1, 2, 3, 4, 5};
  for (const double threshold : {0.0, -0.5, missing}) {
    CAPTURE(threshold);
    CHECK_FALSE(cubic(delta_rn, threshold).ct.has_value());
  }
}

TEST_CASE("a crossing over missing cycles is interpolated between the readings beside them") {
  const ThresholdCycle crossing = cubic({0, 0, 0, 0, 0, missing, missing, 3, 4, 5, 6, 7}, 1.0);
  REQUIRE(crossing.ct.has_value());
  CHECK(*crossing.ct == Approx(6));
}

TEST_CASE("a reading that ties with the threshold within the rounding of its text counts as below") {
  std::vector<double> delta_rn(40, 0.5);
  std::fill(delta_rn.begin(), delta_rn.begin() + 20, 0.0);
  delta_rn[20] = 0.1004;  // 0.1 before rounding, for all that three decimals tell
  delta_rn[21] = 0.3;
  CHECK(*threshold_cycle(CtRule::Linear, {}, delta_rn, 0.1).ct == doctest::Approx(20 + 0.1 / 0.1004));
  CHECK(*threshold_cycle(CtRule::Linear, {}, delta_rn, 0.1, 0.0005).ct ==
        doctest::Approx(21 - 0.0004 / 0.1996));
}
