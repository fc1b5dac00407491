#include "statistics/proportion.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("Wilson's intervals are those of Newcombe 1998, Stat. Med. 17:857, table I, method 3") {
  struct Example {
    int count, total;
    double lower, upper;
  };
  for (const Example& example : {Example{81, 263, 0.2553, 0.3662},
                                 {15, 148, 0.0624, 0.1605},
                                 {0, 20, 0, 0.1611},
                                 {1, 29, 0.0061, 0.1718}}) {
    CAPTURE(example.count);
    const auto found = wilson_interval(example.count, example.total);
    REQUIRE(found);
    CHECK(std::abs(found->lower - example.lower) < 0.00005);
    CHECK(std::abs(found->upper - example.upper) < 0.00005);
  }
}

TEST_CASE("none and all have limits of exactly 0 and 1, and of nobody there is no share") {
  CHECK(wilson_interval(0, 20)->lower == 0);
  CHECK(wilson_interval(20, 20)->upper == 1);
  CHECK(wilson_interval(20, 20)->share == 1);
  CHECK_FALSE(wilson_interval(0, 0));
}
