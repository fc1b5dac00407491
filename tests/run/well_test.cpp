#include "run/well.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a well is read with or without leading zero, in either case") {
  for (const char* text : {"B3", "b3", "B03"}) {
    CAPTURE(text);
    CHECK(parse_well(text) == Well{1, 2});
  }
  CHECK(parse_well("P24") == Well{15, 23});
}

TEST_CASE("what is no well is refused") {
  for (const char* text : {"", "A", "A0", "A25", "Q1", "A1x", "A1 ", "1A", "A-1", "AA1", "A001", "[1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_well(text).has_value());
  }
}

TEST_CASE("a well prints without leading zero and reads back") {
  for (int index = 0; index < 384; ++index) {
    const Well well = *well_at(index, {.rows = 16, .columns = 24});
    CHECK(parse_well(to_string(well)) == well);
  }
  CHECK(to_string({7, 11}) == "H12");
}

TEST_CASE("an index counts row-major and stays on the plate") {
  CHECK(well_at(12, {}) == Well{1, 0});
  CHECK_FALSE(well_at(96, {}).has_value());
  CHECK_FALSE(well_at(-1, {}).has_value());
}
