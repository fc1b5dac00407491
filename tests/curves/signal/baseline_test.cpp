#include "curves/signal/baseline.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a window of four cycles or more takes the least-squares line") {
  // Cycles 2-5 read 1, 2, 2, 3: slope 0.6 about the mean 2 at cycle 3.5.
  const std::vector rn{9.0, 1.0, 2.0, 2.0, 3.0, 9.0};
  const auto baseline = fit_baseline(rn, {2, 5});
  REQUIRE(baseline.has_value());
  CHECK(baseline->slope == Approx(0.6));
  CHECK(baseline->intercept == Approx(2 - 0.6 * 3.5));
  CHECK(baseline->window == BaselineWindow{2, 5});
  CHECK(baseline_at(*baseline, 6) == Approx(3.5));
}

TEST_CASE("a window of three cycles or fewer takes the mean") {
  const std::vector rn{1.0, 2.0, 6.0, 9.0};
  for (const auto& [window, mean] : {std::pair{BaselineWindow{1, 3}, 3.0}, {{1, 2}, 1.5}, {{4, 4}, 9.0}}) {
    const auto& this_end = window.end;
    CAPTURE(this_end);
    const auto baseline = fit_baseline(rn, window);
    REQUIRE(baseline.has_value());
    CHECK(baseline->slope == 0.0);
    CHECK(baseline->intercept == mean);
  }
}

TEST_CASE("missing cycles are left out of the baseline and stay missing in delta Rn") {
  const std::vector rn{1.0, missing, 3.0, 4.0, 5.0, 8.0};
  const auto baseline = fit_baseline(rn, {1, 5});
  REQUIRE(baseline.has_value());
  CHECK(baseline->slope == Approx(1));
  CHECK(baseline->intercept == Approx(0).scale(1));
  const std::vector<double> delta_rn = subtract_baseline(rn, *baseline);
  CHECK(std::isnan(delta_rn[1]));
  CHECK(delta_rn[5] == Approx(2));
}

TEST_CASE("a window with three readings left takes their mean") {
  const auto baseline = fit_baseline(std::vector{1.0, missing, 3.0, missing, 5.0}, {1, 5});
  REQUIRE(baseline.has_value());
  CHECK(baseline->slope == 0.0);
  CHECK(baseline->intercept == 3.0);
}

TEST_CASE("a window outside the curve or without a reading gives no baseline") {
  const std::vector rn{1.0, 2.0, missing, missing};
  CHECK_FALSE(fit_baseline(rn, {0, 2}).has_value());
  CHECK_FALSE(fit_baseline(rn, {3, 5}).has_value());
  CHECK_FALSE(fit_baseline(rn, {2, 1}).has_value());
  CHECK_FALSE(fit_baseline(rn, {3, 4}).has_value());
}

TEST_CASE("the residual SD counts the parameters of the baseline") {
  const std::vector rn{1.0, 2.0, 2.0, 3.0};
  // Residuals about 2 + 0.6 (c - 2.5): -0.1, 0.3, -0.3, 0.1.
  CHECK(residual_sd(rn, *fit_baseline(rn, {1, 4})) == Approx(std::sqrt(0.2 / 2)));
  CHECK(residual_sd(rn, *fit_baseline(rn, {1, 3})) == Approx(std::sqrt((4.0 / 9 + 1.0 / 9 + 1.0 / 9) / 2)));
  CHECK(std::isnan(residual_sd(rn, *fit_baseline(rn, {1, 1}))));
}
