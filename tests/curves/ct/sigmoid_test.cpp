#include "curves/ct/sigmoid.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr SigmoidParameters level{.lower = 0.4, .upper = 3.1, .midpoint = 24.3, .width = 1.6};
constexpr SigmoidParameters drifting{
    .lower = -0.1, .drift = 0.004, .upper = 2.2, .midpoint = 27, .width = 1.3};
constexpr SigmoidParameters raw_and_slow{.lower = 1200, .upper = 9000, .midpoint = 11, .width = 3};

/// The cycle in [from, to] where f is largest, by a fine grid.
template <typename Function>
double cycle_of_maximum(Function f, double from, double to) {
  double best = from;
  for (double c = from; c <= to; c += 1e-3)
    if (f(c) > f(best))
      best = c;
  return best;
}

}  // namespace

TEST_CASE("the second-derivative maximum is where a numerical second derivative is largest") {
  for (SigmoidParameters curve : {level, drifting, raw_and_slow}) {
    CAPTURE(curve.midpoint);
    const auto second = [&curve](double c) {
      return sigmoid_value(curve, c + 0.01) - 2 * sigmoid_value(curve, c) + sigmoid_value(curve, c - 0.01);
    };
    curve.drift = 0;  // a straight drift has no second derivative: leave its rounding out
    const double at = second_derivative_maximum(curve);
    CHECK(std::abs(at - cycle_of_maximum(second, at - 4, at + 4)) < 0.02);
  }
  CHECK(second_derivative_maximum(level) == Approx(24.3 - 1.6 * std::log(2 + std::sqrt(3.0))).epsilon(1e-14));
}

TEST_CASE("Cy0 is where the steepest tangent meets the baseline, whatever its level") {
  for (SigmoidParameters curve : {level, drifting, raw_and_slow}) {
    CAPTURE(curve.midpoint);
    curve.drift = 0;
    const auto slope = [&curve](double c) {
      return (sigmoid_value(curve, c + 1e-4) - sigmoid_value(curve, c - 1e-4)) / 2e-4;
    };
    const double steepest = cycle_of_maximum(slope, cy0(curve) - 5, cy0(curve) + 15);
    const double crossing = steepest - (sigmoid_value(curve, steepest) - curve.lower) / slope(steepest);
    CHECK(std::abs(cy0(curve) - crossing) < 0.005);  // the grid is 0.001 cycles wide
  }
  CHECK(cy0(level) == Approx(24.3 - 2 * 1.6).epsilon(1e-14));
}
