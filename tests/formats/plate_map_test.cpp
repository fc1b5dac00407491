#include "formats/plate_map.hpp"

#include <filesystem>

#include <doctest/doctest.h>

#include "formats/sheet.hpp"
#include "formats/zip_archive.hpp"
#include "issue_lines.hpp"
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

/// A workbook of one sheet, made of the rows and what stands behind them; style 1 and on have the formats.
std::string book_of(const std::string& rows, const std::string& behind = {},
                    const std::vector<std::string>& formats = {}) {
  std::string own;
  std::string styles = "<xf numFmtId='0'/>";
  for (std::size_t i = 0; i < formats.size(); ++i) {
    own += "<numFmt numFmtId='" + std::to_string(164 + i) + "' formatCode='" + formats[i] + "'/>";
    styles += "<xf numFmtId='" + std::to_string(164 + i) + "'/>";
  }
  styles += "<xf numFmtId='14'/>";
  return write_zip(std::vector<ZipMember>{
      {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='rId1'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
       "<Relationship Id='rId1' Type='http://x/relationships/worksheet' Target='worksheets/1.xml'/>"
       "<Relationship Id='rId2' Type='http://x/relationships/styles' Target='styles.xml'/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts>" + own + "</numFmts><cellXfs>" + styles + "</cellXfs></styleSheet>"},
      {"xl/worksheets/1.xml", "<worksheet><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>"}});
}

/// The text of a cell, in line.
std::string text_cell(const std::string& text) {
  return "<c t='inlineStr'><is><t>" + text + "</t></is></c>";
}

std::string sheet_row(const std::vector<std::string>& cells) {
  std::string row = "<row>";
  for (const std::string& cell : cells)
    row += cell.starts_with('<') ? cell : text_cell(cell);
  return row + "</row>";
}

PlateMap map_of_book(const std::string& bytes) {
  return read_plate_map({.name = "map.xlsx", .bytes = bytes});
}

std::string refusal_of_book(const std::string& bytes) {
  return tests::message_of<FormatError>([&] { map_of_book(bytes); });
}

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
      CHECK(map.rows[0].place == "map.csv:2: column 1");
      CHECK(map.rows[1].place == "map.csv:5: column 1");
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
  CHECK(rows_of(map_of("well,name,sample,type,role\nA1,,P,,ntc\nA2,,Q,,\n")) ==
        Rows{"A1 P - ntc", "A2 Q - -"});
  CHECK(rows_of(map_of("well,name,sample\nA1,P,P\n")) == Rows{"A1 P - -"});
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
    const auto& this_text = text;
    CAPTURE(this_text);
    CHECK(rows_of(map_of(header + "A1,,," + text + '\n')) == Rows{"A1 - - "s + role});
  }
}

TEST_CASE("text in UTF-16 and GB18030 is read; what had to be guessed is said") {
  const PlateMap wide = map_of(utf16("well,sample\r\nA1,P\r\n"));
  CHECK(rows_of(wide) == Rows{"A1 P - -"});
  CHECK(wide.issues.empty());
  const PlateMap guessed = map_of("well,sample\r\nA1,\xD5\xC5\xC8\xFD\r\n");
  CHECK(rows_of(guessed) == Rows{"A1 张三 - -"});
  CHECK(
      issue_lines(guessed.issues) ==
      Rows{
          "note encoding_guessed | map.csv | The text is not Unicode; all of it is Chinese in GB2312, and it "
          "was read as GB18030."});
  const PlateMap other = map_of("well,sample\r\nA1,M\xFCller\r\n");
  REQUIRE(other.issues.size() == 1);
  CHECK(other.issues[0].severity == Severity::Warning);
}

