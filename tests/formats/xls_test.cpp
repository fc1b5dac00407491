#include "formats/xls.hpp"

#include <bit>

#include <doctest/doctest.h>

#include "formats/workbook_bytes.hpp"
#include "message_of.hpp"
#include "shared_data.hpp"

using namespace crossbreak;
using namespace std::string_literals;

namespace {

std::string xls(const std::string& globals, const std::string& cells) {
  return compound_file("Workbook", workbook_stream(globals, cells));
}

std::string real(double value) {
  return bytes_of(std::bit_cast<std::uint64_t>(value), 8);
}

std::string narrow(const std::string& text) {
  return u16(text.size()) + "\0"s + text;
}

const std::string shared =
    biff(0x00FC, u32(2) + u32(2) + narrow("Block Type") + u16(2) + "\x01"s + u16('C') + u16(0x0442));

Sheet only_sheet(const std::string& bytes) {
  Sheets sheets = read_xls({"plate.xls", bytes});
  REQUIRE(sheets.sheets.size() == 1);
  return std::move(sheets.sheets[0]);
}

std::vector<Cell> first_row(const std::string& globals, const std::string& cells) {
  const Sheet sheet = only_sheet(xls(globals, cells));
  REQUIRE(sheet.rows.size() == 1);
  return sheet.rows[0].cells;
}

std::string message_of(const std::string& bytes) {
  return tests::message_of<FormatError>([&] { read_xls({"plate.xls", bytes}); });
}

}  // namespace

TEST_CASE("every kind of cell of an xls is read") {
  const std::string cells =
      biff(0x00FD, cell_at(0, 0) + u32(1)) +                                   // LABELSST
      biff(0x0204, cell_at(0, 1) + narrow("old label")) +                      // LABEL
      biff(0x00D6, cell_at(0, 2) + narrow("rich") + u16(1) + u32(0)) +         // RSTRING
      biff(0x0203, cell_at(0, 3) + real(0.1)) +                                // NUMBER
      biff(0x027E, cell_at(0, 4) + u32((2530U << 2U) | 3U)) +                  // RK: integer / 100
      biff(0x027E, cell_at(0, 5) + u32(0x3FF80000)) +                          // RK: double 1.5
      biff(0x00BD, u16(0) + u16(6) + u16(0) + u32((7U << 2U) | 2U) + u16(0) +  // MULRK
                       u32(static_cast<std::uint32_t>(-8 * 4) | 2U) + u16(7)) +
      biff(0x0006, cell_at(0, 8) + real(2.5) + std::string(8, '\0')) +                     // FORMULA, number
      biff(0x0006, cell_at(0, 9) + "\0\0\0\0\0\0\xFF\xFF"s + std::string(8, '\0')) +       // FORMULA, text
      biff(0x0207, narrow("result")) +                                                     // STRING
      biff(0x0006, cell_at(0, 10) + "\x01\0\x01\0\0\0\xFF\xFF"s + std::string(8, '\0')) +  // FORMULA, TRUE
      biff(0x0205, cell_at(0, 11) + "\0\0"s) +                                             // BOOLERR, FALSE
      biff(0x0205, cell_at(0, 12) + "\x2A\x01"s) +                                         // BOOLERR, #N/A
      biff(0x0201, cell_at(0, 13)) +                                                       // BLANK
      biff(0x00BE, u16(0) + u16(14) + u16(0) + u16(0) + u16(15)) +                         // MULBLANK
      biff(0x0809, std::string(16, '\0')) + biff(0x0203, cell_at(0, 3) + real(9)) +        // a chart inside
      biff(0x000A, "");
  CHECK(first_row(shared, cells) == std::vector<Cell>{"Cт"s, "old label"s, "rich"s, 0.1, 25.3, 1.5, 7.0, -8.0,
                                                      2.5, "result"s, true, false, "#N/A"s});
}

TEST_CASE("rows of an xls keep their line, and empty ones are left out") {
  const Sheet sheet =
      only_sheet(xls("", biff(0x0203, cell_at(4, 1) + real(2)) + biff(0x0203, cell_at(1, 0) + real(1))));
  CHECK(sheet.name == "Results");
  REQUIRE(sheet.rows.size() == 2);
  CHECK(sheet.rows[0].line == 2);
  CHECK(sheet.rows[1].line == 5);
  CHECK(sheet.rows[1].cells == std::vector<Cell>{std::monostate{}, 2.0});
}

