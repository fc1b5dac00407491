#include "formats/input_account.hpp"

#include <rapidcheck.h>

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include "formats/delimited_text.hpp"
#include "formats/formats.hpp"
#include "formats/plate_map_sheet.hpp"
#include "formats/rdml_document.hpp"
#include "formats/sheet_builder.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "formats/zip_archive.hpp"
#include "message_of.hpp"
#include "shared_data.hpp"

using namespace crossbreak;

namespace {

template <class Charge>
std::string refusal(Charge charge) {
  return tests::message_of<FormatError>(charge);
}

std::uint64_t nodes_of(const pugi::xml_node& node) {
  std::uint64_t nodes = 0;
  for (const pugi::xml_node& child : node.children()) {
    const auto attributes = child.attributes();
    nodes +=
        1 + static_cast<std::uint64_t>(std::distance(attributes.begin(), attributes.end())) + nodes_of(child);
  }
  return nodes;
}

}  // namespace

TEST_CASE("what parts of a file ask for adds up, and what is refused is not charged") {
  InputAccount account({.cells = 10});
  account.charge(Taken::Cells, 6, "plate.xlsx", "Results");
  CHECK(refusal([&] { account.charge(Taken::Cells, 5, "plate.xlsx", "Raw Data"); }) ==
        "plate.xlsx: Raw Data: too large: expected at most 10 cells in a file");
  CHECK(account.charged(Taken::Cells) == 6);
  account.charge(Taken::Cells, 4, "plate.xlsx", "Raw Data");
  CHECK(account.charged(Taken::Cells) == 10);
  CHECK(account.charged(Taken::Parts) == 0);
  CHECK(refusal([&] { account.charge(Taken::Cells, std::uint64_t(-1), "plate.xlsx"); }) ==
        "plate.xlsx: too large: expected at most 10 cells in a file");
}

TEST_CASE("every kind has its own limit and its own words") {
  InputAccount none({.inflated_bytes = 0,
                     .elements = 0,
                     .cells = 0,
                     .text_bytes = 0,
                     .parts = 0,
                     .curves = 0,
                     .readings = 0,
                     .plate_map_rows = 0,
                     .issues = 0});
  const std::pair<Taken, std::string> kinds[] = {
      {Taken::InflatedBytes, "bytes when its members are unpacked"},
      {Taken::Elements, "elements and values"},
      {Taken::Cells, "cells"},
      {Taken::TextBytes, "bytes of text in cells and names"},
      {Taken::Parts, "sheets and links between parts"},
      {Taken::Curves, "curves (wells x targets)"},
      {Taken::Readings, "readings (wells x targets x cycles)"},
      {Taken::PlateMapRows, "rows of a plate map"},
      {Taken::Issues, "issues told of its run"}};
  static_assert(std::size(kinds) == kinds_of_taken);
  for (const auto& [kind, words] : kinds)
    CHECK(refusal([&, kind = kind] { none.charge(kind, 1, "a.eds"); }) ==
          "a.eds: too large: expected at most 0 " + words + " in a file");
}

TEST_CASE("a document that is too large by itself is refused, and so is one too many") {
  InputAccount account({.part_bytes = 100, .part_elements = 10, .elements = 15});
  CHECK(refusal([&] { account.charge_document(101, 1, "plate.eds", "a.xml"); }) ==
        "plate.eds: a.xml: too large: expected a document of at most 100 bytes, found 101");
  CHECK(refusal([&] { account.charge_document(100, 11, "plate.rdml"); }) ==
        "plate.rdml: too large: expected a document of at most 10 elements and values, found some 11");
  account.charge_document(100, 10, "plate.eds", "a.xml");
  CHECK(refusal([&] { account.charge_document(100, 6, "plate.eds", "b.xml"); }) ==
        "plate.eds: b.xml: too large: expected at most 15 elements and values in a file");
}

TEST_CASE("a reaction is charged as a curve, and with every text that it has a copy of") {
  Reaction reaction;
  reaction.sample = "patient";
  reaction.target = "D4-7";
  reaction.reporter = "FAM";
  InputAccount account;
  account.charge_reaction(reaction, "plate.eds");
  account.charge_reaction(reaction, "plate.eds");
  CHECK(account.charged(Taken::Curves) == 2);
  CHECK(account.charged(Taken::TextBytes) == 2 * 14);
}

TEST_CASE("the nodes of XML are never counted too low") {
  CHECK(count_of_xml_nodes("<a b='1' c=\"2\"><d/>text<e>f</e></a>") >= 6);
  CHECK(count_of_xml_nodes("<a></a>") == 1);
  CHECK(rc::check("whatever is parsed", [] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("<a>", "</a>", "<a/>", "<b c='>'>", "</b>", "<b c=\"1\" d='2'/>", "t",
                                      " ", "<!-- <a> -->", "<![CDATA[x]]>", "=", "'", "&lt;"));
    std::string xml = "<x>";
    for (const std::string& piece : pieces)
      xml += piece;
    pugi::xml_document document;
    document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    RC_ASSERT(count_of_xml_nodes(xml) >= nodes_of(document));
  }));
}

