#include "formats/text_encoding.hpp"

#include <iconv.h>
#include <rapidcheck.h>

#include <doctest/doctest.h>

#include "issue_lines.hpp"
#include "run/utf8.hpp"

using namespace crossbreak;
using namespace std::string_literals;

namespace {

std::string utf16(std::string_view ascii, bool little_endian) {
  std::string out;
  for (const char c : ascii) {
    out += little_endian ? c : '\0';
    out += little_endian ? '\0' : c;
  }
  return out;
}

/// The text in another encoding; nothing where it does not hold all of it.
std::string encoded(std::string text, const std::string& encoding) {
  iconv_t handle = iconv_open(encoding.c_str(), "UTF-8");
  REQUIRE(reinterpret_cast<std::intptr_t>(handle) != -1);
  std::string bytes(4 * text.size() + 4, '\0');
  char* in = text.data();
  std::size_t in_left = text.size();
  char* put = bytes.data();
  std::size_t put_left = bytes.size();
  const bool whole = iconv(handle, &in, &in_left, &put, &put_left) == 0;
  iconv_close(handle);
  return whole ? bytes.substr(0, bytes.size() - put_left) : "";
}

std::string utf8_of(char32_t c) {
  std::string text(1, '\0');
  if (c < 0x80) {
    text[0] = static_cast<char>(c);
    return text;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  text[0] = static_cast<char>((0xFF00U >> (more + 1) & 0xFFU) | c >> (6 * more));
  for (int i = more - 1; i >= 0; --i)
    text += static_cast<char>(0x80U | (c >> (6 * i) & 0x3FU));
  return text;
}

/// Letters, Chinese, kana and what lies beyond the first plane, one in two of them ASCII.
rc::Gen<std::string> any_text() {
  const auto character = rc::gen::oneOf(
      rc::gen::inRange<char32_t>(0x20, 0x7F), rc::gen::inRange<char32_t>(0x20, 0x7F),
      rc::gen::inRange<char32_t>(0xA0, 0x180), rc::gen::inRange<char32_t>(0x4E00, 0x9FA5),
      rc::gen::inRange<char32_t>(0x3041, 0x30F6), rc::gen::inRange<char32_t>(0x10000, 0x10FFFE));
  return rc::gen::map(rc::gen::container<std::vector<char32_t>>(character), [](const auto& characters) {
    std::string text;
    for (const char32_t c : characters)
      text += utf8_of(c);
    return text;
  });
}

}  // namespace

TEST_CASE("a text in any encoding that is named is read as it was written") {
  for (const std::string encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "CP932", "CP1252"}) {
    CAPTURE(encoding);
    const std::string name = encoding == "CP932"    ? "Shift-JIS"
                             : encoding == "CP1252" ? "Windows-1252"
                                                    : encoding;
    int read = 0;
    CHECK(rc::check([&] {
      // Character by character, so that an encoding which lacks one keeps the rest.
      const std::string any = *any_text();
      std::string text;
      for (std::string_view left = any; !left.empty();) {
        const std::string character(left.substr(0, first_code_point(left).bytes));
        left.remove_prefix(character.size());
        const std::string bytes = encoded(character, encoding);
        if (!bytes.empty() && decode_text({"plate.txt", bytes}, name).text == character)
          text += character;
      }
      read += !text.empty();
      RC_ASSERT(decode_text({"plate.txt", encoded(text, encoding)}, name).text == text);
    }));
    CHECK(read > 50);
  }
}

TEST_CASE("what is UTF-8 is read so, and nothing else is") {
  CHECK(rc::check([] {
    const std::string text = *any_text();
    const std::string tail = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    const std::string bytes = "Well\n" + text + tail;
    RC_PRE(bytes.find('\0') == std::string::npos);
    std::string encoding;
    try {
      encoding = decode_text({"plate.txt", bytes}).encoding;
    } catch (const FormatError&) {
      encoding = "none";
    }
    RC_ASSERT((encoding == "UTF-8") == is_utf8(bytes));
  }));
}

TEST_CASE("sequences beyond the last code point are no UTF-8 but Chinese") {
  const DecodedText decoded = decode_text({"plate.txt", "Sample\t\xF4\xA1\xBE\xB0\n"});
  CHECK(decoded.text == "Sample\t簟景\n");
  CHECK(decoded.encoding == "GB18030");
  CHECK_THROWS_WITH_AS(decode_text({"plate.txt", "Well\n\xF4\xA1\xBE\xB0\n"}, "UTF-8"),
                       "plate.txt:2: not in the encoding UTF-8", FormatError);
  CHECK_THROWS_WITH_AS(decode_text({"plate.txt", "Well\n\xED\xA0\x80\n"}, "UTF-8"),
                       "plate.txt:2: not in the encoding UTF-8", FormatError);
}

