#include "run/utf8.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("valid UTF-8 comes back unchanged, anything else is replaced byte by byte") {
  CHECK(valid_utf8("Δ2–7 缺失 \U0001F9EC") == "Δ2–7 缺失 \U0001F9EC");
  CHECK(is_utf8("Δ2–7 缺失 \U0001F9EC"));
  CHECK(is_utf8(""));
  const struct {
    const char* what;
    std::string_view bytes;
    std::size_t replaced;
  } cases[] = {
      {"a lone continuation", "\x80", 1},   {"a cut sequence", "\xE7\xBC", 2},
      {"an overlong slash", "\xC0\xAF", 2}, {"an overlong of three", "\xE0\x80\x80", 3},
      {"a surrogate", "\xED\xA0\x80", 3},   {"above U+10FFFF", "\xF4\x90\x80\x80", 4},
      {"no lead byte", "\xFF", 1},          {"an overlong of four", "\xF0\x80\x80\x80", 4},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    std::string expected = "<";
    for (std::size_t i = 0; i < c.replaced; ++i) {
      expected += "\xEF\xBF\xBD";
    }
    CHECK(valid_utf8("<" + std::string(c.bytes) + ">") == expected + ">");
    CHECK_FALSE(is_utf8("<" + std::string(c.bytes) + ">"));
    for (std::size_t before = 0; before < 20; ++before)  // wherever among eight bytes it stands
      CHECK(bytes_of_valid_utf8(std::string(before, 'a') + "缺" + std::string(before, 'b') +
                                std::string(c.bytes)) == 2 * before + 3);
  }
}

TEST_CASE("Chinese and full-width characters take two columns, combining marks none") {
  CHECK(display_width("D4-7") == 4);
  CHECK(display_width("张三") == 4);
  CHECK(display_width("Ｄ２") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("△2–7") == 4);
  CHECK(display_width("") == 0);
}

TEST_CASE("padding and cutting end in the same column") {
  CHECK(padded("ab", 4) == "ab  ");
  CHECK(padded("张三", 5) == "张三 ");
  CHECK(padded("abcdef", 4) == "abc…");
  CHECK(padded("张三李四", 4) == "张… ");
  CHECK(padded("abc", 0).empty());
}

TEST_CASE("a hostile name cannot steer the terminal") {
  CHECK(printable("a\x1b[31mb\r\n\u202Ec") == "a\uFFFD[31mb\uFFFD\uFFFD\uFFFDc");
  CHECK(printable("张三") == "张三");
}
