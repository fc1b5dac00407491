#include "formats/xlsx.hpp"

#include <doctest/doctest.h>

#include "formats/zip_archive.hpp"
#include "message_of.hpp"
#include "shared_data.hpp"

using namespace crossbreak;
using namespace std::string_literals;

namespace {

const std::string relationships =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='rId1' Type='http://x/relationships/worksheet' Target='worksheets/a.xml'/>"
    "<Relationship Id='rId2' Type='http://x/relationships/worksheet' Target='/xl/worksheets/b.xml'/>"
    "<Relationship Id='rId3' Type='http://x/relationships/sharedStrings' Target='sharedStrings.xml'/>"
    "</Relationships>";
const std::string book =
    "<workbook xmlns:r='r'><sheets><sheet name='Results' r:id='rId2'/><sheet name='Empty' "
    "r:id='rId1'/></sheets>"
    "</workbook>";
const std::string strings =
    "<sst><si><t>Cт</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si>"
    "<si><t xml:space='preserve'> </t></si><si><t>a_x000D_b_x9</t></si></sst>";

std::string xlsx(const std::string& rows, const std::string& workbook = book) {
  const std::string empty = "<worksheet><sheetData/></worksheet>";
  const std::vector<ZipMember> members = {
      {"xl/workbook.xml", workbook},
      {"xl/_rels/workbook.xml.rels", relationships},
      {"xl/sharedStrings.xml", strings},
      {"xl/worksheets/a.xml", empty},
      {"xl/worksheets/b.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  return write_zip(members);
}

std::string message_of(const std::string& bytes) {
  return tests::message_of<FormatError>([&] { read_xlsx({"plate.xlsx", bytes}); });
}

}  // namespace

TEST_CASE("every kind of cell of an xlsx is read where its reference puts it") {
  const Sheets sheets = read_xlsx(
      {"plate.xlsx",
       xlsx(
           "<row r='2'><c r='A2' t='s'><v>0</v></c><c t='s'><v>1</v></c><c r='D2'><v>25.301</v></c>"
           "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='str'><v>f</v></c>"
           "<c t='inlineStr'><is><t>in</t></is></c><c s='3'/><c t='s'><v>2</v></c><c t='s'><v>3</v></c></row>"
           "<row><c><v>1E-4</v></c></row>")});
  REQUIRE(sheets.sheets.size() == 2);
  CHECK(sheets.sheets[1].name == "Empty");
  CHECK(sheets.sheets[1].rows.empty());
  const Sheet& results = sheets.sheets[0];
  CHECK(results.name == "Results");
  REQUIRE(results.rows.size() == 2);
  CHECK(results.rows[0].line == 2);
  CHECK(results.rows[0].cells == std::vector<Cell>{"Cт"s, "rich text"s, std::monostate{}, 25.301, true,
                                                   "#N/A"s, "f"s, "in"s, std::monostate{}, " "s, "a\rb_x9"s});
  CHECK(results.rows[1].line == 3);
  CHECK(results.rows[1].cells == std::vector<Cell>{1e-4});
}

TEST_CASE("a namespace prefix on every element makes no difference") {
  const std::string prefixed =
      "<x:workbook xmlns:x='m' xmlns:r='r'><x:workbookPr date1904='1'/><x:sheets><x:sheet name='R' "
      "r:id='rId1'/></x:sheets></x:workbook>";
  const Sheets sheets = read_xlsx({"plate.xlsx", xlsx("", prefixed)});
  REQUIRE(sheets.sheets.size() == 1);
  CHECK(sheets.sheets[0].name == "R");
  CHECK(sheets.dates_from_1904);
}

TEST_CASE("damage in an xlsx is named") {
  CHECK(message_of(xlsx("<row r='1'><c r='B1' t='s'><v>4</v></c></row>")) ==
        "plate.xlsx: Results!B1: asks for shared string '4' of 4");
  CHECK(message_of(xlsx("<row r='1'><c r='B1'><v>2,5</v></c></row>")) ==
        "plate.xlsx: Results!B1: expected a number, found '2,5'");
  CHECK(message_of(xlsx("<row r='1'><c r='B7'><v>2</v></c></row>")) ==
        "plate.xlsx: Results: cell 'B7' stands in row 1");
  CHECK(message_of(xlsx("<row r='0'/>")) == "plate.xlsx: Results: '0' is no row");
  CHECK(message_of(xlsx("<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>1</v></c></row>")) ==
        "plate.xlsx: Results!A1: the cell is given twice");
  CHECK(message_of(xlsx("", "<workbook><sheets><sheet name='R' id='rId9'/></sheets></workbook>")) ==
        "plate.xlsx: xl/workbook.xml: sheet 'R' leads to no part of the file");
  CHECK(message_of(xlsx("<row>")) ==
        "plate.xlsx: xl/worksheets/b.xml: not valid XML: Start-end tags mismatch");
}

TEST_CASE("a few forged rows cannot ask for gigabytes") {
  std::string rows;
  for (int row = 1; row <= 300; ++row)
    rows += "<row r='" + std::to_string(row) + "'><c r='XFD" + std::to_string(row) + "'><v>1</v></c></row>";
  CHECK(message_of(xlsx(rows)) == "plate.xlsx: Results: too large: expected at most 4000000 cells in a file");
}

TEST_CASE("two sheets are never one part, and shared strings stand in one") {
  const std::string twice =
      "<workbook><sheets><sheet name='A' id='rId2'/><sheet name='B' id='rId2'/></sheets></workbook>";
  CHECK(message_of(xlsx("", twice)) ==
        "plate.xlsx: xl/workbook.xml: the sheets 'A' and 'B' are the same part, xl/worksheets/b.xml");
  const auto with_links = [](const std::string& links) {
    return write_zip(
        std::vector<ZipMember>{{"xl/workbook.xml", book},
                               {"xl/_rels/workbook.xml.rels", "<Relationships>" + links + "</Relationships>"},
                               {"xl/sharedStrings.xml", strings}});
  };
  const std::string link = "<Relationship Id='s' Type='x/sharedStrings' Target='sharedStrings.xml'/>";
  CHECK(message_of(with_links(link + link)) ==
        "plate.xlsx: xl/_rels/workbook.xml.rels: expected one part of shared strings, found a second, "
        "xl/sharedStrings.xml");
  std::string many;
  for (int i = 0; i <= 1000; ++i)
    many += "<Relationship Id='r' Type='x/worksheet' Target='a.xml'/>";
  CHECK(message_of(with_links(many)) ==
        "plate.xlsx: xl/_rels/workbook.xml.rels: too large: expected at most 1000 sheets and links between "
        "parts "
        "in a file");
}

TEST_CASE("a shared string is charged for each cell that shows it") {
  const std::string cell = "<c t='s'><v>1</v></c>";  // "rich text"
  const auto bytes_of = [&](const std::string& rows) {
    return read_xlsx({"plate.xlsx", xlsx(rows)}).account->charged(Taken::TextBytes);
  };
  CHECK(bytes_of("<row>" + cell + cell + cell + "</row>") == bytes_of("<row/>") + std::size_t{3} * 9);
}

TEST_CASE("an xlsx cut anywhere or with a flipped byte is read or refused, never worse") {
  const std::string bytes = xlsx("<row r='2'><c r='A2' t='s'><v>0</v></c><c r='D2'><v>25.301</v></c></row>");
  int refused = 0;
  const auto check = [&](const std::string& damaged) {
    try {
      read_xlsx({"plate.xlsx", damaged});
    } catch (const FormatError& error) {
      CHECK(std::string_view(error.what()).starts_with("plate.xlsx: "));
      ++refused;
    }
  };
  for (std::size_t length = 0; length < bytes.size(); length += 11)
    check(bytes.substr(0, length));
  CHECK(refused > 50);
  std::uint32_t seed = 7500;  // a linear congruential sequence: the same damage in every run
  for (int i = 0; i < 1000; ++i) {
    seed = seed * 1664525U + 1013904223U;
    std::string damaged = bytes;
    const std::size_t at = seed % bytes.size();
    damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1U << (seed >> 29U)));
    check(damaged);
  }
}

TEST_CASE("the real xlsx file is read whole") {
  const auto path = shared_data("real_runs/quantstudio_example08.xlsx");
  if (!path)
    return;
  const Sheets sheets = read_xlsx({"e.xlsx", bytes_of_file(*path)});
  // Cells per sheet as openpyxl counts them.
  std::vector<std::pair<std::string, std::size_t>> found;
  for (const Sheet& sheet : sheets.sheets) {
    std::size_t cells = 0;
    for (const SheetRow& row : sheet.rows)
      for (const Cell& cell : row.cells)
        cells += !std::holds_alternative<std::monostate>(cell);
    found.emplace_back(sheet.name, cells);
  }
  CHECK(found == std::vector<std::pair<std::string, std::size_t>>{
                     {"Sample Setup", 572}, {"Amplification Data", 16884}, {"Results", 773}});
}
