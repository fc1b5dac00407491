#include "curves/ct/fit.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> readings(const SigmoidParameters& curve, int cycles, double noise_sd = 0,
                             unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 1);
  std::vector<double> signal;
  for (int c = 1; c <= cycles; ++c)
    signal.push_back(sigmoid_value(curve, c) + noise_sd * noise(random));
  return signal;
}

void check_recovered(const SigmoidFit& fit, const SigmoidParameters& truth) {
  const double height = truth.upper - truth.lower;
  REQUIRE(fit.status == FitStatus::Converged);
  CHECK(std::abs(fit.curve.lower - truth.lower) < 1e-5 * height);
  CHECK(std::abs(fit.curve.upper - truth.upper) < 1e-5 * height);
  CHECK(std::abs(fit.curve.drift - truth.drift) < 1e-6 * height);
  CHECK(std::abs(fit.curve.midpoint - truth.midpoint) < 1e-4);
  CHECK(std::abs(fit.curve.width - truth.width) < 1e-4);
  CHECK(fit.curve.residual_sd < 1e-6 * height);
}

}  // namespace

TEST_CASE("a fit recovers the curve it was given: raw readings, Rn, around zero, early, without plateau") {
  const SigmoidParameters truths[] = {
      {.lower = 0.43, .upper = 3.2, .midpoint = 26.5, .width = 1.6},    // Rn
      {.lower = 61000, .upper = 310000, .midpoint = 30, .width = 1.7},  // raw readings
      {.lower = -0.02, .upper = 1.1, .midpoint = 22, .width = 1.5},     // background subtracted
      {.lower = 0.2, .upper = 2.5, .midpoint = 12, .width = 1.6},       // Ct near 8
      {.lower = 0.3, .upper = 2.5, .midpoint = 39.5, .width = 1.6},     // half the rise within the run
      {.lower = 0.3, .upper = 2.5, .midpoint = 43, .width = 1.6},       // the plateau is never seen
  };
  for (SigmoidParameters truth : truths) {
    CAPTURE(truth.lower);
    CAPTURE(truth.midpoint);
    check_recovered(fit_sigmoid(readings(truth, 40), SigmoidForm::Four), truth);
    truth.drift = -0.002 * (truth.upper - truth.lower);
    check_recovered(fit_sigmoid(readings(truth, 40), SigmoidForm::FourWithDrift), truth);
  }
}

TEST_CASE("a fit from given start values ends where one from its own does") {
  const SigmoidParameters truth{.lower = 61000, .drift = -500, .upper = 310000, .midpoint = 30, .width = 1.7};
  const std::vector<double> signal = readings(truth, 40, 1500);
  const SigmoidParameters start{.lower = 50000, .upper = 250000, .midpoint = 27, .width = 2.5};
  for (const SigmoidForm form : {SigmoidForm::Four, SigmoidForm::FourWithDrift}) {
    const SigmoidFit own = fit_sigmoid(signal, form);
    const SigmoidFit given = fit_sigmoid_from(start, signal, form);
    REQUIRE(own.status == FitStatus::Converged);
    REQUIRE(given.status == FitStatus::Converged);
    CHECK(given.points == own.points);
    CHECK(given.rss == Approx(own.rss).epsilon(1e-9));
    CHECK(given.curve.midpoint == Approx(own.curve.midpoint).epsilon(1e-5));
    CHECK(given.curve.width == Approx(own.curve.width).epsilon(1e-4));
    CHECK(given.curve.upper == Approx(own.curve.upper).epsilon(1e-4));
  }
}

TEST_CASE("start values do not make a fit of what has none") {
  const SigmoidParameters start{.lower = 0, .upper = 1, .midpoint = 20, .width = 1.5};
  const std::vector<double> equal(40, 2.0);
  CHECK(fit_sigmoid_from(start, equal, SigmoidForm::Four).status == FitStatus::NoRise);
  CHECK(fit_sigmoid_from(start, {}, SigmoidForm::Four).status == FitStatus::TooFewPoints);
  const std::vector<double> gone(40, missing);
  CHECK(fit_sigmoid_from(start, gone, SigmoidForm::Four).status == FitStatus::TooFewPoints);
}

