#include "assay/spreadsheet_date.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("what only resembles a date is none") {
  for (const char* name :
       {"2-7", "MARCH7", "D2-7", "12345", "2-7-8", "7-Fee", "13月40日", "Mar", "", "2025", "1-2-2200"}) {
    CAPTURE(name);
    CHECK_FALSE(spreadsheet_date(name).has_value());
  }
}
