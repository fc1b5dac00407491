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
  // No UTF-8, a minus cut short and an overlong no-break space among it: kept, not dropped.
  for (const char* name : {"\xFF\xFE", "\xE2\x88", "\xE0\x82\xA0"}) {
    CAPTURE(name);
    CHECK(folded_name(name) == name);
  }
}
