#include "curves/signal/median.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("the median of an even number of values is the mean of the middle two") {
  CHECK(median(std::vector{4.0, 1.0, 3.0, 2.0}) == 2.5);
  CHECK(median(std::vector{3.0, 1.0, 2.0}) == 2.0);
}

TEST_CASE("the median leaves missing values out, and is missing where all are") {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  CHECK(median(std::vector{missing, 1.0, missing, 3.0}) == 2.0);
  CHECK(std::isnan(median(std::vector{missing})));
  CHECK(std::isnan(median({})));
}

TEST_CASE("a quantile lies linear between order statistics") {
  const std::vector values{10.0, 20.0, 30.0, 40.0, 50.0};
  CHECK(quantile(values, 0.0) == 10.0);
  CHECK(quantile(values, 0.75) == 40.0);
  CHECK(quantile(values, 0.875) == 45.0);
  CHECK(quantile(values, 1.0) == 50.0);
}

TEST_CASE("the middle one of three, in whichever order they come") {
  for (const double middle : {median_of_three(1, 2, 3), median_of_three(3, 1, 2), median_of_three(2, 3, 1)})
    CHECK(middle == 2);
  CHECK(median_of_three(5, 5, 1) == 5);
}
