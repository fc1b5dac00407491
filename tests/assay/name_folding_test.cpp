#include "assay/name_folding.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("typography folds, numbers never do") {
  for (const char* name :
       {"△2–7", "Δ2~7", "Ｄ２－７", "d 2 - 7", "∆2−7", "D2〜7", "D2\u20117", "　D2-7\u200B"}) {
    CAPTURE(name);
    CHECK(folded_name(name) == "d2-7");
  }
  CHECK(folded_name("阴性 对照") == "阴性对照");
  CHECK(folded_name("1-2") != folded_name("12"));
  CHECK(folded_name("\xFF\xFE") == "\xFF\xFE");  // no UTF-8: kept, not dropped
}
