#include "formats/text_encoding.hpp"

#include <doctest/doctest.h>

#include "issue_lines.hpp"

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

}  // namespace

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
