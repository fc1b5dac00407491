#include "run/nearest.hpp"

#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("the name with the fewest edits is suggested, whatever its case") {
  const std::vector<std::string> names = {"ct_cutoff", "late", "spread", "spread_late"};
  CHECK(nearest_name("ct_cuttoff", names) == "ct_cutoff");
  CHECK(nearest_name("SPRAED", names) == "spread");
  CHECK(nearest_name("spread_lat", names) == "spread_late");
}

TEST_CASE("neighbouring letters swapped count as one edit") {
  CHECK(nearest_name("D47-", std::vector<std::string>{"D4xy", "D4-7"}) == "D4-7");
}

TEST_CASE("a name that is nothing like any other gets no suggestion") {
  CHECK_FALSE(nearest_name("humidity", std::vector<std::string>{"late", "ntc"}).has_value());
  CHECK_FALSE(nearest_name("x", {}).has_value());
}
