#include "run/number_text.hpp"

#include <cstdlib>
#include <limits>
#include <rapidcheck.h>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("shortest text is short") {
  CHECK(shortest_text(36) == "36");
  CHECK(shortest_text(0.1) == "0.1");
  CHECK(shortest_text(0.60535) == "0.60535");
  CHECK(shortest_text(1e-20) == "1e-20");
  CHECK(shortest_text(-0.0) == "-0.0");
  CHECK(shortest_text(0) == "0");
  CHECK(shortest_text(std::numeric_limits<double>::quiet_NaN()).empty());
  CHECK(shortest_text(-std::numeric_limits<double>::infinity()).empty());
}

TEST_CASE("shortest text reads back to the same double") {
  CHECK(rc::check(
      [](double value) { RC_ASSERT(std::strtod(shortest_text(value).c_str(), nullptr) == value); }));
}

TEST_CASE("fixed text rounds for people") {
  CHECK(fixed_text(35.996, 2) == "36.00");
  CHECK(fixed_text(-1.25, 1) == "-1.2");
  CHECK(fixed_text(std::numeric_limits<double>::max(), 2).size() == 312);
  CHECK(fixed_text(std::numeric_limits<double>::quiet_NaN(), 2).empty());
}

TEST_CASE("a number is shown with two decimals, and never on the wrong side of its limit") {
  CHECK(text_beside(24.123456, 36) == "24.12");
  CHECK(text_beside(36, 36) == "36.00");
  CHECK(text_beside(35.996, 36) == "35.996");
  CHECK(text_beside(35.99996, 36) == "35.99996");
  CHECK(text_beside(35.99999999999999, 36) == "35.99999999999999");
  CHECK(text_beside(36.001, 36) == "36.001");
  CHECK(text_beside(35.5, 36) == "35.50");
}
