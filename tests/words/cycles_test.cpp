#include "words/cycles.hpp"

#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("one cycle, a stretch of cycles and some among others each have their words") {
  CHECK(cycles_in_words(std::vector{36}) == Words{"cycle 36", "第36循环"});
  CHECK(cycles_in_words(std::vector{36, 37, 38}) == Words{"cycles 36-38", "第36～38循环"});
  CHECK(cycles_in_words(std::vector{20, 21, 40}) ==
        Words{"3 cycles between 20 and 40", "第20～40循环中的3个循环"});
}
