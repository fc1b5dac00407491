#include "reports/well_list.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("neighbours in a row are joined") {
  CHECK(well_list({}).empty());
  CHECK(well_list({{1, 2}}) == "B3");
  CHECK(well_list({{0, 1}, {0, 0}}) == "A1, A2");
  CHECK(well_list({{0, 0}, {0, 1}, {0, 2}, {1, 0}, {0, 2}}) == "A1-A3, B1");
  CHECK(well_list({{0, 11}, {1, 0}}) == "A12, B1");
}
