// What the writer makes of runs is read back in reports/tidy_csv_test.cpp; here is what people make of
// tables.
#include "formats/tidy_table.hpp"

#include <cmath>
#include <map>
#include <sstream>

#include <doctest/doctest.h>

#include "formats/format_error.hpp"
#include "formats/formats.hpp"
#include "formats/tidy_issues.hpp"
#include "issue_lines.hpp"
#include "message_of.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

using Cells = std::map<std::string, std::string>;

std::string titles() {
  std::string line;
  for (const std::string_view list : {tidy_titles_of_well, tidy_titles_of_cycle, tidy_titles_of_result,
                                      tidy_titles_of_run, tidy_titles_of_reading})
    line += (line.empty() ? "" : ",") + std::string(list);
  return line;
}

/// A row of well A1, with some cells changed.
std::string row(const Cells& changed = {}) {
  Cells cells = {{"schema", "crossbreak/tidy/1"},
                 {"source", "plate.eds"},
                 {"well", "A1"},
                 {"sample", "P1"},
                 {"target", "D4-7"},
                 {"reporter_dye", "FAM"},
                 {"passive_dye", "ROX"},
                 {"cycle", "1"},
                 {"reporter", "2"},
                 {"passive", "1"},
                 {"ct_instrument_status", "absent"},
                 {"omitted", "false"},
                 {"plate_rows", "8"},
                 {"plate_columns", "12"}};
  for (const auto& [title, text] : changed)
    cells[title] = text;
  std::string line;
  std::istringstream all(titles());
  for (std::string title; std::getline(all, title, ',');)
    line += cells[title] + ',';
  line.back() = '\n';
  return line;
}

Run read(const std::string& bytes) {
  const Source source{.name = "t.csv", .bytes = bytes};
  return read_run(sources_of_run({source}), {});
}

}  // namespace

TEST_CASE("rows of a tidy table may stand in any order, with columns of others among them") {
  std::string table = titles() + ",mine\n";
  for (const std::string& line : {row({{"cycle", "2"}, {"reporter", "3"}}),
                                  row({{"well", "B1"}, {"target", "D2-8"}}), row({{"cycle", "1"}})})
    table += line.substr(0, line.size() - 1) + ",x\n";
  const Run run = read("\xEF\xBB\xBF" + table);
  CHECK(run.format == "tidy-table");
  REQUIRE(run.reactions.size() == 2);
  CHECK(run.reactions[0].well == Well{0, 0});
  CHECK(run.reactions[1].target == "D2-8");
  REQUIRE(run.dyes.size() == 4);
  CHECK(find_dye(run, {0, 0}, "FAM")->signal == std::vector{2.0, 3.0});
  CHECK(find_dye(run, {0, 0}, "ROX")->signal == std::vector{1.0, 1.0});
  CHECK(run.cycles == 2);
}

TEST_CASE("a cell without a reading is a missing one, and a row without cycle a well without curve") {
  const Run run = read(titles() + '\n' + row({{"reporter", ""}}) + row({{"cycle", "2"}}) +
                       row({{"well", "H12"}, {"cycle", ""}, {"reporter", ""}, {"passive", ""}}));
  REQUIRE(run.reactions.size() == 2);
  REQUIRE(find_dye(run, {0, 0}, "FAM") != nullptr);
  CHECK(std::isnan(find_dye(run, {0, 0}, "FAM")->signal[0]));
  CHECK(find_dye(run, {7, 11}, "FAM") == nullptr);
  CHECK(run.reactions[1].well == Well{7, 11});
}

TEST_CASE("two targets of a well share the passive reference") {
  const Run run =
      read(titles() + '\n' + row() + row({{"target", "ALB"}, {"reporter_dye", "VIC"}, {"reporter", "5"}}));
  CHECK(run.reactions.size() == 2);
  CHECK(run.dyes.size() == 3);
}

