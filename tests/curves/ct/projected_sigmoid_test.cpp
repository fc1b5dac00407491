#include "curves/ct/projected_sigmoid.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <Eigen/Dense>
#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

constexpr SigmoidParameters level{.lower = 0.4, .upper = 3.1, .midpoint = 24.3, .width = 1.6};
constexpr SigmoidParameters drifting{
    .lower = -0.1, .drift = 0.004, .upper = 2.2, .midpoint = 27, .width = 1.3};
constexpr SigmoidParameters raw_and_slow{.lower = 1200, .upper = 9000, .midpoint = 11, .width = 3};

// With gaps, one of them where the curve rises.
const std::vector<double> cycles{1, 2, 3, 5, 8, 10, 11, 12, 15, 20, 22, 23, 24, 25, 27, 28, 30, 38, 40, 45};

std::vector<double> readings(const SigmoidParameters& curve, double noise_sd) {
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0, 1);
  std::vector<double> signal;
  for (const double cycle : cycles)
    signal.push_back(sigmoid_value(curve, cycle) + noise_sd * noise(random));
  return signal;
}

double squares_about(const SigmoidParameters& curve, const std::vector<double>& signal) {
  double sum = 0;
  for (std::size_t i = 0; i < cycles.size(); ++i)
    sum += std::pow(signal[i] - sigmoid_value(curve, cycles[i]), 2);
  return sum;
}

}  // namespace

TEST_CASE("at the midpoint and the width of a curve without noise the rest of it is found") {
  for (const SigmoidParameters& truth : {level, drifting, raw_and_slow}) {
    const std::vector<double> signal = readings(truth, 0);
    ProjectedSigmoid sigmoid(cycles, signal, SigmoidForm::FourWithDrift);
    const double height = truth.upper - truth.lower;
    CHECK(sigmoid.rss_at(ProjectedSigmoid::pack(truth.midpoint, truth.width)) < 1e-24 * height * height);
    const SigmoidParameters found = sigmoid.curve();
    CHECK(std::abs(found.lower - truth.lower) < 1e-12 * height);
    CHECK(std::abs(found.upper - truth.upper) < 1e-12 * height);
    CHECK(std::abs(found.drift - truth.drift) < 1e-13 * height);
    CHECK(found.midpoint == truth.midpoint);
    CHECK(found.width == Approx(truth.width).epsilon(1e-14));
  }
}

TEST_CASE(
    "no other lower, upper or drift leaves less, and what is left is the sum of squares about the curve") {
  for (const SigmoidForm form : {SigmoidForm::Four, SigmoidForm::FourWithDrift})
    for (const SigmoidParameters& truth : {level, drifting, raw_and_slow}) {
      const double height = truth.upper - truth.lower;
      const std::vector<double> signal = readings(truth, 0.02 * height);
      ProjectedSigmoid sigmoid(cycles, signal, form);
      const double rss = sigmoid.rss_at(ProjectedSigmoid::pack(truth.midpoint + 0.7, 1.2 * truth.width));
      const SigmoidParameters best = sigmoid.curve();
      CHECK(rss == Approx(squares_about(best, signal)).epsilon(1e-11));
      if (form == SigmoidForm::Four)
        CHECK(best.drift == 0);
      for (const double step : {-1e-4 * height, 1e-4 * height}) {
        SigmoidParameters lower = best, upper = best, drift = best;
        lower.lower += step;
        upper.upper += step;
        drift.drift += step;
        CHECK(squares_about(lower, signal) > rss);
        CHECK(squares_about(upper, signal) > rss);
        if (form == SigmoidForm::FourWithDrift)
          CHECK(squares_about(drift, signal) > rss);
      }
    }
}

TEST_CASE("the gradient is that of the sum of squares, by central differences") {
  for (const SigmoidForm form : {SigmoidForm::Four, SigmoidForm::FourWithDrift})
    for (const SigmoidParameters& truth : {level, drifting, raw_and_slow}) {
      const double height = truth.upper - truth.lower;
      const std::vector<double> signal = readings(truth, 0.02 * height);
      ProjectedSigmoid sigmoid(cycles, signal, form);
      const auto at = ProjectedSigmoid::pack(truth.midpoint + 0.7, 1.2 * truth.width);
      sigmoid.rss_at(at);
      const auto gradient = sigmoid.linearised().gradient;
      for (Eigen::Index k = 0; k < 2; ++k) {
        CAPTURE(k);
        auto above = at, below = at;
        above[k] += 1e-5;
        below[k] -= 1e-5;
        const double difference = (sigmoid.rss_at(above) - sigmoid.rss_at(below)) / 2e-5;
        CHECK(std::abs(-2 * gradient[k] - difference) < 1e-6 * height * height);
      }
    }
}

