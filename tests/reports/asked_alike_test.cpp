#include "reports/asked_alike.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("those who are asked the same stand together, in the order of the first of them") {
  std::vector<Asked> asked;
  ask(asked, "Repeat D2-8.", 3);
  ask(asked, "Look at C2.", 0);
  ask(asked, "Repeat D2-8.", 1);
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].what == "Repeat D2-8.");
  CHECK(asked[0].of == std::vector<std::size_t>{3, 1});
  CHECK(asked[1].what == "Look at C2.");
  CHECK(asked[1].of == std::vector<std::size_t>{0});
}