TEST_CASE("a tidy table names the line and what is wrong there") {
  const std::string start = titles() + '\n';
  const struct {
    std::string bytes;
    const char* message;
  } cases[] = {
      {start, "t.csv:1: no rows below the titles"},
      {titles().substr(0, titles().find(",run_ended")) + '\n', "t.csv:1: no column 'run_ended'"},
      {titles() + ",rn\n", "t.csv:1: the title 'rn' stands there twice"},
      {start + row({{"schema", "crossbreak/tidy/2"}}),
       "t.csv:2: schema: expected crossbreak/tidy/1, found 'crossbreak/tidy/2'"},
      {start + row({{"well", "Z1"}}), "t.csv:2: well: expected a well such as A1, found 'Z1'"},
      {start + row({{"well", "P1"}}), "t.csv:2: well: expected a well of the plate, found 'P1'"},
      {start + row({{"plate_rows", "7"}}),
       "t.csv:2: plate_rows: expected a plate of 8 x 12 or 16 x 24 wells, found '7'"},
      {start + row().substr(0, row().size() - 1) + ",,\n",
       "t.csv:2: the row has more cells than there are titles"},
      {start + row({{"reporter", "high"}}),
       "t.csv:2: reporter: expected a number with a decimal point, found 'high'"},
      {start + row({{"reporter", "inf"}}),
       "t.csv:2: reporter: expected a number with a decimal point, found 'inf'"},
      {start + row({{"cycle", "1.5"}}), "t.csv:2: cycle: expected a whole number, found '1.5'"},
      {start + row({{"cycle", "0"}}), "t.csv:2: cycle: expected 1 or more, found '0'"},
      {start + row({{"cycle", "2"}}), "t.csv:2: cycle: expected 1, found '2'"},
      {start + row({{"cycle", "1"}}) + row({{"cycle", "1000000000"}}),
       "t.csv:3: cycle: expected 2, found '1000000000'"},
      {start + row() + row(), "t.csv:3: cycle 1 of this well and target stands in line 2 already"},
      {start + row() + row({{"cycle", ""}}),
       "t.csv:3: cycle: expected a number in every row of a well and target, or one row without, found ''"},
      {start + row() + row({{"cycle", "2"}, {"quencher", "TAMRA"}}),
       "t.csv:3: quencher is 'TAMRA', but '' in line 2 of the same well and target"},
      {start + row() + row({{"well", "A2"}, {"software", "SDS"}}),
       "t.csv:3: software is 'SDS', but '' in line 2 of the same run"},
      {start + row({{"reporter_dye", ""}}), "t.csv:2: readings of a dye that has no name"},
      {start + row({{"well", ""}}), "t.csv:2: well: expected the well in which the dyes were read, found ''"},
      {start + row() + row({{"target", "ALB"}, {"reporter_dye", "VIC"}, {"passive", "9"}}),
       "t.csv:3: dye ROX of well A1 has other readings in another target"},
      {start + row({{"ct_instrument_status", ""}}),
       "t.csv:2: ct_instrument_status: expected absent, undetermined or value, found ''"},
      {start + row({{"ct_instrument", "24"}}),
       "t.csv:2: ct_instrument: expected nothing beside this status, found '24'"},
      {start + row({{"ct_instrument_status", "value"}}),
       "t.csv:2: ct_instrument: expected a number, found ''"},
      {start + row({{"baseline_start_instrument", "3"}}),
       "t.csv:2: baseline_end_instrument: expected both ends of the baseline window or neither, found ''"},
      {start + row({{"omitted", "no"}}), "t.csv:2: omitted: expected true or false, found 'no'"},
      {start + row({{"table_rows", "1"}, {"reading_issues", "none"}}),
       "t.csv:2: reading_issues: expected what crossbreak wrote there, found 'none'"},
      {start + row({{"table_rows", "2"}}) + row({{"table_rows", "3"}, {"cycle", "2"}}),
       "t.csv:3: table_rows is '3', but '2' in line 2 of the same run"},
      {start + row({{"omitted", ""}}), "t.csv:2: omitted: expected true or false, found ''"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    CHECK_THROWS_WITH_AS(read(c.bytes), c.message, FormatError);
  }
}

TEST_CASE("a tidy table is a run of its own, and other tables are none") {
  const Source table{.name = "t.csv", .bytes = titles() + '\n' + row()};
  const std::vector<Source> two = {table, {.name = "u.csv", .bytes = table.bytes}};
  CHECK_THROWS_WITH_AS(tidy_table.read(two, {}), "u.csv: a tidy table is a run of its own", FormatError);
  CHECK(tidy_table.recognises(table));
  for (const char* bytes : {"", "schema,source", "source,well,sample,target,task\n", "PK\x03\x04"})
    CHECK_FALSE(tidy_table.recognises({.name = "t.csv", .bytes = bytes}));
}

TEST_CASE(
    "quotes around the titles and other orders of the columns are what R and pandas make of the table") {
  std::string quoted = "\"\"";
  std::istringstream all(titles());
  for (std::string title; std::getline(all, title, ',');)
    quoted += ",\"" + title + '"';
  const Source source{.name = "t.csv", .bytes = quoted + "\n\"1\"," + row()};
  CHECK(tidy_table.recognises(source));
  CHECK(tidy_table.read(std::vector{source}, {}).reactions.front().sample == "P1");
  CHECK(tidy_table.recognises(
      {.name = "t.csv",
       .bytes = "quencher,passive_dye,reporter_dye,task,target,sample,well,source,schema\n"}));
}

TEST_CASE("a table that does not state what reading its run gave asks for a look") {
  const std::string line =
      "warning table_reading_not_stated | t.csv | The table does not state what reading its run file gave "
      "(its "
      "columns table_rows and reading_issues): convert the run file again.";
  const Run run = read(titles() + '\n' + row());
  CHECK(issue_lines(run.issues) == std::vector{line});
  CHECK(run.issues.front().asks_review);
  const auto without = [](const std::string& text, std::size_t cells) {
    std::string cut = text;
    for (std::size_t i = 0; i < cells; ++i)
      cut.resize(cut.rfind(','));
    return cut + '\n';
  };
  CHECK(issue_lines(read(without(titles(), 2) + without(row({{"table_rows", "1"}}), 2)).issues) ==
        std::vector{line});
  CHECK(read(titles() + '\n' + row({{"table_rows", "1"}})).issues.empty());
}

TEST_CASE("a table tells at most 5000 issues of its run") {
  const auto told = [](std::size_t count) {
    const std::vector<Issue> issues(count, {.code = IssueCode::RunStoppedEarly,
                                            .severity = Severity::Warning,
                                            .place = "t.csv",
                                            .words = {"a", "b"},
                                            .asks_review = true});
    return titles() + '\n' + row({{"table_rows", "1"}, {"reading_issues", tidy_issues_text(issues)}});
  };
  CHECK(read(told(5000)).issues.size() == 5000);
  CHECK(tests::message_of<FormatError>([&] { read(told(5001)); }) ==
        "t.csv: reading_issues: too large: expected at most 5000 issues told of its run in a file");
}

TEST_CASE("the words of an issue are as many texts as there are samples that it reaches") {
  const auto told = [](const Issue& issue) {
    std::string table = titles() + '\n';
    for (int well = 1; well <= 12; ++well)
      table += row({{"well", "A" + std::to_string(well)},
                    {"sample", "P" + std::to_string(well)},
                    {"table_rows", "12"},
                    {"reading_issues", well == 1 ? tidy_issues_text({issue}) : ""}});
    return tests::message_of<FormatError>([&] { read(table); });
  };
  const std::string refusal =
      "t.csv: reading_issues: too large: expected at most 33554432 bytes of text in cells and names in a "
      "file";
  const std::string text(3'000'000, 'x');  // twelve of it are too much
  Issue issue{.code = IssueCode::RunStoppedEarly,
              .severity = Severity::Warning,
              .place = "t.csv",
              .words = {text, ""},
              .asks_review = true};
  CHECK(told(issue) == refusal);
  issue.wells = {Well{.row = 0, .column = 1}};
  CHECK(told(issue) == "nothing thrown");
  issue.code = IssueCode::ThresholdNotFinite;  // which reaches its target, whatever the wells
  CHECK(told(issue) == refusal);
  issue.asks_review = false;  // no patient hears of it
  CHECK(told(issue) == "nothing thrown");
}