TEST_CASE("a grid as the plate is gives samples, and grids below it targets and roles") {
  CHECK(rows_of(map_of(",1,2,3\nA,P1,P2,\nB,P1,,NTC\n")) ==
        Rows{"A1 P1 - -", "A2 P2 - -", "B1 P1 - -", "B3 NTC - -"});
  CHECK(
      rows_of(map_of(
          "sample,1,2\na,P1,P2\nb,P3,W\n\ntarget,1,2\nA,D4-7,D4-8\nB,D2-7,\n\nRole\n,1,2\nA,,\nB,,NTC\n")) ==
      Rows{"A1 P1 D4-7 -", "A2 P2 D4-8 -", "B1 P3 D2-7 -", "B2 W - ntc"});
  CHECK(rows_of(map_of("Week 47\n样本\n,1,2\nA,张三,\n")) == Rows{"A1 张三 - -"});
  CHECK(map_of("sample,1,2\nA,P1,P2\n").rows[1].place == "map.csv:2: column 3");
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
  CHECK(map.rows[0].place == "map.xlsx: Plate Map!A2");
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
        "map.csv:4: column 1: well A1 is described twice, first at map.csv:2: column 1");
  CHECK(refusal_of(header + "A1,x,,\nA1,y,D4-7,\n") ==
        "map.csv:3: column 1: well A1 is described twice, first at map.csv:2: column 1");
  CHECK(refusal_of(header + "A1,y,D4-7,\nA1,x,,\n") ==
        "map.csv:3: column 1: well A1 is described twice, first at map.csv:2: column 1");
}

