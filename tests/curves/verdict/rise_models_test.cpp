// Which story wins on curves of which the answer is known.
#include "curves/verdict/rise_models.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "curves/limits.hpp"
#include "curves/verdict/background.hpp"
#include "curves/verdict/hard_curves.hpp"

using namespace crossbreak;
using doctest::Approx;
using test::Shape;

namespace {

constexpr double noise = 0.01;

std::vector<double> noisy(std::vector<double> rn, unsigned seed = 7) {
  hard_curves::Random random(seed);
  for (double& reading : rn)
    reading += noise * hard_curves::normal(random);
  return rn;
}

template <typename Function>
std::vector<double> readings(int cycles, Function of_cycle) {
  std::vector<double> rn;
  for (int c = 1; c <= cycles; ++c)
    rn.push_back(of_cycle(static_cast<double>(c)));
  return rn;
}

SigmoidOnBackground compared(const std::vector<double>& rn) {
  RiseModels models;
  const auto sigmoid = models.compare(rn);
  REQUIRE(sigmoid);
  return *sigmoid;
}

/// Of least squares by one matrix for each sigmoid and background, in the order in which they are tried.
struct PlainBest {
  double criterion = std::numeric_limits<double>::infinity();
  double residual_sd = 0, midpoint = 0, width = 0;

  void try_all(const std::vector<double>& rn, double front, double plateau_side, double decay) {
    const auto n = static_cast<Eigen::Index>(rn.size());
    const Eigen::Map<const Eigen::VectorXd> signal(rn.data(), n);
    const bool is_transient = decay > 0;
    for (double at = limits::first_midpoint; at < static_cast<double>(n) + limits::midpoints_after_last;
         at += limits::midpoint_step) {
      Eigen::MatrixXd columns(n, is_transient ? 4 : 3);
      for (Eigen::Index i = 0; i < n; ++i) {
        const double cycle = static_cast<double>(i + 1);
        const double z = (cycle - at) / (cycle < at ? front : front * plateau_side);
        columns.row(i).head(3) << 1, cycle, 1 / (1 + std::exp(-z));
        if (is_transient)
          columns(i, 3) = std::exp(-cycle / decay);
      }
      const Eigen::VectorXd heights = columns.colPivHouseholderQr().solve(signal);
      const double rss = (signal - columns * heights).squaredNorm();
      const int parameters = is_transient ? 8 : 6;
      const double tried = aicc(rss, static_cast<int>(n), parameters);
      if (heights[2] > 0 && tried < criterion)
        *this = {tried, std::sqrt(rss / static_cast<double>(n - parameters)), at, front};
    }
  }
};

PlainBest plain_best(const std::vector<double>& rn) {
  PlainBest best;
  for (const double width : limits::front_widths_tried)
    for (const double plateau_width : limits::plateau_widths_tried) {
      best.try_all(rn, width, plateau_width, 0);
      for (const double decay : limits::transient_cycles_tried)
        best.try_all(rn, width, plateau_width, decay);
    }
  return best;
}

}  // namespace

TEST_CASE("the sigmoid chosen is that of plain least squares over all sigmoids and backgrounds") {
  for (const Shape& shape :
       {Shape{}, Shape{.height = 1, .midpoint = 31.8, .width = 1.4, .drift = 0.02},
        Shape{.height = 0.3, .midpoint = 38, .width = 2.2, .cycles = 45}, Shape{.height = 0}}) {
    std::vector<double> rn = noisy(shape.rn());
    for (std::size_t i = 0; i < rn.size(); ++i)
      rn[i] += 0.4 * std::exp(-static_cast<double>(i + 1) / 6);
    const SigmoidOnBackground sigmoid = compared(rn);
    const PlainBest plain = plain_best(rn);
    CHECK(sigmoid.residual_sd == Approx(plain.residual_sd).epsilon(1e-9));
    CHECK(sigmoid.midpoint == plain.midpoint);
    CHECK(sigmoid.width == plain.width);
  }
}

TEST_CASE("a sigmoid in noise is found with its height, place, width and noise") {
  // Twenty times the noise: no five readings in a row show its slope.
  const SigmoidOnBackground sigmoid =
      compared(noisy(Shape{.height = 0.2, .midpoint = 25, .width = 1.7, .drift = 0.001}.rn()));
  CHECK(sigmoid.lead > 10);
  CHECK(sigmoid.height == Approx(0.2).epsilon(0.1));
  CHECK(sigmoid.midpoint == Approx(25).epsilon(0.03));
  CHECK(sigmoid.sdm == Approx(25 - 1.317 * sigmoid.width).epsilon(0.03));
  CHECK(sigmoid.residual_sd == Approx(noise).epsilon(0.25));
  CHECK(sigmoid.other_residual_sd > 1.5 * noise);
}

