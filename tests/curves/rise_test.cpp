#include "curves/rise.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;
using doctest::Approx;

namespace {

std::optional<SigmoidParameters> rise_of(const std::vector<double>& rn) {
  return fit_rise(rn, fit_sigmoid(rn, SigmoidForm::Four));
}

}  // namespace

TEST_CASE("the rise of a logistic with drift is found exactly") {
  const Shape shape{.lower = 0.8, .height = 2.5, .midpoint = 24.3, .width = 1.6, .drift = 0.01};
  const auto rise = rise_of(shape.rn());
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
  const auto rise = rise_of(sagging);
  REQUIRE(rise.has_value());
  CHECK(second_derivative_maximum(*rise) ==
        Approx(second_derivative_maximum(*rise_of(shape.rn()))).epsilon(0.002));
  const SigmoidFit whole = fit_sigmoid(sagging, SigmoidForm::FourWithDrift);
  CHECK(std::abs(second_derivative_maximum(whole.curve) - (18 - 1.317 * 1.5)) > 0.1);
}

TEST_CASE("a curve without a plateau is fitted through all its cycles") {
  const Shape late{.midpoint = 39.5, .width = 1.5};
  const auto rise = rise_of(late.rn());
  REQUIRE(rise.has_value());
  CHECK(second_derivative_maximum(*rise) == Approx(39.5 - 1.317 * 1.5).epsilon(1e-4));
}

TEST_CASE("all-equal readings have no rise") {
  CHECK_FALSE(rise_of(std::vector<double>(40, 1.0)).has_value());
  CHECK_FALSE(rise_of({}).has_value());
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
