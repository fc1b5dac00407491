#include "formats/text_sections.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "formats/delimited_text.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

using Header = std::vector<std::pair<std::string, std::string>>;

const std::string two_sections =
    "* Block Type = 96fast\n"
    "* Calibration is expired  = Yes\n"
    "* Passive Reference = \n"
    "\n"
    "[Sample Setup]\n"
    "Well\tSample Name\tSample Color\n"
    "A1\tx\t\"RGB(208,243,98)\"\n"
    "\n"
    "[Results]\n"
    "Well\tSample Name\tCт\n"
    "A1\tx\t25.301\n"
    "A2\t1,5\tUndetermined\n"
    "\n"
    "Analysis Type = Singleplex\n"
    "Endogenous Control = \n";

std::vector<std::string> codes(const Sheets& sheets) {
  std::vector<std::string> out;
  for (const Issue& issue : sheets.issues)
    out.emplace_back(code_of(issue.code));
  return out;
}

std::string with_line_ends(const std::string& text, const std::string& eol) {
  std::string out;
  for (const char c : text)
    out += c == '\n' ? eol : std::string(1, c);
  return out;
}

}  // namespace

TEST_CASE("a text export is its header and its sections, whatever ends its lines") {
  for (const std::string eol : {"\n", "\r\n", "\r"}) {
    CAPTURE(eol);
    const Source source{"plate.txt", with_line_ends(two_sections, eol)};
    CHECK(looks_like_text_sections(source));
    const Sheets sheets = read_text_sections(source, {});
    CHECK(sheets.is_text);
    CHECK(sheets.encoding == "UTF-8");
    CHECK(codes(sheets) == std::vector<std::string>{"numbers_ambiguous"});  // 25.301 alone reads both ways
    CHECK(sheets.header == Header{{"Block Type", "96fast"},
                                  {"Calibration is expired", "Yes"},
                                  {"Passive Reference", ""},
                                  {"Analysis Type", "Singleplex"},
                                  {"Endogenous Control", ""}});
    REQUIRE(sheets.sheets.size() == 2);
    CHECK(sheets.sheets[0].name == "Sample Setup");
    REQUIRE(sheets.sheets[0].rows.size() == 2);
    CHECK(text_at(sheets.sheets[0].rows[1], 2) == "RGB(208,243,98)");
    CHECK(sheets.sheets[1].name == "Results");
    REQUIRE(sheets.sheets[1].rows.size() == 3);
    CHECK(text_at(sheets.sheets[1].rows[0], 2) == "Cт");
    CHECK(sheets.sheets[1].rows[2].line == 12);
  }
}

TEST_CASE("a csv that a spreadsheet saved has its header in cells and no section") {
  const Sheets sheets = read_text_sections({"plate.csv",
                                            "Block Type,96-Well,,\n"
                                            "Stage,\"Stage2, Step2\",,\n"
                                            "User Name,,,\n"
                                            ",,,\n"
                                            "Well,Well Position,Target Name,Ct\n"
                                            "1,A1,GAPDH,25.30\n"
                                            ",,,\n"
                                            "Analysis Type = Singleplex,,,\n"},
                                           {});
  CHECK(sheets.header == Header{{"Block Type", "96-Well"},
                                {"Stage", "Stage2, Step2"},
                                {"User Name", ""},
                                {"Analysis Type", "Singleplex"}});
  REQUIRE(sheets.sheets.size() == 1);
  CHECK(sheets.sheets[0].name == "");
  CHECK(sheets.sheets[0].rows.size() == 2);
  CHECK(sheets.issues.empty());
}

TEST_CASE("rows below a stray blank line are kept") {
  const Sheets sheets = read_text_sections({"plate.csv", "[Results]\nWell,Ct\nA1,1.5\n\nA2,2.5\n"}, {});
  REQUIRE(sheets.sheets.size() == 1);
  REQUIRE(sheets.sheets[0].rows.size() == 3);
  CHECK(text_at(sheets.sheets[0].rows[2], 0) == "A2");
}

TEST_CASE("the decimal mark is decided from number columns, never from names") {
  const Sheets german =
      read_text_sections({"plate.csv", "[Results]\nWell;Sample Name;Ct\nA1;1.5;25,30\n"}, {});
  CHECK(german.decimal_mark == ',');
  CHECK(codes(german) == std::vector<std::string>{"decimal_comma"});
  const Sheets plain =
      read_text_sections({"plate.txt", "[Results]\nWell\tSample Name\tCt\nA1\t1,5\t25.30\n"}, {});
  CHECK(plain.decimal_mark == '.');
  CHECK(codes(plain).empty());
  CHECK_THROWS_WITH_AS(read_text_sections({"plate.txt", "[Results]\nWell\tCt\tRn\nA1\t25.30\t0,5\n"}, {}),
                       "plate.txt:3: '0,5' has a decimal comma, but '25.30' in line 3 a decimal point",
                       FormatError);
}

TEST_CASE("a section that stands twice is refused") {
  CHECK_THROWS_WITH_AS(read_text_sections({"plate.txt", "[Results]\nWell\tCt\n\n[Results]\nWell\tCt\n"}, {}),
                       "plate.txt:4: section [Results] stands twice, first in line 1", FormatError);
}

TEST_CASE("a header of thirty thousand lines is kept as it stands, keys that recur among them") {
  std::string text;
  Header expected;
  for (int i = 0; i < 30'000; ++i) {
    expected.emplace_back("Key " + std::to_string(i), "value " + std::to_string(i));
    text += "* " + expected.back().first + " = " + expected.back().second + '\n';
  }
  expected.emplace_back("Key 7", "again");
  text += "* Key 7 = again\n\n[Results]\nWell\tCt\nA1\t25\n";
  CHECK(read_text_sections({"plate.txt", text}, {}).header == expected);
}

TEST_CASE("a file cut at any byte is read or refused, never worse") {
  const std::string bytes = two_sections;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    const Source source{"plate.txt", bytes.substr(0, length)};
    looks_like_text_sections(source);
    std::size_t sections = 0;
    try {
      sections = read_text_sections(source, {}).sheets.size();
    } catch (const FormatError& error) {  // only an open quote is proof of a cut
      CHECK(error.what() == std::string("plate.txt:7: a quote opens a cell here and is never closed"));
    }
    CHECK(sections <= 2);
  }
}

TEST_CASE("other texts are not taken for exports") {
  for (const char* bytes :
       {"", "Cycle,A1\n1,2\n", "Well,Sample Name,Detector,Task,Ct\n", "Document Name: x\n", "{\"a\": [1]}",
        "Well\tDetector\tReporter Dye\tCycle 1\n"}) {
    CAPTURE(bytes);
    CHECK_FALSE(looks_like_text_sections({"x.txt", bytes}));
  }
  CHECK(looks_like_text_sections({"x.csv", "Well,Well Position,Target Name,Ct\n"}));
  CHECK(looks_like_text_sections({"x.csv", "[Amplification Data],,\n"}));
}
