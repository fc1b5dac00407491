#include "curves/verdict/step.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"

using namespace crossbreak;
using doctest::Approx;

namespace {

std::vector<double> ramp(int cycles, double slope) {
  std::vector<double> rn;
  for (int c = 1; c <= cycles; ++c)
    rn.push_back(1 + slope * c);
  return rn;
}

}  // namespace

TEST_CASE("a jump is found where it is, with its height beyond the drift around it") {
  for (const double height : {0.5, -0.5}) {
    std::vector<double> rn = ramp(40, 0.01);
    for (std::size_t i = 19; i < rn.size(); ++i)
      rn[i] += height;
    const auto step = find_step(rn, 0.01);
    REQUIRE(step);
    CHECK(step->cycle == 20);
    CHECK(step->height == Approx(height));
    const std::vector<double> level = without_step(rn, *step);
    const std::vector<double> before = ramp(40, 0.01);
    for (std::size_t i = 0; i < level.size(); ++i)
      CHECK(level[i] == Approx(before[i]));
  }
}

TEST_CASE("a jump back is found on the steepest part of an amplification, and on the last two cycles") {
  for (const std::size_t at : {std::size_t{20}, std::size_t{38}}) {
    std::vector<double> rn = test::Shape{.midpoint = 21, .width = 1.6}.rn();
    for (std::size_t i = at; i < rn.size(); ++i)
      rn[i] -= 2;
    const auto step = find_step(rn, 0.01);
    REQUIRE(step);
    CHECK(step->cycle == static_cast<int>(at) + 1);
    CHECK(step->height == Approx(-2).epsilon(0.1));
  }
}

TEST_CASE("of two jumps the larger is found") {
  std::vector<double> rn = ramp(40, 0);
  for (std::size_t i = 9; i < rn.size(); ++i)
    rn[i] += 0.3;
  for (std::size_t i = 29; i < rn.size(); ++i)
    rn[i] -= 0.4;
  REQUIRE(find_step(rn, 0.01));
  CHECK(find_step(rn, 0.01)->cycle == 30);
}

TEST_CASE("drift, noise, an amplification and missing cycles are no jumps") {
  CHECK_FALSE(find_step(ramp(40, 0.2), 0.01));
  CHECK_FALSE(find_step(test::Shape{.width = 1.2}.rn(), 0.01));
  std::vector<double> small = ramp(40, 0);
  for (std::size_t i = 19; i < small.size(); ++i)
    small[i] += 0.009;
  CHECK_FALSE(find_step(small, 0.01));
  CHECK(find_step(small, 0.008));
  std::vector<double> gap = ramp(40, 0);
  gap[20] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(find_step(gap, 0.01));
  CHECK_FALSE(find_step(std::vector<double>{}, 0.01));
  CHECK_FALSE(find_step(std::vector<double>{1, 1, 5}, 0.01));
}
