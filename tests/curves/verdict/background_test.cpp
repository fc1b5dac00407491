#include "curves/verdict/background.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

template <typename Function>
std::vector<double> readings(int cycles, Function of_cycle) {
  std::vector<double> signal;
  for (int c = 1; c <= cycles; ++c)
    signal.push_back(of_cycle(c));
  return signal;
}

double wobble(int cycle) {
  return cycle % 2 == 0 ? 0.01 : -0.01;
}

}  // namespace

TEST_CASE("a polynomial leaves nothing at its own degree and something below it") {
  const auto signal = readings(40, [](double c) { return 3 + 0.2 * c - 0.01 * c * c + 0.0005 * c * c * c; });
  const Background background = fit_background(signal);
  CHECK(background.readings == 40);
  CHECK(background.rss[0] > background.rss[1]);
  CHECK(background.rss[1] > background.rss[2]);
  CHECK(background.rss[2] > 0.01);
  CHECK(background.rss[3] < 1e-20);
}

TEST_CASE("residual sums of squares are those of least squares") {
  // 1, 2, 4, 8 over x = 0..3: mean 3.75; line 0.3 + 2.3 x; parabola 1.05 + 0.05 x + 0.75 x^2.
  const Background background = fit_background(std::vector<double>{1, 2, 4, 8});
  CHECK(background.rss[0] == Approx(28.75).epsilon(1e-12));
  CHECK(background.rss[1] == Approx(2.3).epsilon(1e-12));
  CHECK(background.rss[2] == Approx(0.05).epsilon(1e-9));
  CHECK(background.rss[3] < 1e-25);
  CHECK(background.line_change == Approx(6.9).epsilon(1e-12));
  CHECK(background.residual_sd(0) == Approx(std::sqrt(28.75 / 3)).epsilon(1e-12));
  CHECK(background.residual_sd(3) == 0);
}

TEST_CASE("the best degree is the one the readings need") {
  CHECK(fit_background(readings(40, [](int c) { return 1 + wobble(c); })).best_degree() == 0);
  CHECK(fit_background(readings(40, [](int c) { return 0.01 * c + wobble(c); })).best_degree() == 1);
  CHECK(fit_background(readings(40, [](int c) { return 0.001 * c * c + wobble(c); })).best_degree() == 2);
  CHECK(fit_background(readings(40, [](int c) { return 0.0001 * c * c * c + wobble(c); })).best_degree() ==
        3);
}

TEST_CASE("Akaike's criterion is corrected for small samples and refuses too few readings") {
  CHECK(aicc(4.0, 10, 3) == Approx(10 * std::log(0.4) + 6 + 24.0 / 6).epsilon(1e-12));
  CHECK(aicc(4.0, 4, 3) == std::numeric_limits<double>::infinity());
}

TEST_CASE("no readings are no background") {
  const Background background = fit_background({});
  CHECK(background.readings == 0);
  CHECK(background.residual_sd(0) == 0);
}
