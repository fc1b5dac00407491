#include "curves/signal/automatic_baseline.hpp"

#include <limits>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;
using doctest::Approx;

TEST_CASE("the second derivative is the five-point slope, twice") {
  std::vector<double> parabola;
  for (int cycle = 1; cycle <= 12; ++cycle)
    parabola.push_back(3 + 2 * cycle + 0.5 * cycle * cycle);
  CHECK(second_derivative(parabola, 5).value() == Approx(1));
  CHECK(second_derivative(parabola, 8).value() == Approx(1));
  CHECK_FALSE(second_derivative(parabola, 4).has_value());
  CHECK_FALSE(second_derivative(parabola, 9).has_value());
  // An impulse at cycle 6 shows the weights.
  std::vector<double> impulse(12, 0.0);
  impulse[5] = 100;
  CHECK(second_derivative(impulse, 6).value() == Approx(-10));
  CHECK(second_derivative(impulse, 7).value() == Approx(-4));
  CHECK(second_derivative(impulse, 8).value() == Approx(1));
}

TEST_CASE("the second-derivative maximum is sought within its bounds") {
  const std::vector<double> rn = Shape{}.rn();
  // A logistic bends most ln(2 + sqrt 3) = 1.317 widths before its midpoint, at 23.02; slopes over five
  // cycles look past the bend and move it down to 22.
  CHECK(second_derivative_maximum(rn, 5, 36) == std::optional(22));
  CHECK(second_derivative_maximum(rn, 5, 20) == 20);
  CHECK_FALSE(second_derivative_maximum(rn, 37, 40).has_value());
}

TEST_CASE("the 7500 window ends at the last cycle before the unbroken rise") {
  // The rise falls below 0.01 per cycle where 2 exp((c - 25) / 1.5) (1 - exp(-2/3)) = 0.01.
  CHECK(automatic_window(AutomaticRule::Abi7500V2, Shape{}.rn()) == BaselineWindow{3, 17});
}

TEST_CASE("the 7500 window of an early riser is cycles 1 and 2") {
  CHECK(automatic_window(AutomaticRule::Abi7500V2, Shape{.midpoint = 9}.rn()) == BaselineWindow{1, 2});
}

TEST_CASE("a drift above 0.01 Rn a cycle collapses the 7500 window, as the instrument's") {
  CHECK(automatic_window(AutomaticRule::Abi7500V2, Shape{.drift = 0.011}.rn()) == BaselineWindow{1, 2});
}

TEST_CASE("the QuantStudio window allows for the background's own slope") {
  CHECK(automatic_window(AutomaticRule::QuantStudio, Shape{.drift = 0.011}.rn()) ==
        automatic_window(AutomaticRule::QuantStudio, Shape{}.rn()));
  CHECK(automatic_window(AutomaticRule::QuantStudio, Shape{.midpoint = 9}.rn()) == BaselineWindow{3, 3});
}

TEST_CASE("our own window depends on neither unit, offset nor drift of the signal") {
  const std::vector<double> rn = Shape{}.rn();
  const auto window = automatic_window(AutomaticRule::Own, rn);
  REQUIRE(window.has_value());
  CHECK(*window == BaselineWindow{3, 17});  // 0.8 % of 2 is a rise of 0.016, after cycle 18
  std::vector<double> raw = Shape{.drift = 0.02}.rn();
  for (double& value : raw)
    value = 25000 * value - 60000;
  CHECK(automatic_window(AutomaticRule::Own, raw) == window);
}

TEST_CASE("a curve of eight cycles is too short for a window, one of nine is not") {
  CHECK_FALSE(automatic_window(AutomaticRule::Abi7500V2, Shape{.midpoint = 5, .cycles = 8}.rn()).has_value());
  CHECK(automatic_window(AutomaticRule::Abi7500V2, Shape{.midpoint = 5, .cycles = 9}.rn()).has_value());
}

TEST_CASE("a curve that is missing throughout has no window") {
  const std::vector<double> nothing(40, std::numeric_limits<double>::quiet_NaN());
  for (const auto rule : {AutomaticRule::Abi7500V2, AutomaticRule::QuantStudio, AutomaticRule::Own})
    CHECK_FALSE(automatic_window(rule, nothing).has_value());
}

TEST_CASE("a flat well takes all cycles from 3 but the last") {
  CHECK(flat_window(40) == BaselineWindow{3, 39});
  CHECK(flat_window(4) == BaselineWindow{3, 3});
  CHECK(flat_window(3) == BaselineWindow{1, 3});
  CHECK(flat_window(1) == BaselineWindow{1, 1});
}
