#include "run/calendar_day.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a day of the calendar is known as ISO 8601 writes it, and nothing else") {
  CHECK(is_day("2026-03-31"));
  CHECK(is_day("2024-02-29"));
  for (const char* other : {"", "2026-02-29", "2026-04-31", "2026-3-01", "26-03-01", "0000-01-01",
                            "2026-03-01T08:00", "2026/03/01", "+026-03-01", "2026-03", "31-03-2026"}) {
    CAPTURE(other);
    CHECK_FALSE(is_day(other));
  }
}

TEST_CASE("a day with its year in front is understood in the usual spellings") {
  for (const char* text :
       {"2026-03-01", "2026-3-1", "2026/3/1", "2026.03.01", "2026年3月1日", "2026年03月01号"}) {
    CAPTURE(text);
    CHECK(day_of(text) == "2026-03-01");
  }
  for (const char* text : {"1/3/2026", "01.03.2026", "2026-13-01", "2026年3月", "2026-03/01",
                           "2026-03-01 08:30", "20260301", "45692", "March 1, 2026", "2026--1-1"}) {
    CAPTURE(text);
    CHECK_FALSE(day_of(text));
  }
}
