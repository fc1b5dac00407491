#include "formats/xml_characters.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("XML holds every text but control characters, two that are no characters, and what is no UTF-8") {
  for (const char* text : {"", "P1", "<&>\"'", "a\tb\r\nc", "\x7F", "\xC2\x80", "张三丰", "\xEF\xBF\xBD",
                           "\xEF\xB7\x90", "\xF0\x9F\xA7\xAC", "\xF4\x8F\xBF\xBF"}) {
    CAPTURE(text);
    CHECK(xml_can_hold(text));
  }
  for (const char* text :
       {"\x01", "P\x1B[2J", "P\x0B", "\xEF\xBF\xBE", "P\xEF\xBF\xBF", "P\xED\xA0\x80", "P\xFF"}) {
    CAPTURE(text);
    CHECK(!xml_can_hold(text));
  }
  CHECK(!xml_can_hold(std::string("P\0", 2)));
}
