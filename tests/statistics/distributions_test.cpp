#include "statistics/distributions.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

TEST_CASE("tails are those of R's pchisq, pf and pnorm") {
  CHECK(chi_squared_tail(3.841458820694124, 1) == Approx(0.05).epsilon(1e-12));
  CHECK(chi_squared_tail(10, 3) == Approx(0.01856613546304325).epsilon(1e-12));
  CHECK(chi_squared_tail(100, 2) == Approx(std::exp(-50.0)).epsilon(1e-12));
  CHECK(f_tail(1.654, 3, 138) == Approx(0.17984).epsilon(1e-4));
  CHECK(f_tail(1, 1, 1) == Approx(0.5).epsilon(1e-15));
  CHECK(f_tail(4, 2, 2) == Approx(0.2).epsilon(1e-12));  // 1 / (1 + F)
  CHECK(two_sided_p(-1.959963984540054) == Approx(0.05).epsilon(1e-12));
  CHECK(log_factorial(0) == 0);
  CHECK(log_factorial(100) == Approx(363.7393755555635).epsilon(1e-14));
  CHECK(two_sided_quantile(0.95) == Approx(1.959963984540054).epsilon(1e-14));
}

TEST_CASE("the ends of the tails are 1 and 0, and what is no number stays none") {
  CHECK(chi_squared_tail(0, 1) == 1);
  CHECK(chi_squared_tail(-1e-17, 1) == 1);
  CHECK(chi_squared_tail(std::numeric_limits<double>::infinity(), 1) == 0);
  CHECK(f_tail(0, 1, 5) == 1);
  CHECK(std::isnan(chi_squared_tail(std::nan(""), 1)));
  CHECK(std::isnan(f_tail(std::nan(""), 1, 5)));
}
