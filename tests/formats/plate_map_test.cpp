#include "formats/plate_map.hpp"

#include <filesystem>

#include <doctest/doctest.h>

#include "formats/sheet.hpp"
#include "formats/zip_archive.hpp"
#include "message_of.hpp"
#include "run/sha256.hpp"
#include "shared_data.hpp"
#include "words/issues.hpp"
#include "workbook_bytes.hpp"

using namespace crossbreak;
using namespace std::string_literals;

namespace {

PlateMap map_of(const std::string& bytes) {
  return read_plate_map({.name = "map.csv", .bytes = bytes});
}

/// "A1 sample target role" a row, - where there is none.
std::vector<std::string> rows_of(const PlateMap& map) {
  std::vector<std::string> rows;
  for (const PlateMapRow& row : map.rows)
    rows.push_back(to_string(row.well) + ' ' + (row.sample.empty() ? "-" : row.sample) + ' ' +
                   (row.target.empty() ? "-" : row.target) + ' ' +
                   (row.role ? std::string(code_of(*row.role)) : "-"));
  return rows;
}

using Rows = std::vector<std::string>;

std::string refusal_of(const std::string& bytes) {
  return tests::message_of<FormatError>([&] { map_of(bytes); });
}

const std::string header = "well,sample,target,role\n";
const std::string no_titles =
    "expected a row of titles with well and at least one of sample, target and role, or a grid whose first "
    "row "
    "numbers the columns 1, 2, 3 ...";

using Cells = std::vector<std::vector<std::string>>;

/// A workbook of sheets of text.
std::string xlsx(const std::vector<std::pair<std::string, Cells>>& sheets) {
  std::string book;
  std::string relationships;
  std::vector<ZipMember> members;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    std::string rows;
    for (std::size_t row = 0; row < sheets[i].second.size(); ++row) {
      rows += "<row r='" + std::to_string(row + 1) + "'>";
      for (std::size_t column = 0; column < sheets[i].second[row].size(); ++column)
        rows += "<c r='" + cell_reference(static_cast<int>(row) + 1, column) + "' t='inlineStr'><is><t>" +
                sheets[i].second[row][column] + "</t></is></c>";
      rows += "</row>";
    }
    book += "<sheet name='" + sheets[i].first + "' r:id='rId" + number + "'/>";
    relationships += "<Relationship Id='rId" + number +
                     "' Type='http://x/relationships/worksheet' Target='worksheets/" + number + ".xml'/>";
    members.push_back(
        {"xl/worksheets/" + number + ".xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"});
  }
  members.insert(members.begin(),
                 {{"xl/workbook.xml", "<workbook xmlns:r='r'><sheets>" + book + "</sheets></workbook>"},
                  {"xl/_rels/workbook.xml.rels",
                   "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" +
                       relationships + "</Relationships>"}});
  return write_zip(members);
}

/// UTF-16, little endian, with its mark.
std::string utf16(const std::string& ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii)
    bytes += {c, '\0'};
  return bytes;
}

}  // namespace

TEST_CASE("a plate map is read with any line end, byte-order mark, quotes and blank lines") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CAPTURE(end);
    const std::string bytes = "well,sample,target,role" + end + "A01,\"1-2 \"\"张三\"\", repeat\",D4-7," +
                              end + end + ",,," + end + "h12,,,Positive_Control";
    for (const std::string& text : {bytes, "\xEF\xBB\xBF" + bytes + end}) {
      const PlateMap map = map_of(text);
      CHECK(map.name == "map.csv");
      CHECK(map.sha256 == sha256_hex(text));
      CHECK(map.issues.empty());
      CHECK(rows_of(map) == Rows{"A1 1-2 \"张三\", repeat D4-7 -", "H12 - - positive_control"});
      CHECK(map.rows[0].place == "map.csv:2");
      CHECK(map.rows[1].place == "map.csv:5");
    }
  }
}

TEST_CASE("commas, semicolons and tabs part the cells, and a name may hold the others") {
  for (const char delimiter : {',', ';', '\t'}) {
    CAPTURE(delimiter);
    const std::string d(1, delimiter);
    CHECK(rows_of(map_of("well" + d + "sample\nA1" + d + "\"a,b;c\td\"\n")) == Rows{"A1 a,b;c\td - -"});
  }
  CHECK(rows_of(map_of("well;sample\nA1;x,y\nA2;1,5\n")) == Rows{"A1 x,y - -", "A2 1,5 - -"});
}

