#include "curves/ct/sigmoid.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr SigmoidParameters level{.lower = 0.4, .upper = 3.1, .midpoint = 24.3, .width = 1.6};
constexpr SigmoidParameters drifting{
    .lower = -0.1, .drift = 0.004, .upper = 2.2, .midpoint = 27, .width = 1.3};
constexpr SigmoidParameters raw_and_slow{.lower = 1200, .upper = 9000, .midpoint = 11, .width = 3};

template <SigmoidForm form>
void check_jacobian(const SigmoidParameters& curve) {
  using Model = SigmoidModel<form>;
  const std::vector<double> cycles{1, 8, 15, 20, 23, 24, 25, 26, 27.5, 30, 38, 45};
  const std::vector<double> signal(cycles.size(), 0.7);
  const Model model{.cycles = cycles, .signal = signal};
  const typename Model::Parameters at = Model::pack(curve);
  for (std::size_t i = 0; i < cycles.size(); ++i)
    for (Eigen::Index k = 0; k < Model::parameter_count; ++k) {
      CAPTURE(cycles[i]);
      CAPTURE(k);
      const double h = 1e-5 * std::max(1.0, std::abs(at[k]));
      typename Model::Parameters gradient, above = at, below = at, ignored;
      above[k] += h;
      below[k] -= h;
      model.at(at)(i, gradient);
      const double difference =
          (model.at(below)(i, ignored) - model.at(above)(i, ignored)) / (2 * h);  // residual = signal - value
      // Central differences are off by about h^2 f''' / 6 and by rounding / h, both relative to the height.
      CHECK(std::abs(gradient[k] - difference) < 1e-7 * (curve.upper - curve.lower));
    }
}

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

TEST_CASE("the derivatives of every form agree with central differences") {
  for (const SigmoidParameters& curve : {level, drifting, raw_and_slow}) {
    check_jacobian<SigmoidForm::Four>(curve);
    check_jacobian<SigmoidForm::FourWithDrift>(curve);
  }
}

TEST_CASE("packing and unpacking a curve gives it back, and its residuals are those of its formula") {
  using Model = SigmoidModel<SigmoidForm::FourWithDrift>;
  const SigmoidParameters back = Model::unpack(Model::pack(drifting));
  CHECK(back.lower == drifting.lower);
  CHECK(back.drift == drifting.drift);
  CHECK(back.upper == drifting.upper);
  CHECK(back.midpoint == Approx(drifting.midpoint).epsilon(1e-14));
  CHECK(back.width == Approx(drifting.width).epsilon(1e-14));

  const std::array<double, 3> cycles{3, 26, 40};
  const std::array<double, 3> signal{0, 0, 0};
  const Model model{.cycles = cycles, .signal = signal};
  Model::Parameters gradient;
  const auto p = Model::pack(drifting);
  for (std::size_t i = 0; i < cycles.size(); ++i)
    CHECK(model.at(p)(i, gradient) == Approx(-sigmoid_value(drifting, cycles[i])).epsilon(1e-13));
}

TEST_CASE("far from the midpoint the curve and its derivatives stay finite") {
  using Model = SigmoidModel<SigmoidForm::FourWithDrift>;
  const SigmoidParameters step{.lower = 0, .upper = 1, .midpoint = 30, .width = 1e-4};
  const std::array<double, 3> cycles{1, 30, 60};
  const std::array<double, 3> signal{0, 0.5, 1};
  const Model model{.cycles = cycles, .signal = signal};
  const auto p = Model::pack(step);
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    Model::Parameters gradient = Model::Parameters::Zero();
    CHECK(std::isfinite(model.at(p)(i, gradient)));
    CHECK(gradient.allFinite());
  }
  CHECK(sigmoid_value(step, 1) == 0);
  CHECK(sigmoid_value(step, 60) == 1);
}

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