TEST_CASE("the values of JSON and their depth are counted without strings") {
  const auto values = [](std::string_view json) { return size_of_json(json).values; };
  const auto levels = [](std::string_view json) { return size_of_json(json).levels; };
  CHECK(values("1") == 1);
  CHECK(values("[1, 2]") == 3);
  CHECK(values(R"({"a": "b"})") == 3);
  CHECK(values(R"(["[{,:\"[{,:"])") == 2);
  CHECK(levels("1") == 0);
  CHECK(levels("[[], [[]]]") == 3);
  CHECK(levels(R"({"a": ["[[[["]})") == 2);
  CHECK(levels("]]][") == 1);
}

TEST_CASE("a member of a zip is charged as often as it is read, its beginning as far as it is") {
  const std::vector<ZipMember> members = {{.name = "a", .bytes = std::string(600, 'a')},
                                          {.name = "b", .bytes = "b"}};
  const Source source{.name = "plate.eds", .bytes = write_zip(members)};
  const ZipArchive archive(source, {.inflated_bytes = 1300});
  CHECK(archive.account()->charged(Taken::InflatedBytes) == 0);
  CHECK(archive.read("a").size() == 600);
  CHECK(archive.beginning("a", 10) == std::string(10, 'a'));
  CHECK(archive.beginning("b", 10) == "b");
  CHECK(archive.account()->charged(Taken::InflatedBytes) == 611);
  CHECK(archive.read("a").size() == 600);
  CHECK(refusal([&] { archive.read("a"); }) ==
        "plate.eds: a: too large: expected at most 1300 bytes when its members are unpacked in a file");
}

TEST_CASE("cells are charged before they are there: gaps, rows, odd and merged cells with them") {
  InputAccount account({.cells = 100, .cells_of_a_row = 3, .text_bytes = 10});
  SheetBuilder builder("plate.xls", "Results", account);
  builder.put(0, 4, 1.0);
  CHECK(account.charged(Taken::Cells) == 3 + 5);
  builder.put(0, 1, std::string("text"));
  CHECK(account.charged(Taken::Cells) == 3 + 5);
  CHECK(account.charged(Taken::TextBytes) == 4);
  builder.put(7, 0, true);
  CHECK(account.charged(Taken::Cells) == 12);
  builder.put_odd({.line = 1, .column = 4, .kind = OddCell::Kind::ShownDifferently, .shown = "as a date"});
  builder.put_merged({.first_line = 1, .last_line = 9, .first_column = 0, .last_column = 99});
  CHECK(account.charged(Taken::Cells) == 16);
  CHECK(refusal([&] { builder.put(8, 90, 1.0); }) ==
        "plate.xls: Results: too large: expected at most 100 cells in a file");
  CHECK(refusal([&] { builder.put(7, 1, std::string(7, 'x')); }) ==
        "plate.xls: Results: too large: expected at most 10 bytes of text in cells and names in a file");
  CHECK(builder.finish().rows.size() == 2);
}

TEST_CASE("cells of a text are charged, blank lines and line ends in quotes too") {
  InputAccount account;
  const std::uint64_t row = account.limits().cells_of_a_row;
  CHECK(split_rows("a.csv", "a,b\n\n\"c\nd\",e,f\n", ',', account).size() == 3);
  CHECK(account.charged(Taken::Cells) >= 3 * row + 5);
  InputAccount few({.cells = 20});
  CHECK(refusal([&] {
          split_rows("a.csv",
                     "\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\","
                     "\"\n\",\"\n\",\"\n\",\"\n\",\"\n\",\"\n\"",
                     ',', few);
        }) == "a.csv: too large: expected at most 20 cells in a file");
}

TEST_CASE("memory that ends is a file too large, by its name") {
  CHECK(within_memory("plate.eds", [] { return 7; }) == 7);
  CHECK(refusal([] { within_memory("plate.eds", []() -> int { throw std::bad_alloc(); }); }) ==
        "plate.eds: too large: this computer has not the memory to read it");
}

TEST_CASE("what a real file asks for is far below every limit") {
  for (const std::string name : {"quantstudio_example08.xlsx", "quantstudio3_taqman.xls",
                                 "7500fast_v2_curves.xls", "lc96_bactxy.rdml"}) {
    const auto path = shared_data("real_runs/" + name);
    if (!path)
      continue;
    CAPTURE(name);
    const Source source{.name = name, .bytes = bytes_of_file(*path)};
    const std::shared_ptr<InputAccount> account = name.ends_with(".rdml")   ? RdmlDocument(source).account()
                                                  : name.ends_with(".xlsx") ? read_xlsx(source).account
                                                                            : read_xls(source).account;
    constexpr std::uint64_t far = 10;
    const InputLimits& limits = account->limits();
    const auto check = [&](Taken kind, std::uint64_t limit) { CHECK(account->charged(kind) * far < limit); };
    check(Taken::InflatedBytes, limits.inflated_bytes);
    check(Taken::Elements, limits.elements);
    check(Taken::Cells, limits.cells);
    check(Taken::TextBytes, limits.text_bytes);
    check(Taken::Parts, limits.parts);
    if (name.ends_with(".rdml"))
      CHECK(account->charged(Taken::Elements) > 100'000);
    else
      CHECK(account->charged(Taken::Cells) > 10'000);
  }
}
