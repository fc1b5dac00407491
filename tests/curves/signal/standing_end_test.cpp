#include "curves/signal/standing_end.hpp"

#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("readings are the same but for the last digits of a float32") {
  CHECK(is_same_reading(2.43000007, 2.42999983));
  CHECK(is_same_reading(-2.43000007, -2.42999983));
  CHECK(is_same_reading(0, 0));
  CHECK_FALSE(is_same_reading(2.43, 2.430003));
  CHECK_FALSE(is_same_reading(0.1, -0.1));
  CHECK_FALSE(is_same_reading(missing, missing));
}

TEST_CASE("the readings that stand still at the end begin behind the last one that moved") {
  CHECK(standing_from(std::vector<double>{1, 2, 3, 3, 3}) == 2);
  CHECK(standing_from(std::vector<double>{1, 2, 3}) == 2);
  CHECK(standing_from(std::vector<double>{3, 3, 3}) == 0);
  CHECK(standing_from(std::vector<double>{3, 2, 3, 3}) == 2);
}

TEST_CASE("missing readings between them, or behind them, do not end a standstill") {
  CHECK(standing_from(std::vector<double>{1, 3, missing, 3, missing}) == 1);
  CHECK(standing_from(std::vector<double>{missing, 3, 3}) == 1);
  CHECK(standing_from(std::vector<double>{missing, missing}) == 2);
  CHECK(standing_from({}) == 0);
}