TEST_CASE("columns stand in any order, some may lack, and others beside them say nothing") {
  CHECK(rows_of(map_of("well,sample\nA1,P\n")) == Rows{"A1 P - -"});
  CHECK(rows_of(map_of("target,well\nD4-7,B2\n")) == Rows{"B2 - D4-7 -"});
  CHECK(rows_of(map_of("No.,Role,Well Position,Remark,Sample Name\n1,NTC,C3,tube 5,water\n2,,C4\n")) ==
        Rows{"C3 water - ntc", "C4 - - -"});
  CHECK(rows_of(map_of("Plate map of week 47\n\nWELL , SAMPLE\nA1,P\n")) == Rows{"A1 P - -"});
  CHECK(rows_of(map_of("well,name,sample,type,role\nA1,x,P,y,ntc\n")) == Rows{"A1 P - ntc"});
}

TEST_CASE("titles and roles may be Chinese") {
  CHECK(rows_of(
            map_of("孔位,样本名称,引物组,样本类型\nA1,张三,2-7,患者\nA2,水,,阴性对照\nA3,,,无模板对照\n")) ==
        Rows{"A1 张三 2-7 unknown", "A2 水 - negative_control", "A3 - - ntc"});
  CHECK(rows_of(map_of("孔\t样本\nA1\t李四\n")) == Rows{"A1 李四 - -"});
}

TEST_CASE("a role is known by its code in any case, by the software's task and by usual words") {
  const std::pair<const char*, const char*> cases[] = {{"NTC", "ntc"},
                                                       {"Positive Control", "positive_control"},
                                                       {"positive-control", "positive_control"},
                                                       {"UNKN", "unknown"},
                                                       {"Unknown", "unknown"},
                                                       {"patient", "unknown"},
                                                       {"STND", "standard"},
                                                       {"STANDARD", "standard"},
                                                       {"negative", "negative_control"},
                                                       {"标准品", "standard"},
                                                       {"阳性对照", "positive_control"},
                                                       {"空白", "ntc"}};
  for (const auto& [text, role] : cases) {
    CAPTURE(text);
    CHECK(rows_of(map_of(header + "A1,,," + text + '\n')) == Rows{"A1 - - "s + role});
  }
}

TEST_CASE("text in UTF-16 and GB18030 is read; what had to be guessed is said") {
  const PlateMap wide = map_of(utf16("well,sample\r\nA1,P\r\n"));
  CHECK(rows_of(wide) == Rows{"A1 P - -"});
  CHECK(wide.issues.empty());
  const PlateMap guessed = map_of("well,sample\r\nA1,\xD5\xC5\xC8\xFD\r\n");
  CHECK(rows_of(guessed) == Rows{"A1 张三 - -"});
  REQUIRE(guessed.issues.size() == 1);
  CHECK(guessed.issues[0].code == IssueCode::EncodingGuessed);
  CHECK(guessed.issues[0].place.starts_with("map.csv"));
}

TEST_CASE("a grid as the plate is gives samples, and grids below it targets and roles") {
  CHECK(rows_of(map_of(",1,2,3\nA,P1,P2,\nB,P1,,NTC\n")) ==
        Rows{"A1 P1 - -", "A2 P2 - -", "B1 P1 - -", "B3 NTC - -"});
  CHECK(
      rows_of(map_of(
          "sample,1,2\na,P1,P2\nb,P3,W\n\ntarget,1,2\nA,D4-7,D4-8\nB,D2-7,\n\nRole\n,1,2\nA,,\nB,,NTC\n")) ==
      Rows{"A1 P1 D4-7 -", "A2 P2 D4-8 -", "B1 P3 D2-7 -", "B2 W - ntc"});
  CHECK(rows_of(map_of("Week 47\n样本\n,1,2\nA,张三,\n")) == Rows{"A1 张三 - -"});
  CHECK(map_of("sample,1,2\nA,P1,P2\n").rows[1].place == "map.csv:2");
}

TEST_CASE("a grid that cannot be used says where and why") {
  CHECK(refusal_of(",1,2\nA,P1,P2,x\n") ==
        "map.csv:2: column 4: expected nothing right of column 2, found 'x'");
  CHECK(refusal_of(",1,2\nB,P1,P2\n") == "map.csv:2: column 1: expected row A of the plate, found 'B'");
  CHECK(refusal_of(",1,2\n7,P1,P2\n") ==
        "map.csv:1: column 1: expected rows A, B, C ... under the numbers of the columns, found none");
  CHECK(
      refusal_of(",1,2\nA,P1,P2\nnotes,x,\n") ==
      "map.csv:3: expected a row of the grid that begins with its letter, or another grid, found 'notes,x,'");
  CHECK(refusal_of(",1,2\nA,P1,P2\n,1,2\nA,x,y\n") ==
        "map.csv:3: column 1: expected the title of a further grid (target or role), found nothing");
  CHECK(refusal_of("sample,1,2\nA,P1,P2\nsample,1,2\nA,x,y\n") ==
        "map.csv:3: column 1: a second grid of the same kind, the first is in line 1");
  CHECK(refusal_of("role,1,2\nA,P1,\n").starts_with("map.csv:2: column 2: unknown role 'P1'"));
}

