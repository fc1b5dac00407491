#include "formats/cell_number_format.hpp"

#include <map>
#include <string>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

constexpr double first_of_march_2024_half_past_eight = 45352 + 8.5 / 24;

/// What a person sees of the number; "its digits" where the format changes nothing.
std::string seen(double value, std::string_view format, bool dates_from_1904 = false) {
  const std::optional<OddCell> odd = odd_number(1, 0, value, format, dates_from_1904);
  return odd ? odd->shown : "its digits";
}

}  // namespace

TEST_CASE("the formats that a file names by number alone are those of the standard") {
  const std::map<int, std::string> codes = {{0, "General"},
                                            {1, "0"},
                                            {2, "0.00"},
                                            {3, "#,##0"},
                                            {4, "#,##0.00"},
                                            {9, "0%"},
                                            {10, "0.00%"},
                                            {11, "0.00E+00"},
                                            {12, "# ?/?"},
                                            {13, "# \?\?/\?\?"},
                                            {14, "yyyy-mm-dd"},
                                            {15, "d-mmm-yy"},
                                            {16, "d-mmm"},
                                            {17, "mmm-yy"},
                                            {18, "h:mm"},
                                            {21, "h:mm"},
                                            {22, "yyyy-mm-dd h:mm"},
                                            {27, "yyyy-mm-dd"},
                                            {36, "yyyy-mm-dd"},
                                            {45, "mm:ss"},
                                            {47, "mm:ss"},
                                            {48, "##0.0E+0"},
                                            {49, "@"},
                                            {50, "yyyy-mm-dd"},
                                            {58, "yyyy-mm-dd"}};
  for (const auto& entry : codes) {
    CAPTURE(entry.first);
    CHECK(built_in_format(entry.first) == entry.second);
  }
  for (const int money : {5, 8, 37, 44})
    CHECK(built_in_format(money) == "#,##0");
  for (const int of_the_file : {-1, 59, 163, 164})
    CHECK(built_in_format(of_the_file).empty());
}

TEST_CASE("a number is its digits by a format without decoration, whatever the format does to others") {
  for (const char* format : {"General", "0", "@", "#", "###", "", "0;-0;[Red]0", "[Red]0", "[>9]0",
                             "[$-804]0", "0_ ", "0_);(0)", "*-0", "[0"}) {
    CAPTURE(format);
    CHECK(seen(12, format) == "its digits");
  }
}

TEST_CASE("a number with more decimals, separators or text than its digits is told by its format") {
  for (const char* format :
       {"0.00", "#,##0", "0%", "0.0E+0", "\"P\"0", "P\\-0", "0\" cycles\"", "\"unclosed"}) {
    CAPTURE(format);
    CHECK(seen(12, format) == std::string("by the format ") + format);
  }
  CHECK(seen(12.5, "00") == "by the format 00");
  CHECK(seen(-1, "00") == "by the format 00");
}

TEST_CASE("zeros before a number are seen where it is shorter than them") {
  CHECK(seen(7, "00000") == "as 00007");
  CHECK(seen(12345, "00000") == "its digits");
  CHECK(seen(123456, "00000") == "its digits");
}

TEST_CASE("a date or a time is seen as such, and read out as the day that it stands for") {
  const double value = first_of_march_2024_half_past_eight;
  CHECK(seen(value, "yyyy-mm-dd h:mm") ==
        "as the date or time 2024-03-01 08:30 by the format yyyy-mm-dd h:mm");
  CHECK(seen(45352, "d-mmm") == "as the date or time 2024-03-01 by the format d-mmm");
  CHECK(seen(45352 - 1462, "d-mmm", true) == "as the date or time 2024-03-01 by the format d-mmm");
  CHECK(seen(0.5, "[h]:mm") == "as the date or time 12:00 by the format [h]:mm");
  CHECK(seen(0.5, "[H]") == "as the date or time 12:00 by the format [H]");
  CHECK(seen(-3, "d-mmm") == "by the format d-mmm");
  CHECK(seen(3e6, "d-mmm") == "by the format d-mmm");
  CHECK(date_shown(*odd_number(1, 0, value, "d-mmm", false)) == "2024-03-01 08:30");
  CHECK(date_shown(*odd_number(1, 0, -3, "d-mmm", false)).empty());
  CHECK(date_shown(*odd_number(1, 0, 12, "0%", false)).empty());
  CHECK(date_shown({.line = 1, .column = 0, .kind = OddCell::Kind::NoResult, .shown = {}}).empty());
}