TEST_CASE("a plate map has no longer names than a run") {
  const std::string long_name(10'001, 'x');
  CHECK(refusal_of(header + "A1," + long_name + ",D4-7,\n") ==
        "map.csv:2: column 1: expected the name of a sample of at most 10000 bytes, found 10001");
  CHECK(refusal_of(header + "A1,x," + long_name + ",\n") ==
        "map.csv:2: column 1: expected the name of a target of at most 10000 bytes, found 10001");
  CHECK(map_of(header + "A1," + long_name.substr(1) + ",D4-7,\n").rows.front().sample == long_name.substr(1));
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

TEST_CASE("columns with other titles are named and nothing else") {
  const PlateMap map = map_of("No.,Well,Volume,Sample,Comment,Empty\n1,A1,20,P,late,\n2,A2,20,Q,,\n");
  CHECK(rows_of(map) == Rows{"A1 P - -", "A2 Q - -"});
  CHECK(issue_lines(map.issues) ==
        Rows{"note plate_map_columns_unused | map.csv | Columns of the plate map map.csv that are not used: "
             "No., Volume, Comment."});
  CHECK_FALSE(map.issues.front().asks_review);
}

TEST_CASE("usual titles are known, whatever their width, marks and second language") {
  const std::pair<const char*, const char*> cases[] = {
      {"Well,Patient Name,Target", "A1 P D4-7 -"},
      {"孔位,病人,靶标", "A1 P D4-7 -"},
      {"孔位号,姓名,靶标", "A1 P D4-7 -"},
      {"well_position,specimen_id,target", "A1 P D4-7 -"},
      {"Well:,Sample:,Target:", "A1 P D4-7 -"},
      {"Well No.,Sample No.,Target", "A1 P D4-7 -"},
      {"Well 孔位,Sample 样本,目的基因", "A1 P D4-7 -"},
      {"孔位（Well）,样本/Sample,Target", "A1 P D4-7 -"},
      {"Ｗｅｌｌ,\xC2\xA0Sample\xC2\xA0,Target\xE3\x80\x80", "A1 P D4-7 -"}};
  for (const auto& [titles, row] : cases) {
    const auto& this_titles = titles;
    CAPTURE(this_titles);
    const PlateMap map = map_of(titles + "\nＡ１\xC2\xA0,P\xE3\x80\x80,D4-7\n"s);
    CHECK(rows_of(map) == Rows{row});
    CHECK(map.issues.empty());
  }
  CHECK(rows_of(map_of("孔位,样本,样本类别\nA1,P,阳性\nA2,Q,水\nA3,R,pos\nA4,S,空白孔\n")) ==
        Rows{"A1 P - positive_control", "A2 Q - ntc", "A3 R - positive_control", "A4 S - ntc"});
}

TEST_CASE("a title one letter from a known one is refused, for it may hold roles or targets") {
  const auto near = [](const std::string& column, const std::string& found, const std::string& meant) {
    return "map.csv:1: column " + column + ": the title '" + found + "' is not known; did you mean '" +
           meant + "'? Give a column that says something else another title";
  };
  CHECK(refusal_of("well,sample,Rolle\nA1,P,NTC\n") == near("3", "Rolle", "role"));
  CHECK(refusal_of("well,traget,sample\nA1,D4-7,P\n") == near("2", "traget", "target"));
  CHECK(refusal_of("well,sampel\nA1,P\n") == near("2", "sampel", "sample"));
  CHECK(refusal_of("孔位,样本,样本类形\nA1,P,NTC\n") == near("3", "样本类形", "样本类型"));
  for (const char* other : {"Volume", "Comment", "Sex", "Date", "Sample date", "Cell", "样本量", "性别"}) {
    CAPTURE(other);
    CHECK(map_of("well,sample,"s + other + "\nA1,P,x\n").issues.size() == 1);
  }
}

TEST_CASE("two columns that could both be the sample are refused where they differ") {
  CHECK(refusal_of("Well,Sample,Patient ID\nA1,1,1\nA2,1,P2\n") ==
        "map.csv:3: column 3: 'Sample' and 'Patient ID' could both be the sample, and differ here ('1' and "
        "'P2'); give the one that is not meant another title, such as 'note'");
  CHECK(refusal_of("孔位,样本,姓名\nA1,1,张三\n") ==
        "map.csv:2: column 3: '样本' and '姓名' could both be the sample, and differ here ('1' and '张三'); "
        "give the one that is not meant another title, such as 'note'");
  CHECK(rows_of(map_of("Well,Sample,note\nA1,1,P1\n")) == Rows{"A1 1 - -"});
}

TEST_CASE("columns that the laboratory notes are read under their English and Chinese titles") {
  const SampleMetadata noted{.sample = "",
                             .specimen = "bone marrow",
                             .collected = "2026-03-01",
                             .received = "2026-03-02",
                             .order = "O-17",
                             .requester = "Haematology 2"};
  for (const char* titles :
       {"specimen type,collected,received,order number,requesting unit,extraction batch",
        "Specimen Type,Collection date,Date received,Order No.,Requested by,Extraction lot",
        "specimen,collected,received,order,requester,extraction_batch",
        "标本种类,采集日期,接收日期,申请单号,送检科室,提取批次",
        "标本类型,采样日期,收样日期,医嘱号,送检单位,提取批号",
        "Sample Type,采集日期 (collected),received,order,送检单位/Requester,提取批次"}) {
    CAPTURE(titles);
    const PlateMap map =
        map_of("well,sample," + std::string(titles) +
               "\nA1,P,bone marrow,2026-03-01,2026/3/2,O-17,Haematology 2,E-7\nH1,NTC,,,,,,\n");
    REQUIRE(map.rows.size() == 2);
    CHECK(rows_of(map) == Rows{"A1 P - -", "H1 NTC - -"});
    CHECK(map.rows[0].noted == noted);
    CHECK(map.rows[0].noted_at.specimen == "map.csv:2: column 3");
    CHECK(map.rows[0].noted_at.requester == "map.csv:2: column 7");
    CHECK(map.rows[0].extraction_batch == "E-7");
    CHECK(map.rows[0].extraction_batch_at == "map.csv:2: column 8");
    CHECK(map.rows[1].noted == SampleMetadata{});
    CHECK(map.rows[1].extraction_batch == "");
    CHECK(map.issues.empty());
  }
}

TEST_CASE("a title that names samples or specimens, roles or specimens, means what stands in its column") {
  const auto said = [](const std::string& bytes) {
    const PlateMap map = map_of(bytes);
    return rows_of(map).front() + " | " + map.rows.front().noted.specimen;
  };
  CHECK(said("well,specimen\nA1,P\n") == "A1 P - - | ");
  CHECK(said("well,specimen\nA1,blood 7\n") == "A1 blood 7 - - | ");
  CHECK(said("well,sample,specimen\nA1,P,P\n") == "A1 P - - | ");
  CHECK(said("well,sample,specimen\nA1,P,BM\nH1,NTC,\n") == "A1 P - - | BM");
  CHECK(said("孔位,样本,标本\nA1,P,外周血\n") == "A1 P - - | 外周血");
  CHECK(said("孔位,样本,标本类型\nA1,P,患者\nH1,NTC,空白对照\n") == "A1 P - unknown | ");
  CHECK(said("孔位,样本,标本类型\nA1,P,骨髓\nH1,NTC,\n") == "A1 P - - | 骨髓");
  CHECK(said("孔位,样本,样本类型,角色\nA1,P,培养物,患者\n") == "A1 P - unknown | 培养物");
  CHECK(said("well,sample,Role 样本类型\nA1,P,pos\n") == "A1 P - positive_control | ");
  CHECK(refusal_of("well,sample,specimen\nA1,P,S-17\n") ==
        "map.csv:2: column 3: 'sample' and 'specimen' could both be the sample, and differ here ('P' and "
        "'S-17'); "
        "give the one that is not meant another title, such as 'note', or 'specimen type' if it says what "
        "was taken");
  const std::string mixed = refusal_of("well,sample,sample type\nA1,P,bone marrow\nH1,N,ntc\n");
  CHECK(mixed.starts_with("map.csv:2: column 3: unknown role 'bone marrow' (roles: "));
  CHECK(mixed.ends_with("; a column that says what was taken is titled 'specimen type'"));
  const PlateMap ordered = map_of("well,sample,order\nA1,P,1\nA2,P,2\n");
  CHECK(ordered.rows[0].noted == SampleMetadata{});
  CHECK(issue_lines(ordered.issues) == Rows{"note plate_map_columns_unused | map.csv | Columns of the plate "
                                            "map map.csv that are not used: order."});
}

TEST_CASE("lots have their name from the title, those of controls and standards in general from the sample") {
  const auto lots = [](const std::string& bytes) {
    Rows said;
    for (const PlateMapRow& row : map_of(bytes).rows)
      for (const PlateMapLot& lot : row.lots)
        said.push_back(std::to_string(static_cast<int>(lot.kind)) + ' ' + lot.lot.name + ' ' + lot.lot.lot +
                       ' ' + (lot.lot.expiry.empty() ? "-" : lot.lot.expiry));
    return said;
  };
  CHECK(lots("well,sample,Master mix lot,Master mix expiry\nA1,P,00123,2026-12-31\nA2,Q,,\n") ==
        Rows{"0 Master mix 00123 2026-12-31"});
  CHECK(lots("well,sample,Master mix Lot No.,Master mix lot expiry date\nA1,P,7,2026/12/31\n") ==
        Rows{"0 Master mix 7 2026-12-31"});
  CHECK(lots("孔位,样本,引物批号,引物有效期至\nA1,P,Y-1,2026年12月31日\n") == Rows{"0 引物 Y-1 2026-12-31"});
  CHECK(lots("well,sample,role,control lot,standard lot\nA1,P,unknown,,\nA2,PC,pc,C-7,\nA3,S1,std,,S-1\n") ==
        Rows{"1 PC C-7 -", "2 S1 S-1 -"});
  CHECK(lots("well,sample,PC lot,质控批号\nA1,P,C-7,Z-1\n") == Rows{"1 PC C-7 -", "1 质控 Z-1 -"});
  CHECK(lots("well,sample,lot,slot,批号\nA1,P,1,2,3\n").empty());
  const PlateMapLot lot = map_of("well,Mix expiry,Mix lot\nA1,2026-12-31,7\n").rows.at(0).lots.at(0);
  CHECK(lot.place == "map.csv:2: column 3");
  CHECK(lot.expiry_place == "map.csv:2: column 2");
  CHECK(refusal_of("well,sample,Primer expiry\nA1,P,2026-12-31\n") ==
        "map.csv:2: column 3: 'Primer expiry' is of a lot that the row does not name; expected it under "
        "'Primer lot'");
}

TEST_CASE("a day is read as a spreadsheet shows it, and one that is in doubt is refused") {
  const auto collected = [](const std::string& cell, const std::vector<std::string>& formats = {}) {
    return map_of_book(book_of(sheet_row({"well", "sample", "collected"}) + sheet_row({"A1", "P", cell}), {},
                               formats))
        .rows.at(0)
        .noted.collected;
  };
  CHECK(collected("<c s='1'><v>45292</v></c>") == "2024-01-01");
  CHECK(collected("<c s='1'><v>45292</v></c>", {"d/m/yy"}) == "2024-01-01");
  CHECK(collected("2024-01-01") == "2024-01-01");
  CHECK(collected("") == "");
  const auto refused = [&](const std::string& cell) {
    return tests::message_of<FormatError>([&] { collected(cell); });
  };
  const auto expected = [](const std::string& found) {
    return "map.xlsx: S!C2: expected a day such as 2026-03-31 as day of collection, found '" + found + "'";
  };
  CHECK(refused("<c s='1'><v>45292.5</v></c>") == expected("2024-01-01 12:00"));
  CHECK(refused("<c><v>45292</v></c>") == expected("45292"));
  CHECK(refused("1/2/2024") == expected("1/2/2024"));
  CHECK(refused("2024-02-30") == expected("2024-02-30"));
  CHECK(refusal_of("well,sample,Mix lot,Mix expiry\nA1,P,1,soon\n") ==
        "map.csv:2: column 4: expected a day such as 2026-03-31 as last day of use, found 'soon'");
}

TEST_CASE(
    "a grid may hold what the laboratory notes; a line above a grid that says it of the plate is no title") {
  const PlateMap map = map_of("sample,1,2\nA,P,Q\nspecimen type,1,2\nA,blood,\ncollected,1,2\nA,2026/3/1,\n");
  CHECK(rows_of(map) == Rows{"A1 P - -", "A2 Q - -"});
  CHECK(map.rows[0].noted.specimen == "blood");
  CHECK(map.rows[0].noted.collected == "2026-03-01");
  CHECK(map.rows[1].noted == SampleMetadata{});
  CHECK(rows_of(map_of("Extraction batch,E-7,\n,1,2\nA,P,Q\n")) == Rows{"A1 P - -", "A2 Q - -"});
}

TEST_CASE("of a column of wells and one of their numbers the wells count; numbers alone are refused") {
  const PlateMap map = map_of("Well,Well Position,Sample\n1,A1,P\n13,B1,Q\n");
  CHECK(rows_of(map) == Rows{"A1 P - -", "B1 Q - -"});
  CHECK(issue_lines(map.issues) ==
        Rows{"note plate_map_columns_unused | map.csv | Columns of the plate map map.csv that are not used: "
             "Well."});
  CHECK(
      refusal_of("Well,Sample\n1,P\n2,Q\n") ==
      "map.csv:2: column 1: expected a well such as A1, found '1'; a number does not say whether wells count "
      "along rows or columns");
}

TEST_CASE("the encoding that is given is that of a map without byte-order mark") {
  const std::string bytes = "well,sample\nA1,\xD5\xC5\n";
  CHECK(read_plate_map({.name = "map.csv", .bytes = bytes}, "GBK").rows[0].sample == "张");
  CHECK(read_plate_map({.name = "map.csv", .bytes = bytes}, "GBK").issues.empty());
  CHECK(read_plate_map({.name = "map.csv", .bytes = "\xEF\xBB\xBFwell,sample\nA1,张\n"}, "GBK")
            .rows[0]
            .sample == "张");
}

TEST_CASE("every one of cells that are merged has their value") {
  const std::string list = sheet_row({"well", "sample"}) + sheet_row({"A1", "25-0001"}) + sheet_row({"B1"}) +
                           sheet_row({"C1", "Q"});
  CHECK(rows_of(map_of_book(book_of(list, "<mergeCells><mergeCell ref='B2:B3'/></mergeCells>"))) ==
        Rows{"A1 25-0001 - -", "B1 25-0001 - -", "C1 Q - -"});
  const std::string grid = sheet_row({"sample", "1", "2"}) + sheet_row({"A", "P", "<c/>"}) +
                           sheet_row({"B", "<c/>", "<c/>"}) + sheet_row({"C", "Q", "R"});
  CHECK(rows_of(map_of_book(book_of(grid, "<mergeCells><mergeCell ref='B2:C3'/></mergeCells>"))) ==
        Rows{"A1 P - -", "A2 P - -", "B1 P - -", "B2 P - -", "C1 Q - -", "C2 R - -"});
  const std::string wide = sheet_row({"well", "sample", "target"}) + sheet_row({"A1", "P", "<c/>"});
  CHECK(refusal_of_book(book_of(wide, "<mergeCells><mergeCell ref='B2:C2'/></mergeCells>")) ==
        "map.xlsx: S!B2: cells are merged over several columns; merge them within one");
}

TEST_CASE("a number that the sheet shows as something else is no name") {
  const auto refused = [](const std::string& cell, const std::vector<std::string>& formats = {}) {
    return refusal_of_book(book_of(sheet_row({"well", "sample"}) + sheet_row({"A1", cell}), {}, formats));
  };
  const auto shown = [](const std::string& number, const std::string& how) {
    return "map.xlsx: S!B2: found the number " + number + ", which the sheet shows " + how +
           "; format the cell as text and write into it what is meant";
  };
  CHECK(refused("<c s='1'><v>45292</v></c>", {"mmm-yy"}) ==
        shown("45292", "as the date or time 2024-01-01 by the format mmm-yy"));
  CHECK(refused("<c s='1'><v>45292.5</v></c>") ==
        shown("45292.5", "as the date or time 2024-01-01 12:00 by the format yyyy-mm-dd"));
  CHECK(refused("<c s='1'><v>0.75</v></c>", {"[h]:mm"}) ==
        shown("0.75", "as the date or time 18:00 by the format [h]:mm"));
  CHECK(refused("<c s='1'><v>42</v></c>", {"000000"}) == shown("42", "as 000042"));
  CHECK(refused("<c s='1'><v>42</v></c>", {"\"P-\"0"}) == shown("42", "by the format \"P-\"0"));
  CHECK(refused("<c s='1'><v>42</v></c>", {"0.00"}) == shown("42", "by the format 0.00"));
  const std::string digits =
      ", of which a spreadsheet may have changed digits; format the cell as text and write into it what is "
      "meant";
  CHECK(
      refused("<c><v>110101199003071230</v></c>").starts_with("map.xlsx: S!B2: found the number 1.1010119"));
  CHECK(refused("<c><v>110101199003071230</v></c>").ends_with(digits));
  CHECK(refused("<c><v>1.5</v></c>") == "map.xlsx: S!B2: found the number 1.5" + digits);
  const std::string plain =
      book_of(sheet_row({"well", "sample", "date"}) +
                  sheet_row({"A1", "<c s='1'><v>42</v></c>", "<c s='4'><v>45292</v></c>"}) +
                  sheet_row({"A2", "<c s='2'><v>123456</v></c>", "<c s='4'/>"}) +
                  sheet_row({"A3", "<c s='3'><v>7</v></c>", "<c s='4'/>"}),
              {}, {"0_ ", "000000", "[Red]General"});
  CHECK(rows_of(map_of_book(plain)) == Rows{"A1 42 - -", "A2 123456 - -", "A3 7 - -"});
}

TEST_CASE("a formula without result and an error are no names, wherever they stand in a column that counts") {
  const std::string formula = "<c><f>Lists!A1</f><v></v></c>";
  const std::string head = sheet_row({"well", "sample", "note"});
  const std::string no_result =
      ": a formula without a result; open the file in a spreadsheet program and save it, or write the value "
      "itself into the cell";
  CHECK(refusal_of_book(book_of(head + sheet_row({"A1", formula}))) == "map.xlsx: S!B2" + no_result);
  CHECK(refusal_of_book(book_of(head + sheet_row({"A1", "P"}) + sheet_row({formula, formula}))) ==
        "map.xlsx: S!A3" + no_result);
  CHECK(refusal_of_book(book_of(head + sheet_row({"A1", "<c t='e'><f>X</f><v>#N/A</v></c>"}))) ==
        "map.xlsx: S!B2: the cell shows the error #N/A");
  CHECK(refusal_of_book(book_of(sheet_row({"sample", "1", "2"}) + sheet_row({"A", "P", formula}))) ==
        "map.xlsx: S!C2" + no_result);
  const std::string fine = head + sheet_row({"A1", "<c t='str'><f>X</f><v>P</v></c>", formula}) +
                           sheet_row({"A2", "<c t='str'><f>X</f><v></v></c>", "<c t='e'><v>#N/A</v></c>"});
  CHECK(rows_of(map_of_book(book_of(fine))) == Rows{"A1 P - -", "A2 - - -"});
}

TEST_CASE("what an .xls shows as something else, its errors and its merged cells are known too") {
  const auto label = [](std::uint16_t row, std::uint16_t column, const std::string& text) {
    return biff(0x0204, cell_at(row, column) + u16(text.size()) + std::string(1, '\0') + text);
  };
  const auto in_format = [](std::uint16_t row, std::uint16_t column, std::uint16_t format) {
    return u16(row) + u16(column) + u16(format);
  };
  const std::string titles =
      label(0, 0, "Well") + label(0, 1, "Sample") + label(1, 0, "A1") + label(2, 0, "A2");
  const std::string code = "00000";
  const std::string globals = biff(0x041E, u16(164) + u16(code.size()) + std::string(1, '\0') + code) +
                              biff(0x00E0, u16(0) + u16(0) + std::string(16, '\0')) +
                              biff(0x00E0, u16(0) + u16(17) + std::string(16, '\0')) +
                              biff(0x00E0, u16(0) + u16(164) + std::string(16, '\0'));
  const auto source = [&](const std::string& cells) {
    return Source{.name = "map.xls",
                  .bytes = compound_file("Workbook", workbook_stream(globals, titles + cells))};
  };
  const auto refused = [&](const std::string& cells) {
    return tests::message_of<FormatError>([&] { read_plate_map(source(cells)); });
  };
  const std::string hundred("\0\0\0\0\0\0\x59\x40", 8);
  const std::string end = "; format the cell as text and write into it what is meant";
  CHECK(refused(biff(0x0203, in_format(1, 1, 1) + hundred)) ==
        "map.xls: Results!B2: found the number 100, which the sheet shows as the date or time 1900-04-09 by "
        "the format mmm-yy" +
            end);
  CHECK(refused(biff(0x027E, in_format(2, 1, 2) + u32(42 << 2 | 2))) ==
        "map.xls: Results!B3: found the number 42, which the sheet shows as 00042" + end);
  CHECK(refused(biff(0x0205, in_format(1, 1, 0) + std::string("\x2A\x01", 2))) ==
        "map.xls: Results!B2: the cell shows the error #N/A");
  const std::string merged = biff(0x00E5, u16(1) + u16(1) + u16(2) + u16(1) + u16(1));
  CHECK(rows_of(read_plate_map(source(label(1, 1, "P") + merged))) == Rows{"A1 P - -", "A2 P - -"});
}

TEST_CASE("a grid may have numbers such as 01, a blank column in front and its letters on both sides") {
  CHECK(rows_of(map_of(",,01,02,\n,A,P,Q,A\n,B,R,,B\n")) == Rows{"A1 P - -", "A2 Q - -", "B1 R - -"});
  CHECK(refusal_of(",1,2\nA2,P,Q\n") ==
        "map.csv:1: column 1: expected rows A, B, C ... under the numbers of the columns, found none");
}

TEST_CASE("a grid whose title is not known is refused, not taken for samples") {
  CHECK(refusal_of("Traget,1,2\nA,D4-7,D4-8\n") ==
        "map.csv:1: column 1: expected what the grid says, sample, target or role, found 'Traget'; did you "
        "mean 'target'?");
  CHECK(refusal_of("Rolle\n,1,2\nA,NTC,\n") ==
        "map.csv:1: column 1: expected what the grid says, sample, target or role, found 'Rolle'; did you "
        "mean 'role'?");
  CHECK(refusal_of("Volume,1,2\nA,20,20\n") ==
        "map.csv:1: column 1: expected what the grid says, sample, target or role, found 'Volume'");
  CHECK(refusal_of("Concentration\n,1,2\nA,5,5\n") ==
        "map.csv:1: column 1: expected what the grid says, sample, target or role, found 'Concentration'");
  CHECK(rows_of(map_of("Plate of week 47\n,1,2\nA,P,Q\n")) == Rows{"A1 P - -", "A2 Q - -"});
  CHECK(rows_of(map_of("孔板布局表\n,1,2\nA,P,Q\n")) == Rows{"A1 P - -", "A2 Q - -"});
  CHECK(rows_of(map_of("\\,1,2\nA,P,Q\n")) == Rows{"A1 P - -", "A2 Q - -"});
}

TEST_CASE("the sheet that the template names in Chinese is found wherever it stands") {
  const std::vector<std::pair<std::string, Cells>> sheets = {{"Other", {{"x"}}},
                                                             {"孔板布局表", {{"孔位", "样本"}, {"A1", "P"}}}};
  CHECK(rows_of(map_of_book(xlsx(sheets))) == Rows{"A1 P - -"});
}

TEST_CASE("an OpenDocument spreadsheet is named as what it is") {
  const std::string bytes =
      "PK\x03\x04" + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
  CHECK(tests::message_of<FormatError>([&] { read_plate_map({.name = "map.ods", .bytes = bytes}); }) ==
        "map.ods: an OpenDocument spreadsheet (.ods); save it as .xlsx or .csv");
}
