#include "curves/verdict/curve_shape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "curves/verdict/hard_curves.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

std::vector<double> logistic(int cycles, double midpoint, double width) {
  std::vector<double> rn;
  for (int c = 1; c <= cycles; ++c)
    rn.push_back(0.5 + 2 / (1 + std::exp(-(c - midpoint) / width)));
  return rn;
}

}  // namespace

TEST_CASE("the noise of readings around a constant, a line and a parabola is their SD") {
  for (const double drift : {0.0, 0.01, 0.3}) {
    double sum = 0;
    constexpr int curves = 400;
    for (unsigned seed = 1; seed <= curves; ++seed) {
      hard_curves::Random random(seed);
      auto rn = hard_curves::background(random, {.cycles = 40, .noise = 0.02});
      hard_curves::add(rn, [drift](double c) { return drift * c + 0.01 * drift * c * c; });
      sum += measure_shape(rn).noise_sd;
    }
    // One estimate scatters by a quarter (37 correlated differences), the mean of 400 by 0.0125 of itself;
    // the median of so few is biased by one or two in a hundred.
    CHECK(sum / curves == Approx(0.02).epsilon(0.05));
  }
}

TEST_CASE("shares of the range are the same in any unit and above any offset, and keep what is missing") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> rn{0.3, 0.2, nan, 0.25, 0.7};
  std::vector<double> moved = rn;
  for (double& reading : moved)
    reading = 1234.5 * reading - 77;
  const SharesOfRange a = shares_of_range(rn);
  const SharesOfRange b = shares_of_range(moved);
  CHECK(a.range == 0.7 - 0.2);
  CHECK(b.range == Approx(1234.5 * 0.5));
  REQUIRE(a.shares.size() == 5u);
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    CHECK(a.shares[i] == b.shares[i]);
    CHECK(a.shares[i] == Approx((rn[i] - 0.2) / 0.5).epsilon(1e-8));
  }
  CHECK(std::isnan(a.shares[2]));
  CHECK(std::isnan(b.shares[2]));
}

TEST_CASE("readings that are all equal or all missing have no range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(shares_of_range(std::vector{3.0, nan, 3.0}).range == 0);
  CHECK(shares_of_range(std::vector{nan, nan}).range == 0);
  CHECK(shares_of_range({}).range == 0);
}

TEST_CASE("the smallest and the largest ranges have shares, and one beyond every number has none") {
  CHECK(shares_of_range(std::vector{0.0, 5e-324, 0.0}).shares == std::vector{0.0, 1.0, 0.0});
  CHECK(shares_of_range(std::vector{0.0, 1.7e308, 0.0}).shares == std::vector{0.0, 1.0, 0.0});
  const SharesOfRange beyond = shares_of_range(std::vector{-1.7e308, 1.7e308});
  CHECK(std::isinf(beyond.range));
  CHECK(beyond.shares[0] == 0);
  CHECK(std::isnan(beyond.shares[1]));
}

TEST_CASE("the noise of rounded readings is at least that of rounding") {
  std::vector<double> rn(40, 0.5);
  rn[10] = rn[25] = 0.501;
  CHECK(measure_shape(rn).noise_sd == Approx(0.001 / std::sqrt(12.0)).epsilon(1e-9));
}

TEST_CASE("the rise of a logistic curve lies where its formula says") {
  for (const double width : {1.2, 1.6, 2.4}) {
    CAPTURE(width);
    const CurveShape shape = measure_shape(logistic(45, 25, width));
    CHECK(shape.cycles == 45);
    CHECK(shape.readings == 45);
    CHECK(shape.rise == Approx(2).epsilon(0.06));  // a tenth of the largest slope is cut off at either end
    CHECK(std::abs(shape.bend - (25 - 1.317 * width)) < 1.5);  // whole cycles, slopes over five of them
    CHECK(std::abs(shape.steepest - (25 - 0.65 * width)) < 1);
    CHECK(std::abs(shape.onset - (25 - 3.64 * width)) < 2);  // slopes over five cycles see it early
    CHECK(std::abs(shape.front_cycles - 2.69 * width) < 0.6);
    CHECK(shape.range_before < 0.06);
    CHECK(std::abs(shape.end_slope) < 0.01);
    CHECK(shape.kept == Approx(1).epsilon(0.05));
  }
}

TEST_CASE("front efficiency is that of the exponential phase within a sixth") {
  for (const double efficiency : {0.5, 0.8, 1.0}) {
    CAPTURE(efficiency);
    const CurveShape shape = measure_shape(logistic(45, 30.4, 1 / std::log1p(efficiency)));
    CHECK(std::abs(shape.front_efficiency() / efficiency - 1) < 1.0 / 6);
  }
}

TEST_CASE("a curve that still rises at its last cycle says so") {
  const CurveShape shape = measure_shape(logistic(40, 41, 1.6));
  CHECK(shape.top == 40);
  CHECK(shape.end_slope > 0.9);
  CHECK(shape.kept == 1);
}

TEST_CASE("a single spike leaves rise and background alone") {
  std::vector<double> spiked = logistic(40, 25, 1.6);
  const CurveShape clean = measure_shape(spiked);
  spiked[8] += 5;
  const CurveShape shape = measure_shape(spiked);
  CHECK(shape.rise == Approx(clean.rise).epsilon(1e-3));
  CHECK(shape.onset == clean.onset);
  CHECK(shape.range_before == Approx(clean.range_before).epsilon(0.01));
}

TEST_CASE("missing cycles keep the cycles of the others") {
  std::vector<double> rn = logistic(40, 25, 1.6);
  const CurveShape whole = measure_shape(rn);
  for (const std::size_t i : {0u, 1u, 9u, 10u, 39u})
    rn[i] = std::numeric_limits<double>::quiet_NaN();
  const CurveShape shape = measure_shape(rn);
  CHECK(shape.cycles == 37);
  CHECK(shape.readings == 35);
  CHECK(shape.steepest == whole.steepest);
  CHECK(shape.last == 39);
}

TEST_CASE("too few or equal readings have no shape, and say so by readings and range") {
  CHECK(measure_shape({}).readings == 0);
  CHECK(measure_shape(std::vector<double>{1, 2, 4, 8, 16, 32, 64, 128, 256}).onset == 0);
  const CurveShape equal = measure_shape(std::vector<double>(40, 0.7));
  CHECK(equal.readings == 40);
  CHECK(equal.range == 0);
  CHECK(equal.onset == 0);
}