TEST_CASE("a shared string that runs into a CONTINUE record may change the width of its characters there") {
  const std::string phonetic =
      u16(3) + "\x0C"s + u16(1) + u32(4) + "abc" + u32(0) + "fone";  // rich and phonetic
  const std::string split = u16(4) + "\x00"s + "wi";
  const std::string sst = biff(0x00FC, u32(3) + u32(3) + phonetic + split) +
                          biff(0x003C, "\x01"s + u16(0x60A3) + u16(0x8005) + u16(2) + "\x01"s + u16('C')) +
                          biff(0x003C, "\x00"s + "t");
  const std::string cells = biff(0x00FD, cell_at(0, 0) + u32(0)) + biff(0x00FD, cell_at(0, 1) + u32(1)) +
                            biff(0x00FD, cell_at(0, 2) + u32(2));
  CHECK(first_row(sst, cells) == std::vector<Cell>{"abc"s, "wi患者"s, "Ct"s});
}

TEST_CASE("a workbook above 4096 bytes lies in whole sectors") {
  std::string cells;
  for (std::uint16_t row = 0; row < 400; ++row)
    cells += biff(0x0203, cell_at(row, 0) + real(row));
  const Sheet sheet = only_sheet(xls("", cells));
  REQUIRE(sheet.rows.size() == 400);
  CHECK(sheet.rows[399].cells == std::vector<Cell>{399.0});
}

TEST_CASE("dates from 1904 are told") {
  CHECK(read_xls({"plate.xls", xls(biff(0x0022, u16(1)), "")}).dates_from_1904);
  CHECK_FALSE(read_xls({"plate.xls", xls(biff(0x0022, u16(0)), "")}).dates_from_1904);
}

TEST_CASE("workbooks that are encrypted, too old or none at all are refused in words") {
  CHECK(message_of(xls(biff(0x002F, std::string(54, '\0')), "")) ==
        "plate.xls: the workbook is encrypted; save it without a password");
  CHECK(message_of(compound_file("EncryptedPackage", "x")) ==
        "plate.xls: the workbook is encrypted; save it without a password");
  CHECK(message_of(compound_file("Book", "x")) ==
        "plate.xls: the workbook is older than Excel 97 (no BIFF8); save it as .xlsx and read that");
  CHECK(message_of(compound_file("Workbook", workbook_stream("", "", 0x0500))) ==
        "plate.xls: the workbook is older than Excel 97 (no BIFF8); save it as .xlsx and read that");
  CHECK(message_of(compound_file("WordDocument", "x")) ==
        "plate.xls: a compound file without a workbook: not an .xls");
  CHECK(message_of("Well\tCt\n") == "plate.xls: not a compound file");
}

TEST_CASE("damage in an xls is named") {
  CHECK(message_of(xls(shared, biff(0x00FD, cell_at(0, 0) + u32(2)))) ==
        "plate.xls: damaged workbook: sheet Results asks for shared string 3 of 2");
  CHECK(message_of(xls("", biff(0x0203, cell_at(0, 300) + real(1)))) ==
        "plate.xls: damaged workbook: sheet Results has a cell in column 301");
  CHECK(message_of(xls("", biff(0x0203, cell_at(0, 0) + real(1)) + biff(0x0203, cell_at(0, 0) + real(1)))) ==
        "plate.xls: Results!A1: the cell is given twice");
  CHECK(message_of(xls(biff(0x00FC, u32(9) + u32(0xFFFFFFFF) + narrow("a")), "")) ==
        "plate.xls: damaged workbook: a record ends too early");
  CHECK(message_of(xls("", "").substr(0, 512)) ==
        "plate.xls: the allocation table lies in sector 0, which the file does not have");
}

