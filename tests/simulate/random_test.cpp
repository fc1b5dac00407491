#include "simulate/random.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("the generator gives the numbers of xoshiro256** seeded by splitmix64") {
  // From a second implementation, in Python, of the two papers.
  RandomNumbers random(0);
  CHECK(random.next() == 0x99ec5f36cb75f2b4U);
  CHECK(random.next() == 0xbf6e1f784956452aU);
  CHECK(random.next() == 0x1a5f849d4933e6e0U);
  CHECK(random.next() == 0x6aa594f1262d2d2cU);
}

TEST_CASE("normal numbers have mean 0 and SD 1") {
  RandomNumbers random(1);
  double sum = 0;
  double squares = 0;
  constexpr int count = 100000;
  for (int i = 0; i < count; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  CHECK(std::abs(sum / count) < 0.0127);          // four standard errors, 4 / sqrt(n)
  CHECK(std::abs(squares / count - 1) < 0.0179);  // four of a variance, 4 sqrt(2 / n)
}

TEST_CASE("Poisson numbers have their mean as mean and as variance") {
  for (const double mean : {0.5, 3.0, 15.0, 40.0, 900.0, 20000.0}) {
    CAPTURE(mean);
    RandomNumbers random(2);
    double sum = 0;
    double squares = 0;
    constexpr int count = 4000;
    for (int i = 0; i < count; ++i) {
      const auto x = static_cast<double>(random.poisson(mean)) - mean;
      sum += x;
      squares += x * x;
    }
    CHECK(std::abs(sum / count) < 4 * std::sqrt(mean / count));
    CHECK(std::abs(squares / count / mean - 1) < 4 * std::sqrt((2 + 1 / mean) / count));
  }
  RandomNumbers random(3);
  CHECK(random.poisson(0) == 0);
}

TEST_CASE("derived seeds differ") {
  CHECK(derived_seed(1, 0) != derived_seed(1, 1));
  CHECK(derived_seed(1, 0) != derived_seed(2, 0));
}