TEST_CASE("of a workbook the sheet named plate map is read, else the first") {
  const std::vector<std::pair<std::string, Cells>> named = {
      {"Other", {{"x"}}}, {"Plate Map", {{"well", "sample"}, {"A1", "00123"}}}};
  const PlateMap map = read_plate_map({.name = "map.xlsx", .bytes = xlsx(named)});
  CHECK(rows_of(map) == Rows{"A1 00123 - -"});
  CHECK(map.rows[0].place == "map.xlsx: Plate Map!2");
  const std::string first = xlsx({{"Sheet1", {{"well", "role"}, {"A1", "watr"}}}, {"Sheet2", {{"x"}}}});
  CHECK(tests::message_of<FormatError>([&] { read_plate_map({.name = "map.xlsx", .bytes = first}); }) ==
        "map.xlsx: Sheet1!B2: unknown role 'watr' (roles: unknown, standard, positive_control, "
        "negative_control, ntc)");
}

TEST_CASE("an .xls is read as well, its numbers as text") {
  const auto label = [](std::uint16_t row, std::uint16_t column, const std::string& text) {
    return biff(0x0204, cell_at(row, column) + u16(text.size()) + std::string(1, '\0') + text);
  };
  const std::string number = biff(0x0203, cell_at(1, 1) + std::string("\0\0\0\0\0\0\x59\x40", 8));  // 100
  const std::string book = compound_file(
      "Workbook",
      workbook_stream("", label(0, 0, "Well") + label(0, 1, "Sample") + label(1, 0, "H12") + number));
  CHECK(rows_of(read_plate_map({.name = "map.xls", .bytes = book})) == Rows{"H12 100 - -"});
}

TEST_CASE("a quoted line end counts as a line") {
  CHECK(refusal_of(header + "A1,\"two\nlines\",,\nZ9,,,\n") ==
        "map.csv:4: column 1: expected a well such as A1, found 'Z9'");
}

TEST_CASE("a plate map that cannot be used says where and why") {
  CHECK(refusal_of("") == "map.csv: " + no_titles + ", found nothing");
  CHECK(refusal_of("wel,sample\nA1,x\n") ==
        "map.csv:1: column 1: " + no_titles + ", found 'wel', did you mean 'well'?");
  CHECK(refusal_of("well,comment\nA1,x\n").starts_with("map.csv:1: "));
  CHECK(refusal_of("well,sample,sample\nA1,x,y\n") ==
        "map.csv:1: column 3: the title 'sample' stands here a second time");
  CHECK(refusal_of(header + "A1,x,y,,z\n") ==
        "map.csv:2: column 5: expected nothing under no title, found 'z'; a cell that holds the delimiter "
        "needs "
        "quotes");
  CHECK(refusal_of(header + ",x,y,\n") == "map.csv:2: column 1: expected a well such as A1, found nothing");
  CHECK(refusal_of(header + "A1,x,y,positiv_control\n") ==
        "map.csv:2: column 4: unknown role 'positiv_control'; did you mean 'positive_control'? "
        "(roles: unknown, standard, positive_control, negative_control, ntc)");
  CHECK(refusal_of(header + "A1,\"x,y,\n") == "map.csv:2: a quote opens a cell here and is never closed");
  CHECK(refusal_of(header + "A1,x,D4-7,\nB1,x,D4-7,\nA1,y,D4-7,\n") ==
        "map.csv:4: well A1 is described twice, first at map.csv:2");
  CHECK(refusal_of(header + "A1,x,,\nA1,y,D4-7,\n") ==
        "map.csv:3: well A1 is described twice, first at map.csv:2");
  CHECK(refusal_of(header + "A1,y,D4-7,\nA1,x,,\n") ==
        "map.csv:3: well A1 is described twice, first at map.csv:2");
}

TEST_CASE("every plate map of the measured data that people saved is read") {
  const auto folder = shared_data("cases/platemaps");
  if (!folder)
    return;
  std::size_t read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    if (entry.path().extension() == ".eds")
      continue;
    CAPTURE(entry.path().filename());
    const PlateMap map =
        read_plate_map({.name = entry.path().filename().string(), .bytes = bytes_of_file(entry.path())});
    CHECK(map.rows.size() == 48);
    CHECK(map.rows.front().sample == "NTC");
    ++read;
  }
  CHECK(read >= 6);
}
