#include "run/ascii.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("letters A to Z change their case, and nothing else does") {
  CHECK(lower_case("D4-7 [@Z{`] Ångström 阴性") == "d4-7 [@z{`] Ångström 阴性");
  CHECK(upper_case("d4-7 [@z{`] Ångström 阴性") == "D4-7 [@Z{`] ÅNGSTRöM 阴性");
  CHECK(lower_case("").empty());
}

TEST_CASE("each of 256 bytes is its own upper and lower case but for 26 letters") {
  int changed = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    changed += int{lower_case(c) != c} + int{upper_case(c) != c};
    CHECK(lower_case(upper_case(c)) == lower_case(c));
  }
  CHECK(changed == 52);
}
