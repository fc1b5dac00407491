#include "formats/curve_table.hpp"

#include <cmath>
#include <filesystem>

#include <doctest/doctest.h>

#include "formats/formats.hpp"
#include "shared_data.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

Run read(const std::string& bytes) {
  const Source source{.name = "curves.csv", .bytes = bytes};
  REQUIRE(curve_table.recognises(source));
  return curve_table.read({&source, 1}, {});
}

}  // namespace

TEST_CASE("a curve table gives one curve a column, by commas, semicolons and tabs, with every line end") {
  for (const std::string delimiter : {",", ";", "\t"}) {
    for (const std::string eol : {"\n", "\r\n", "\r"}) {
      CAPTURE(delimiter);
      CAPTURE(eol);
      const Run run =
          read("\"Cycle\"" + delimiter + "\"F1.1\"" + delimiter + "F1.2" + eol + "1" + delimiter + "10.5" +
               delimiter + "2e-1" + eol + "2" + delimiter + "11" + delimiter + "0.3" + eol);
      CHECK(run.cycles == 2);
      CHECK(run.issues.empty());
      REQUIRE(run.reactions.size() == 2);
      CHECK(run.reactions[0].sample == "F1.1");
      CHECK(run.reactions[0].target.empty());
      CHECK_FALSE(run.reactions[0].well.has_value());
      CHECK(run.reactions[0].rn == std::vector{10.5, 11.0});
      CHECK(run.reactions[1].rn == std::vector{0.2, 0.3});
      CHECK(run.passive_reference_status == PassiveReferenceStatus::NotStated);
    }
  }
}

TEST_CASE("titles that are all wells place the curves on the plate") {
  const Run run = read("Cycle,B1,A2\n1,1,2\n");
  REQUIRE(run.reactions.size() == 2);
  CHECK(run.reactions[0].well == Well{0, 1});
  CHECK(run.reactions[0].sample == "A2");
  CHECK(run.reactions[0].rn == std::vector{2.0});
  CHECK(run.plate == Plate{});
  CHECK(read("Cycle,A1,P24\n1,1,2\n").plate == Plate{.rows = 16, .columns = 24});
  CHECK_FALSE(read("Cycle,A1,NTC\n1,1,2\n").reactions[0].well.has_value());
}

TEST_CASE("a missing cell of a curve table is a missing value") {
  const Run run = read("Cycle,x,y,z\n1,NA,,2.5\n2,1,NaN\n");
  CHECK(std::isnan(run.reactions[0].rn[0]));
  CHECK(run.reactions[0].rn[1] == 1);
  CHECK(std::isnan(run.reactions[1].rn[0]));
  CHECK(std::isnan(run.reactions[1].rn[1]));
  CHECK(run.reactions[2].rn[0] == 2.5);
  CHECK(std::isnan(run.reactions[2].rn[1]));
}

TEST_CASE("a curve table with decimal commas is read and says so") {
  const Run run = read("Cycle;x\n1;1,25\n2;1,5\n");
  CHECK(run.reactions[0].rn == std::vector{1.25, 1.5});
  REQUIRE(run.issues.size() == 1);
  CHECK(run.issues[0].code == IssueCode::DecimalComma);
}

TEST_CASE("a curve table names the line and the fault") {
  const struct {
    const char* bytes;
    const char* message;
  } cases[] = {
      {"Cycle,x\n1,1\n3,2\n", "curves.csv:3: expected cycle 2, found '3'"},
      {"Cycle,x\n0,1\n", "curves.csv:2: expected cycle 1, found '0'"},
      {"Cycle,x\n,1\n", "curves.csv:2: expected cycle 1, found ''"},
      {"Cycle,x,x\n1,1,2\n", "curves.csv:1: the title 'x' stands there twice"},
      {"Cycle,A1,A01\n1,1,2\n", "curves.csv:1: the well A1 stands there twice"},
      {"Cycle,x,\n1,1,2\n", "curves.csv:1: column 3 has no title"},
      {"Cycle,\n1,1\n", "curves.csv:1: column 2 has no title"},
      {"Cycle,x\n", "curves.csv:1: no cycles below the titles"},
      {"Cycle,x\n1,1,2\n", "curves.csv:2: the row has more cells than there are titles"},
      {"Cycle,x\n1,high\n", "curves.csv:2: expected a number, found 'high'"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.bytes);
    CHECK_THROWS_WITH_AS(read(c.bytes), c.message, FormatError);
  }
}

TEST_CASE("other tables are no curve tables") {
  CHECK(curve_table.recognises({"curves.csv", "Cycle , x\n"}));
  for (const char* bytes : {"", "Cycle", "Cycles,x\n", "Well,Cycle\n", "cyclists;1\n", "PK\x03\x04"}) {
    CAPTURE(bytes);
    CHECK_FALSE(curve_table.recognises({"curves.csv", bytes}));
  }
}

TEST_CASE("every published curve table is read") {
  const auto folder = shared_data("curves");
  if (!folder)
    return;
  int tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".csv") || name.ends_with(".annotation.csv"))
      continue;
    CAPTURE(name);
    const Source source{.name = name, .bytes = bytes_of_file(entry.path())};
    CHECK(&detect_format(source) == &format_named("curve-table"));
    const Run run = curve_table.read({&source, 1}, {});
    CHECK(run.issues.empty());
    CHECK(run.cycles >= 30);
    ++tables;
  }
  CHECK(tables == 15);
}
