#include "curves/crosstalk/own_shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "curves/limits.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

constexpr double noise = 0.002;

/// Rises above a background of zero that cross 0.2 some cycles before 25.
std::vector<double> rise(double height, double width, double midpoint = 25) {
  return Shape{.lower = 0, .height = height, .midpoint = midpoint, .width = width}.rn();
}

/// With an own background, bent by so much until the end, and noise like no other seed's.
std::vector<double> read_of(std::vector<double> signal, int seed, double bend = 0) {
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double along = static_cast<double>(i + 1) / static_cast<double>(signal.size());
    signal[i] += 2 + 0.1 * along + bend * along * along +
                 noise * std::numbers::sqrt2 * std::sin(seed * 13.7 * static_cast<double>((i + 1) * (i + 1)));
  }
  return signal;
}

/// The other curve less its background.
std::vector<double> above(std::vector<double> rn) {
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] -= 2 + 0.1 * static_cast<double>(i + 1) / static_cast<double>(rn.size());
  return rn;
}

/// Of the rise of another dye with that width.
OwnShape shape_beside(double width, const std::vector<double>& rn) {
  const std::vector<double> other = above(read_of(rise(6, width), 2));
  const auto copy = fit_copy(rn, other, {});
  REQUIRE(copy);
  const auto shape = own_shape(rn, other, noise, {}, *copy);
  REQUIRE(shape);
  return *shape;
}

}  // namespace

TEST_CASE(
    "a copy has no shape of its own, on a bent background either, late, or drawn between the readings") {
  for (const double width : {1.5, 1.8, 2.2})
    for (const double share : {0.05, 0.2, 0.35})
      for (const double bend : {-0.05, 0.0, 0.05})
        for (const double lag : {0.0, 1.3, 4.0}) {
          CAPTURE(width);
          CAPTURE(share);
          CAPTURE(bend);
          CAPTURE(lag);
          CHECK_FALSE(shape_beside(width, read_of(rise(6 * share, width, 25 + lag), 3, bend)).is_proven());
        }
  for (const double width : {1.5, 1.8, 2.2}) {
    std::vector<double> between = rise(0.35 * 6, width, 27);
    for (std::size_t i = between.size() - 1; i > 0; --i)
      between[i] = (between[i] + between[i - 1]) / 2;
    CAPTURE(width);
    CHECK(shape_beside(width, read_of(between, 3)).misfit < 0.001);
  }
}

TEST_CASE("a rise whose width differs by a sixth has a shape of its own") {
  for (const double width : {1.5, 1.8, 2.2})
    for (const double ratio : {0.85, 1.18}) {
      CAPTURE(width);
      CAPTURE(ratio);
      const OwnShape shape = shape_beside(width, read_of(rise(1.5, ratio * width, 27), 3));
      CHECK(shape.beats_the_copy);
      CHECK(shape.misfit > limits::own_misfit);
      CHECK(shape.is_proven());
    }
}

TEST_CASE("what the noise may hide is no shape of its own") {
  std::vector<double> rn = read_of(rise(1.5, 1.5, 27), 3);
  CHECK(shape_beside(1.8, rn).is_proven());
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] += 0.05 * std::sin(7.0 * static_cast<double>(i * i));
  CHECK_FALSE(shape_beside(1.8, rn).beats_the_copy);
}

TEST_CASE("a misfit proves a shape only beyond chance, and chance only with a misfit") {
  CHECK(OwnShape{.misfit = limits::own_misfit, .beats_the_copy = true}.is_proven());
  CHECK_FALSE(OwnShape{.misfit = 0.9 * limits::own_misfit, .beats_the_copy = true}.is_proven());
  CHECK_FALSE(OwnShape{.misfit = 0.5, .beats_the_copy = false}.is_proven());
}

TEST_CASE("the fall of a curve is no shape of its own") {
  const std::vector<double> other = rise(6, 1.8);
  std::vector<double> falling = rise(1, 1.8, 27);
  for (double& value : falling)
    value = 2 - value;
  CHECK_FALSE(own_shape(falling, other, noise, {}, {.share = 0.1, .lag = 2, .residual_sd = 1}));
}
