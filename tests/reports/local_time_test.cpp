#include "reports/local_time.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a time is told as the clock of its person showed it") {
  CHECK(local_time("2026-03-06T08:15:30Z", "+08:00") == "2026-03-06 16:15:30");
  CHECK(local_time("2026-12-31T20:00:00Z", "+05:30") == "2027-01-01 01:30:00");
  CHECK(local_time("2024-03-01T02:00:05Z", "-03:30") == "2024-02-29 22:30:05");
  CHECK(local_time("2026-03-06T08:15:30Z", "+00:00") == "2026-03-06 08:15:30");
}

TEST_CASE("what is no time, or no zone, stays as it is") {
  for (const char* text :
       {"", "yesterday", "2026-02-30T08:15:30Z", "2026-03-06 08:15:30", "2026-03-06T08:15:-1Z"})
    CHECK(local_time(text, "+08:00") == text);
  for (const char* zone : {"", "Z", "+0800", "+24:00", "+08:60"})
    CHECK(local_time("2026-03-06T08:15:30Z", zone) == "2026-03-06T08:15:30Z");
}
