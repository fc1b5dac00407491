#include "curves/ct/rise.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;
using doctest::Approx;

TEST_CASE("the rise of a logistic with drift is found exactly") {
  const Shape shape{.lower = 0.8, .height = 2.5, .midpoint = 24.3, .width = 1.6, .drift = 0.01};
  const auto rise = fit_rise(shape.rn());
  REQUIRE(rise.has_value());
  CHECK(rise->midpoint == Approx(24.3).epsilon(1e-6));
  CHECK(rise->width == Approx(1.6).epsilon(1e-5));
  CHECK(rise->drift == Approx(0.01).epsilon(1e-4));
  CHECK(height(*rise) == Approx(2.5).epsilon(1e-5));
}

TEST_CASE("what happens on the plateau does not move the rise") {
  const Shape shape{.height = 2.5, .midpoint = 18, .width = 1.5};
  std::vector<double> sagging = shape.rn();
  for (std::size_t i = 23; i < sagging.size(); ++i)  // from cycle 24, four widths past the midpoint
    sagging[i] -= 0.03 * static_cast<double>(i - 22);
  const auto rise = fit_rise(sagging);
  REQUIRE(rise.has_value());
  CHECK(second_derivative_maximum(*rise) ==
        Approx(second_derivative_maximum(*fit_rise(shape.rn()))).epsilon(0.002));
  const SigmoidFit whole = fit_sigmoid(sagging, SigmoidForm::FourWithDrift);
  CHECK(std::abs(second_derivative_maximum(whole.curve) - (18 - 1.317 * 1.5)) > 0.1);
}

TEST_CASE("a curve without a plateau is fitted through all its cycles") {
  const Shape late{.midpoint = 39.5, .width = 1.5};
  const auto rise = fit_rise(late.rn());
  REQUIRE(rise.has_value());
  CHECK(second_derivative_maximum(*rise) == Approx(39.5 - 1.317 * 1.5).epsilon(1e-4));
}

TEST_CASE("a bend that a falling drift takes back is no rise, however wide a sigmoid fits it") {
  const std::vector<double> bend =
      Shape{.height = 27.5, .midpoint = 21, .width = 11.4, .drift = -0.35}.rn();  // rises by 6 in all
  const SigmoidFit fit = fit_sigmoid(bend, SigmoidForm::FourWithDrift, {.tolerance = 1e-8});
  REQUIRE(fit.status == FitStatus::Converged);
  CHECK(fit.curve.drift < 0);
  CHECK(cy0(fit.curve) < 1);
  CHECK_FALSE(fit_rise(bend).has_value());
}

TEST_CASE("of a rise that has not begun to slow down there is no fit: its height would be a guess") {
  CHECK(fit_rise(Shape{.midpoint = 41, .width = 1.5}.rn()).has_value());
  const std::vector<double> foot = Shape{.height = 400, .midpoint = 48, .width = 1.5}.rn();
  REQUIRE(fit_sigmoid(foot, SigmoidForm::FourWithDrift).status == FitStatus::Converged);
  CHECK_FALSE(fit_rise(foot).has_value());
}

TEST_CASE("fits that stop early move the second-derivative maximum by far less than noise does") {
  std::mt19937 random(7);
  int compared = 0;
  for (double midpoint = 12; midpoint < 36; midpoint += 0.7) {
    std::vector<double> rn = Shape{.midpoint = midpoint, .drift = 0.003}.rn();
    for (double& reading : rn)
      reading += 0.01 * (static_cast<double>(random()) / 4294967296.0 - 0.5);
    const auto rise = fit_rise(rn);
    const SigmoidFit whole = fit_sigmoid(rn, SigmoidForm::Four, {.tolerance = 1e-14});
    REQUIRE(rise.has_value());
    REQUIRE(whole.status == FitStatus::Converged);
    const double end = std::ceil(whole.curve.midpoint + rise_end_widths * whole.curve.width);
    const std::span<const double> until_plateau(rn.data(),
                                                std::min(rn.size(), static_cast<std::size_t>(end)));
    const SigmoidFit exact = fit_sigmoid(until_plateau, SigmoidForm::FourWithDrift, {.tolerance = 1e-14});
    REQUIRE(exact.status == FitStatus::Converged);
    CAPTURE(midpoint);
    CHECK(std::abs(second_derivative_maximum(*rise) - second_derivative_maximum(exact.curve)) < 1e-4);
    ++compared;
  }
  CHECK(compared == 35);
}

TEST_CASE("all-equal readings have no rise") {
  CHECK_FALSE(fit_rise(std::vector<double>(40, 1.0)).has_value());
  CHECK_FALSE(fit_rise({}).has_value());
}

TEST_CASE("a curve of the usual height keeps its second-derivative maximum") {
  const SigmoidParameters rise{.lower = 1, .upper = 3, .midpoint = 25, .width = 1.5};
  CHECK(pooled_second_derivative_maximum(rise, 2.0) == second_derivative_maximum(rise));
}

TEST_CASE(
    "a lower plateau than usual moves the second-derivative maximum later by a fifth of what its height "
    "says") {
  const SigmoidParameters rise{.lower = 1, .upper = 2.6, .midpoint = 25, .width = 1.5};
  CHECK(pooled_second_derivative_maximum(rise, 2.0) ==
        Approx(second_derivative_maximum(rise) - 0.2 * 1.5 * std::log(0.8)));
}

TEST_CASE("a height beyond a factor of 1.5 says no more than that factor") {
  const SigmoidParameters rise{.lower = 0, .upper = 0.1, .midpoint = 25, .width = 1.5};
  CHECK(pooled_second_derivative_maximum(rise, 2.0) ==
        Approx(second_derivative_maximum(rise) + 0.2 * 1.5 * 0.4));
}