TEST_CASE("the normal equations are those of the derivatives less what lower, upper and drift explain") {
  const auto count = static_cast<Eigen::Index>(cycles.size());
  for (const SigmoidForm form : {SigmoidForm::Four, SigmoidForm::FourWithDrift})
    for (const SigmoidParameters& truth : {level, drifting, raw_and_slow}) {
      const std::vector<double> signal = readings(truth, 0.02 * (truth.upper - truth.lower));
      ProjectedSigmoid sigmoid(cycles, signal, form);
      sigmoid.rss_at(ProjectedSigmoid::pack(truth.midpoint + 0.7, 1.2 * truth.width));
      const SigmoidParameters best = sigmoid.curve();
      const auto normal = sigmoid.linearised().normal;

      Eigen::MatrixXd explained(count, parameter_count(form) - 2), derivatives(count, 2);
      const double h = 1e-5;
      for (Eigen::Index i = 0; i < count; ++i) {
        const double cycle = cycles[static_cast<std::size_t>(i)];
        const auto moved = [&](double midpoint, double log_width) {
          SigmoidParameters curve = best;
          curve.midpoint += midpoint;
          curve.width *= std::exp(log_width);
          return sigmoid_value(curve, cycle);
        };
        explained(i, 0) = 1;
        explained(i, 1) = sigmoid_value({.upper = 1, .midpoint = best.midpoint, .width = best.width}, cycle);
        if (form == SigmoidForm::FourWithDrift)
          explained(i, 2) = cycle;
        derivatives(i, 0) = (moved(h, 0) - moved(-h, 0)) / (2 * h);
        derivatives(i, 1) = (moved(0, h) - moved(0, -h)) / (2 * h);
      }
      const Eigen::MatrixXd left =
          derivatives - explained * explained.colPivHouseholderQr().solve(derivatives);
      const Eigen::Matrix2d wanted = left.transpose() * left;
      CHECK(normal(0, 0) == Approx(wanted(0, 0)).epsilon(1e-6));
      CHECK(normal(1, 0) == Approx(wanted(1, 0)).epsilon(1e-6));
      CHECK(normal(1, 1) == Approx(wanted(1, 1)).epsilon(1e-6));
      CHECK(normal(0, 1) == 0);
    }
}

TEST_CASE("where a sigmoid is a step, a constant or nothing, its sums stay finite") {
  const std::vector<double> signal = readings(drifting, 0.01);
  ProjectedSigmoid sigmoid(cycles, signal, SigmoidForm::FourWithDrift);
  ProjectedSigmoid line(cycles, signal, SigmoidForm::FourWithDrift);
  const double without = line.rss_at(ProjectedSigmoid::pack(90, 0.05));  // zero in every cycle
  CHECK(line.curve().upper == line.curve().lower);
  CHECK_FALSE(line.rises());
  CHECK(without == Approx(squares_about(line.curve(), signal)).epsilon(1e-11));
  for (const double midpoint : {1.0, 24.5, 25.0, 60.0, 90.0})
    for (const double width : {1e-100, 1e-4, 0.05, 1.0, 60.0, 1e4, 1e12}) {
      CAPTURE(midpoint);
      CAPTURE(width);
      const double rss = sigmoid.rss_at(ProjectedSigmoid::pack(midpoint, width));
      CHECK(rss <= without * (1 + 1e-9));
      CHECK(sigmoid.linearised().normal.allFinite());
      CHECK(sigmoid.linearised().gradient.allFinite());
    }
}

TEST_CASE("a midpoint that nobody saw is refused") {
  const std::vector<double> signal = readings(drifting, 0.01);
  ProjectedSigmoid sigmoid(cycles, signal, SigmoidForm::Four);
  for (const double midpoint : {-1e6, 0.99, 90.01, 1e6, std::nan("")}) {
    CAPTURE(midpoint);
    CHECK(std::isnan(sigmoid.rss_at(ProjectedSigmoid::pack(midpoint, 1.5))));
  }
}
