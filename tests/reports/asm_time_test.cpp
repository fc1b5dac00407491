#include "reports/asm_time.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a time that names its zone keeps it as an offset") {
  const struct {
    const char* stated;
    const char* expected;
  } cases[] = {
      {"2007-11-02T16:33:34Z", "2007-11-02T16:33:34+00:00"},
      {"2007-11-02T16:33:34.250Z", "2007-11-02T16:33:34+00:00"},
      {"2014-03-05T08:30:00+08:00", "2014-03-05T08:30:00+08:00"},
      {"2001-12-31 09:09:19 PM EST", "2001-12-31T21:09:19-05:00"},
      {"2010-10-20 02:23:34 AM EDT", "2010-10-20T02:23:34-04:00"},
      {"2009-06-29 15:29:11 PM EDT", "2009-06-29T15:29:11-04:00"},
      {"2015-08-07 12:27:02 PM HST", "2015-08-07T12:27:02-10:00"},
      {"2015-08-07 12:27:02 AM CEST", "2015-08-07T00:27:02+02:00"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.stated);
    CHECK(time_with_offset(c.stated, std::nullopt) == c.expected);
    CHECK(time_with_offset(c.stated, "+03:00") == c.expected);
  }
}

TEST_CASE("a time without zone, or with letters that mean several, takes the offset that is given") {
  for (const char* stated : {"2008-11-03T16:38:14", "2008-11-03 04:38:14 PM CST", "2008-11-03 16:38:14"}) {
    CAPTURE(stated);
    CHECK_FALSE(time_with_offset(stated, std::nullopt).has_value());
    CHECK(time_with_offset(stated, "+08:00") == "2008-11-03T16:38:14+08:00");
    CHECK(time_with_offset(stated, "Z") == "2008-11-03T16:38:14+00:00");
  }
}

TEST_CASE("what is no time is none, whatever offset is given") {
  for (const char* stated : {"", "yesterday", "2008-11-03", "2008-02-30T10:00:00", "2008-11-03T25:00:00",
                             "2008-11-03T10:60:00", "2008-11-03T10:00", "08-11-03T10:00:00"}) {
    CAPTURE(stated);
    CHECK_FALSE(time_with_offset(stated, "+08:00").has_value());
  }
}

TEST_CASE("an offset has a sign, hours and minutes") {
  for (const char* good : {"Z", "+08:00", "-03:30", "+14:00"})
    CHECK(is_utc_offset(good));
  for (const char* bad : {"", "8", "+8:00", "+0800", "08:00", "+15:00", "+08:60", "+08:00 ", "+-8:00", "CST"})
    CHECK_FALSE(is_utc_offset(bad));
}
