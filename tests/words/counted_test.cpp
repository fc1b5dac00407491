#include "words/counted.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("one is counted in the singular, none and many in the plural") {
  constexpr Counted lines = {{"{count} line", "{count}行"}, {"{count} lines", "{count}行"}};
  CHECK(counted(lines, 0) == Words{"0 lines", "0行"});
  CHECK(counted(lines, 1) == Words{"1 line", "1行"});
  CHECK(counted(lines, 21) == Words{"21 lines", "21行"});
}