TEST_CASE("where the plateau is not seen, a few steps find the rise beside a drift") {
  // Sought together with the plateau, the midpoint creeps: 14 of these were not found in 100 steps.
  int found = 0;
  for (const double midpoint : {42.0, 43.0})
    for (const double drift : {0.01, 0.03})
      for (unsigned seed = 1; seed <= 5; ++seed) {
        const SigmoidParameters truth{
            .lower = 0.5, .drift = drift, .upper = 4.0, .midpoint = midpoint, .width = 1.6};
        const SigmoidFit fit =
            fit_sigmoid(readings(truth, 40, 0.002, seed), SigmoidForm::FourWithDrift, {.max_iterations = 30});
        found += fit.status == FitStatus::Converged && std::abs(fit.curve.width - truth.width) < 0.2;
      }
  CHECK(found == 20);
}

TEST_CASE("the residual SD is the noise that was put in") {
  const SigmoidParameters truth{.lower = 0.5, .upper = 4.0, .midpoint = 24, .width = 1.6};
  const double noise_sd = 0.01;
  double sum = 0;
  constexpr int curves = 200;
  for (unsigned seed = 1; seed <= curves; ++seed) {
    const SigmoidFit fit = fit_sigmoid(readings(truth, 40, noise_sd, seed), SigmoidForm::Four);
    REQUIRE(fit.status == FitStatus::Converged);
    sum += fit.curve.residual_sd * fit.curve.residual_sd;
  }
  // A mean of 200 variances with 36 degrees of freedom each: relative SD sqrt(2 / 7200) = 0.017; 4 of them.
  CHECK(std::sqrt(sum / curves) == Approx(noise_sd).epsilon(0.035));
}

TEST_CASE("missing cycles are left out, wherever they are") {
  const SigmoidParameters truth{.lower = 0.5, .upper = 4.0, .midpoint = 24, .width = 1.6};
  std::vector<double> signal = readings(truth, 40);
  for (const std::size_t i : {0u, 1u, 7u, 22u, 23u, 39u})
    signal[i] = missing;
  signal[12] = std::numeric_limits<double>::infinity();
  const SigmoidFit fit = fit_sigmoid(signal, SigmoidForm::Four);
  check_recovered(fit, truth);
  CHECK(fit.points == 33);
}

TEST_CASE("a fit of a Rn + b is a times the fit of Rn, plus b") {
  const SigmoidParameters truth{.lower = 0.5, .upper = 4.0, .midpoint = 29, .width = 1.6};
  const std::vector<double> signal = readings(truth, 40, 0.02);
  std::vector<double> moved = signal;
  for (double& y : moved)
    y = 70000 * y - 123456;
  for (const SigmoidForm form : {SigmoidForm::Four, SigmoidForm::FourWithDrift}) {
    const SigmoidFit one = fit_sigmoid(signal, form);
    const SigmoidFit other = fit_sigmoid(moved, form);
    REQUIRE(one.status == FitStatus::Converged);
    REQUIRE(other.status == FitStatus::Converged);
    CHECK(std::abs(second_derivative_maximum(one.curve) - second_derivative_maximum(other.curve)) < 1e-9);
    CHECK(std::abs(cy0(one.curve) - cy0(other.curve)) < 1e-9);
    CHECK(other.curve.residual_sd == Approx(70000 * one.curve.residual_sd).epsilon(1e-9));
  }
}

TEST_CASE("a curve that cannot be fitted says why") {
  using enum FitStatus;
  const std::vector<double> flat(40, 0.7);
  CHECK(fit_sigmoid({}, SigmoidForm::Four).status == TooFewPoints);
  CHECK(fit_sigmoid(std::array{0.1, 0.2, 0.5, 0.9}, SigmoidForm::Four).status == TooFewPoints);
  CHECK(fit_sigmoid(std::vector<double>(40, missing), SigmoidForm::Four).status == TooFewPoints);
  CHECK(fit_sigmoid(flat, SigmoidForm::FourWithDrift).status == NoRise);

  const SigmoidParameters falling{.lower = 3, .upper = 1, .midpoint = 20, .width = 2};
  CHECK(fit_sigmoid(readings(falling, 40), SigmoidForm::Four).status != Converged);
  const SigmoidParameters line{.lower = 0, .drift = 0.02, .upper = 0};
  CHECK(fit_sigmoid(readings(line, 40), SigmoidForm::Four).status != Converged);
  CHECK(fit_sigmoid(readings({.lower = 0.5, .upper = 4.0, .midpoint = 24, .width = 1.6}, 40),
                    SigmoidForm::Four, {.max_iterations = 1})
            .status == NoConvergence);
}