TEST_CASE("sheets of an xls begin at places of their own, and each ends before the next begins") {
  const std::string bof = biff(0x0809, u16(0x0600) + u16(0x0010) + std::string(12, '\0'));
  const std::string end = biff(0x000A, "");
  const auto bound = [](std::size_t offset, char name) {
    return biff(0x0085, u32(offset) + std::string(2, '\0') + bytes_of(1, 1) + std::string(1, '\0') + name);
  };
  const std::size_t first = bof.size() + 2 * bound(0, 'A').size() + end.size();
  const auto two_sheets = [&](std::size_t second, const std::string& content) {
    return compound_file("Workbook", bof + bound(first, 'A') + bound(second, 'B') + end + content);
  };
  const std::string sheet = bof + biff(0x0203, cell_at(0, 0) + real(1)) + end;
  CHECK(read_xls({"plate.xls", two_sheets(first + sheet.size(), sheet + sheet)}).sheets.size() == 2);
  CHECK(message_of(two_sheets(first, sheet)) ==
        "plate.xls: the sheets 'A' and 'B' begin at the same place: damaged");
  CHECK(message_of(two_sheets(first + bof.size(), bof + sheet + end)) ==
        "plate.xls: the sheet 'A' runs into 'B': damaged");
}

TEST_CASE("sectors that form a circle end in a message") {
  std::string bytes = xls("", biff(0x0203, cell_at(0, 0) + real(1)));
  bytes.replace(512 + 4, 4, u32(1));  // the directory goes on in itself
  CHECK(message_of(bytes) == "plate.xls: the sectors of the directory form a circle");
  bytes = xls("", biff(0x0203, cell_at(0, 0) + real(1)));
  bytes.replace(std::size_t{3} * 512, 4, u32(0));  // the first mini sector goes on in itself
  CHECK(message_of(bytes) == "plate.xls: the mini sectors of the stream Workbook form a circle");
  bytes = xls("", "");
  bytes.replace(2 * 512 + 128 + 68, 4, u32(1));  // the stream is its own left neighbour
  CHECK(message_of(bytes) == "plate.xls: the directory forms a circle");
}

TEST_CASE("an xls cut anywhere or with a flipped byte is read or refused, never worse") {
  const std::string bytes =
      xls(shared, biff(0x00FD, cell_at(0, 0) + u32(1)) + biff(0x0203, cell_at(3, 3) + real(1)) +
                      biff(0x0204, cell_at(1, 1) + narrow("label")));
  int refused = 0;
  const auto check = [&](const std::string& damaged) {
    try {
      read_xls({"plate.xls", damaged});
    } catch (const FormatError& error) {
      CHECK(std::string_view(error.what()).starts_with("plate.xls: "));
      ++refused;
    }
  };
  const std::size_t content = bytes.find("Results") - 60;
  for (std::size_t length = 0; length < bytes.size(); length += length < 80 ? 1 : 37)
    check(bytes.substr(0, length));
  CHECK(refused > 40);
  std::uint32_t seed = 7500;  // a linear congruential sequence: the same damage in every run
  for (int i = 0; i < 3000; ++i) {
    seed = seed * 1664525U + 1013904223U;
    std::string damaged = bytes;
    const std::size_t at = i % 2 == 0 ? seed % bytes.size() : content + seed % 400;
    damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1U << (seed >> 29U)));
    check(damaged);
  }
}

TEST_CASE("the real xls files are read whole") {
  // Cells per sheet as LibreOffice counts them; every cell was compared with its csv export.
  const struct {
    const char* file;
    std::vector<std::pair<std::string, std::size_t>> sheets;
  } cases[] = {
      {"7500_sds_v1.3.1.xls", {{"Sheet1", 3655}, {"A plants - cad14,19, cad 1-7, l", 619}}},
      {"7500fast_v2.0.xls", {{"Amplification Data", 18616}, {"Results", 960}}},
      {"quantstudio3_taqman.xls",
       {{"Sample Setup", 821},
        {"Raw Data", 26950},
        {"Amplification Data", 23109},
        {"Multicomponent Data", 16390},
        {"Results", 1973},
        {"Reagent Information", 68}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const auto path = shared_data(std::string("real_runs/") + c.file);
    if (!path)
      continue;
    const Sheets sheets = read_xls({c.file, bytes_of_file(*path)});
    std::vector<std::pair<std::string, std::size_t>> found;
    for (const Sheet& sheet : sheets.sheets) {
      std::size_t cells = 0;
      for (const SheetRow& row : sheet.rows)
        for (const Cell& cell : row.cells)
          cells += !std::holds_alternative<std::monostate>(cell);
      found.emplace_back(sheet.name, cells);
    }
    CHECK(found == c.sheets);
  }
}
