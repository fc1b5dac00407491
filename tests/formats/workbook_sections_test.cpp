#include "formats/workbook_sections.hpp"

#include <bit>

#include <doctest/doctest.h>

#include "formats/delimited_text.hpp"
#include "formats/workbook_bytes.hpp"
#include "shared_data.hpp"

using namespace crossbreak;
using namespace std::string_literals;

namespace {

using Header = std::vector<std::pair<std::string, std::string>>;

std::string text_cell(std::uint16_t row, std::uint16_t column, const std::string& text) {
  return biff(0x0204, cell_at(row, column) + u16(text.size()) + "\0"s + text);
}

std::string number_cell(std::uint16_t row, std::uint16_t column, double value) {
  return biff(0x0203, cell_at(row, column) + bytes_of(std::bit_cast<std::uint64_t>(value), 8));
}

Sheets read_cells(const std::string& cells) {
  return read_export_sections({"plate.xls", compound_file("Workbook", workbook_stream("", cells))}, {});
}

}  // namespace

TEST_CASE("the two columns above the table of a workbook are its header") {
  const Sheets sheets = read_cells(
      text_cell(0, 0, "Block Type ") + text_cell(0, 1, "96fast") +
      text_cell(1, 0, "Experiment Run End Time") + number_cell(1, 1, 39993) +
      text_cell(2, 0, "Passive Reference") + text_cell(4, 0, "Well") + text_cell(4, 1, "Target Name") +
      text_cell(4, 2, "Ct") + text_cell(5, 0, "A1") + number_cell(5, 2, 25.5) + text_cell(6, 0, "A2") +
      text_cell(8, 0, "Analysis Type") + text_cell(8, 1, "Singleplex") + text_cell(9, 0, "A3"));
  CHECK(sheets.header == Header{{"Block Type", "96fast"},
                                {"Experiment Run End Time", "39993"},
                                {"Passive Reference", ""},
                                {"Analysis Type", "Singleplex"}});
  CHECK_FALSE(sheets.is_text);
  CHECK(sheets.issues.empty());
  REQUIRE(sheets.sheets.size() == 1);
  CHECK(sheets.sheets[0].name == "Results");
  std::vector<int> lines;
  for (const SheetRow& row : sheets.sheets[0].rows)
    lines.push_back(row.line);
  CHECK(lines == std::vector<int>{5, 6, 7, 10});
}

TEST_CASE("a whole text export inside one sheet is read as its sections") {
  const Sheets sheets =
      read_cells(text_cell(0, 0, "* Block Type = 96fast") + text_cell(2, 0, "[Amplification Data]") +
                 text_cell(3, 0, "Well") + text_cell(3, 1, "Cycle") + text_cell(4, 0, "A1") +
                 number_cell(4, 1, 1) + text_cell(6, 0, "[Results]") + text_cell(7, 0, "Well"));
  CHECK(sheets.header == Header{{"Block Type", "96fast"}});
  REQUIRE(sheets.sheets.size() == 2);
  CHECK(sheets.sheets[0].name == "Amplification Data");
  CHECK(sheets.sheets[0].rows.size() == 2);
  CHECK(sheets.sheets[1].name == "Results");
}

TEST_CASE("places in a spreadsheet are named by sheet and cell") {
  const Sheets sheets = read_cells(text_cell(0, 0, "Well"));
  CHECK(error_at(sheets, sheets.sheets[0], 17, 1, "odd").what() == "plate.xls: Results!B17: odd"s);
  CHECK(place_of(sheets, sheets.sheets[0], 17, std::nullopt) == "plate.xls: Results!17");
  CHECK(cell_reference(3, 0) == "A3");
  CHECK(cell_reference(3, 25) == "Z3");
  CHECK(cell_reference(3, 26) == "AA3");
  CHECK(cell_reference(1, 16383) == "XFD1");
}

TEST_CASE("numbers that stand as text in a spreadsheet keep to one decimal mark") {
  CHECK_THROWS_WITH_AS(
      read_cells(text_cell(0, 0, "Well") + text_cell(0, 1, "Rn") + text_cell(1, 0, "A1") +
                 text_cell(1, 1, "0,5") + text_cell(2, 0, "A2") + text_cell(2, 1, "0.5")),
      "plate.xls: Results!2: '0,5' has a decimal comma, but '0.5' in Results!3 a decimal point", FormatError);
}

TEST_CASE("quirk 18: the real 7500 Fast xls has a date cell, and its serial number is kept") {
  const auto path = shared_data("real_runs/7500fast_v2.0.xls");
  if (!path)
    return;
  const Sheets sheets = read_export_sections({"7500fast_v2.0.xls", bytes_of_file(*path)}, {});
  CHECK(sheets.header.size() == 6);
  REQUIRE(sheets.sheets.size() == 2);
  for (const Sheet& sheet : sheets.sheets)
    CHECK(text_at(sheet.rows.at(0), 0) == "Well");
}