TEST_CASE("valid UTF-8 is read without a word, with or without a byte-order mark") {
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    CAPTURE(mark);
    const DecodedText decoded = decode_text({"plate.txt", mark + "Cт\t患者\n"});
    CHECK(decoded.text == "Cт\t患者\n");
    CHECK(decoded.encoding == "UTF-8");
    CHECK(decoded.issues.empty());
  }
}

TEST_CASE("UTF-16 is known by its mark or by its zero bytes") {
  const struct {
    std::string bytes;
    const char* encoding;
  } cases[] = {
      {"\xFF\xFE" + utf16("Well,Ct\n", true), "UTF-16LE"},
      {"\xFE\xFF" + utf16("Well,Ct\n", false), "UTF-16BE"},
      {utf16("Well,Ct\n", true), "UTF-16LE"},
      {utf16("Well,Ct\n", false), "UTF-16BE"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.encoding);
    const DecodedText decoded = decode_text({"plate.txt", c.bytes});
    CHECK(decoded.text == "Well,Ct\n");
    CHECK(decoded.encoding == c.encoding);
    CHECK(decoded.issues.empty());
    CHECK(text_beginning({"plate.txt", c.bytes}) == "Well,Ct\n");
  }
}

TEST_CASE("an encoding that had to be guessed is reported with the option that corrects it") {
  const struct {
    std::string bytes;
    const char* text;
    const char* encoding;
  } cases[] = {
      {"\xBB\xBC\xD5\xDF 7\n", "患者 7\n", "GB18030"},
      {"\xE9\x80 7\n", "閫 7\n", "GB18030"},  // all three take these bytes: the first wins
      {"\xB6\xDD\xBC\xDE\xAC \n", "ｶﾝｼﾞｬ \n", "Shift-JIS"},
      {"M\xFCller, \xB5\x20\n", "Müller, µ \n", "Windows-1252"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.encoding);
    const DecodedText decoded = decode_text({"plate.txt", c.bytes});
    CHECK(decoded.text == c.text);
    CHECK(decoded.encoding == c.encoding);
    CHECK(issue_lines(decoded.issues) ==
          std::vector<std::string>{
              "warning encoding_guessed | plate.txt | The text is not Unicode and was read as " +
              std::string(c.encoding) + "; if names look wrong, give the right one with --encoding."});
  }
}

TEST_CASE("--encoding decides, whatever the bytes look like") {
  const DecodedText decoded = decode_text({"plate.txt", "\xBB\xBC\n"}, "windows-1252");
  CHECK(decoded.text == "»¼\n");
  CHECK(decoded.encoding == "Windows-1252");
  CHECK(decoded.issues.empty());
  CHECK(decode_text({"plate.txt", "\xFF\xFE" + utf16("Well", true)}, "utf16le").text == "Well");
}

TEST_CASE("GBK is read as GB18030, which holds it whole") {
  const DecodedText decoded = decode_text({"plate.txt", "\xD1\xF9\xB1\xBE\n"}, "GBK");
  CHECK(decoded.text == "样本\n");
  CHECK(decoded.encoding == "GB18030");
}

TEST_CASE("text that does not decode is refused with file, line and encoding") {
  CHECK_THROWS_WITH_AS(
      decode_text({"plate.txt", "Well\n"}, "latin9"),
      "plate.txt: unknown encoding 'latin9'; choose one of UTF-8, UTF-16LE, UTF-16BE, GB18030, "
      "Shift-JIS, Windows-1252",
      FormatError);
  CHECK_THROWS_WITH_AS(decode_text({"plate.txt", "Well\nM\xFCller\n"}, "UTF-8"),
                       "plate.txt:2: not in the encoding UTF-8", FormatError);
  CHECK_THROWS_WITH_AS(decode_text({"plate.txt",
                                    "\xEF\xBB\xBF"
                                    "a\r\n\xFF"}),
                       "plate.txt:2: not in the encoding UTF-8", FormatError);
  CHECK_THROWS_WITH_AS(decode_text({"plate.txt", "Well\rA1\0"s}),
                       "plate.txt:2: a zero byte: this is not a text file", FormatError);
  CHECK_THROWS_WITH_AS(
      decode_text({"plate.txt", "\x81\x20\xFF\n\0"s}),
      "plate.txt: neither UTF-8, UTF-16, GB18030, Shift-JIS nor Windows-1252: this is not a text "
      "file",
      FormatError);
}

TEST_CASE("the beginning of a zip, a compound file or other binary is no text") {
  CHECK(text_beginning({"a.zip",
                        "PK\x03\x04"
                        "abc"}) == "");
  CHECK(text_beginning({"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}) == "");
  CHECK(text_beginning({"a.bin", "ab\0\0\0\0cd"s}) == "");
  CHECK(text_beginning({"a.txt", "\xEF\xBB\xBFWell"}) == "Well");
}