TEST_CASE("what is left without a sigmoid is the same asked alone") {
  RiseModels models;
  const std::vector<double> rn = noisy(Shape{.height = 0.5}.rn());
  CHECK(models.other_residual_sd(rn) == compared(rn).other_residual_sd);
  CHECK_FALSE(models.other_residual_sd(std::vector<double>(14, 0.7)));
}

TEST_CASE("a sigmoid after a start transient is told from the fall before it") {
  std::vector<double> rn = Shape{.height = 1, .midpoint = 28, .width = 1.5}.rn();
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] += 1.5 * std::exp(-static_cast<double>(i + 1) / 7);
  const SigmoidOnBackground sigmoid = compared(noisy(rn));
  CHECK(sigmoid.lead > 10);
  CHECK(sigmoid.height == Approx(1).epsilon(0.05));
  CHECK(sigmoid.background_fall == Approx(1.5 * std::exp(-1.0 / 7)).epsilon(0.1));
  CHECK(sigmoid.background_rise < 0.1);
}

TEST_CASE("what the background climbs before the rise is counted, not what it climbs after") {
  const SigmoidOnBackground sigmoid =
      compared(noisy(Shape{.height = 1, .midpoint = 31.8, .width = 1.4, .drift = 0.02}.rn()));
  CHECK(sigmoid.background_rise == Approx(0.02 * 29).epsilon(0.1));
}

TEST_CASE("no drift, kink, step or decay gives a sigmoid the lead, whatever the noise does") {
  const auto never = [](auto of_cycle) {
    for (unsigned seed = 1; seed <= 50; ++seed) {
      RiseModels models;
      const auto sigmoid = models.compare(noisy(readings(40, of_cycle), seed));
      CHECK_MESSAGE((!sigmoid || sigmoid->lead < 10), "seed " << seed);
    }
  };
  never([](double) { return 1.0; });
  never([](double c) { return 1 + 0.02 * c; });
  never([](double c) { return 1 - 0.0004 * c * c; });
  never([](double c) { return 1 + 0.5 * std::exp(-c / 6); });
  never([](double c) { return 1 + 0.05 * std::max(c - 24, 0.0); });
  never([](double c) { return 1 + (c > 20 ? 0.4 : 0.0); });
  never([](double c) { return 1 + 0.3 * std::exp((c - 40) / 8); });
}

TEST_CASE("a power of two times Rn, and an offset, change nothing but the heights") {
  const std::vector<double> rn = noisy(Shape{.height = 0.5}.rn());
  std::vector<double> moved = rn;
  for (double& reading : moved)
    reading = 1024 * reading + 64;
  const SigmoidOnBackground one = compared(rn);
  const SigmoidOnBackground other = compared(moved);
  CHECK(other.lead == Approx(one.lead).epsilon(1e-9));
  CHECK(other.midpoint == one.midpoint);
  CHECK(other.width == one.width);
  CHECK(other.height == Approx(1024 * one.height));
  CHECK(other.residual_sd == Approx(1024 * one.residual_sd));
}

TEST_CASE("tables serve several lengths, and a curve without every reading is not compared") {
  RiseModels models;
  for (const int cycles : {15, 40, 60, 100, 40})
    CHECK(models.compare(noisy(Shape{.midpoint = 11, .cycles = cycles}.rn())));
  CHECK_FALSE(models.compare(Shape{.midpoint = 10, .cycles = 14}.rn()));
  CHECK_FALSE(models.compare(Shape{.cycles = 101}.rn()));
  CHECK_FALSE(models.compare({}));
  std::vector<double> gap = Shape{}.rn();
  gap[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(models.compare(gap));
}

TEST_CASE("equal readings and a curve without noise do no harm") {
  RiseModels models;
  CHECK_FALSE(models.compare(std::vector<double>(40, 0.7)));
  const auto exact = models.compare(Shape{.midpoint = 25, .width = 1.4}.rn());
  REQUIRE(exact);
  CHECK(std::isfinite(exact->lead));
  CHECK(exact->lead > 100);
}
