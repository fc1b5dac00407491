// crossbreak curves as its users run it: every kind of file, every choice, whole columns.
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "file_content.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const std::string plate = (samples / "deletions/deletions.eds").string();

const std::string header =
    "source,well,sample,target,task,reporter,amplified,ct,ct_instrument,threshold,threshold_source,"
    "baseline_start,baseline_end,baseline_source,ct_sdm,ct_cy0,efficiency,reasons";

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

using Row = std::map<std::string, std::string>;

/// The rows of --csv -, by column; the header is the one promised.
std::vector<Row> rows_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "curves");
  arguments.insert(arguments.end(), {"--csv", "-"});
  const Printed printed = crossbreak_with(arguments);
  CAPTURE(printed.err);
  REQUIRE(printed.code == 0);
  std::istringstream lines(printed.out);
  std::string line;
  std::getline(lines, line);
  REQUIRE(line == header);
  const std::vector<std::string> titles = split(header);
  std::vector<Row> rows;
  while (std::getline(lines, line)) {
    const std::vector<std::string> cells = split(line);
    REQUIRE(cells.size() == titles.size());
    Row row;
    for (std::size_t i = 0; i < titles.size(); ++i)
      row[titles[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Column -> how often each value stands in it.
std::map<std::string, int> counts(const std::vector<Row>& rows, const std::string& column) {
  std::map<std::string, int> counted;
  for (const Row& row : rows)
    ++counted[row.at(column)];
  return counted;
}

using Counts = std::map<std::string, int>;

/// A curve table of two columns that amplify, Ct apart.
std::string curve_table() {
  std::ostringstream text;
  text << "Cycle,alpha,beta\n";
  for (int cycle = 1; cycle <= 40; ++cycle)
    text << cycle << ',' << 1 + 2 / (1 + std::exp((24 - cycle) / 1.5)) << ','
         << 1 + 3 / (1 + std::exp((28 - cycle) / 1.5)) << '\n';
  return text.str();
}

}  // namespace

TEST_CASE("curves reads every layout the program writes, with the same wells and verdicts") {
  const TemporaryFolder folder;
  const std::string design = (samples / "contaminated_ntc/PLATE.toml").string();
  std::map<std::string, std::vector<Row>> by_layout;
  for (const char* layout :
       {"eds", "quantstudio-eds", "json-eds", "text", "csv", "xlsx", "quantstudio-text", "sds1"}) {
    CAPTURE(layout);
    const std::string file = (folder / (std::string(layout) + "/run.dat")).string();
    REQUIRE(crossbreak_with({"simulate", design, "--layout", layout, "--seed", "5", "-o", file}).code == 0);
    std::vector<std::string> files = {file};
    if (std::string(layout) == "sds1")
      files.push_back((folder / "sds1/run.delta_rn.dat").string());
    by_layout[layout] = rows_of(files);
  }
  const std::vector<Row>& first = by_layout.at("eds");
  REQUIRE(first.size() == 35);
  for (const auto& of_layout : by_layout) {
    const std::string& layout = of_layout.first;
    const std::vector<Row>& rows = of_layout.second;
    CAPTURE(layout);
    REQUIRE(rows.size() == first.size());
    // Three decimals; SDS v1 interpolates linearly, by which its Ct may differ by as much.
    const double rounding = layout == "sds1" ? 0.31 : 0.04;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CAPTURE(rows[i].at("well"));
      for (const char* column : {"well", "sample", "target", "amplified"})
        CHECK(rows[i].at(column) == first[i].at(column));
      CHECK(rows[i].at("ct").empty() == first[i].at("ct").empty());
      if (!rows[i].at("ct").empty())
        CHECK(std::abs(std::stod(rows[i].at("ct")) - std::stod(first[i].at("ct"))) < rounding);
    }
  }
}

TEST_CASE("numbers are in the shortest form that reads back the same, and absent is empty") {
  int numbers = 0;
  int empty = 0;
  for (const Row& row : rows_of({plate}))
    for (const char* column : {"ct", "ct_instrument", "threshold", "ct_sdm", "ct_cy0", "efficiency"}) {
      const std::string& cell = row.at(column);
      empty += cell.empty();
      if (cell.empty())
        continue;
      double value = 0;
      const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), value);
      CHECK(read.ptr == cell.data() + cell.size());
      char shortest[32];
      const auto written = std::to_chars(shortest, shortest + sizeof shortest, value);
      CHECK(cell == std::string(shortest, written.ptr));
      ++numbers;
    }
  CHECK(numbers > 600);
  CHECK(empty > 200);
}

TEST_CASE("--baseline and --threshold choose for all targets or for one, and each row says who chose") {
  CHECK(counts(rows_of({plate}), "threshold_source") == Counts{{"file", 192}});
  CHECK(counts(rows_of({plate}), "baseline_source") == Counts{{"file", 192}});
  const auto automatic = rows_of({plate, "--baseline", "auto", "--threshold", "auto"});
  CHECK(counts(automatic, "threshold_source") == Counts{{"automatic", 192}});
  CHECK(counts(automatic, "baseline_source") == Counts{{"automatic", 192}});
  const auto given = rows_of({plate, "--baseline", "3-12", "--threshold", "0.25"});
  CHECK(counts(given, "threshold_source") == Counts{{"command_line", 192}});
  CHECK(counts(given, "threshold") == Counts{{"0.25", 192}});
  CHECK(counts(given, "baseline_source") == Counts{{"command_line", 192}});
  CHECK(counts(given, "baseline_start") == Counts{{"3", 192}});
  CHECK(counts(given, "baseline_end") == Counts{{"12", 192}});
  CHECK(rows_of({plate, "--baseline", "file", "--threshold", "file"}) == rows_of({plate}));

  const auto one = rows_of({plate, "--threshold", "ALB=0.3", "--baseline", "ALB=4-9", "--threshold", "auto"});
  for (const Row& row : one) {
    CAPTURE(row.at("well"));
    const bool is_alb = row.at("target") == "ALB";
    CHECK(row.at("threshold_source") == (is_alb ? "command_line" : "automatic"));
    CHECK((row.at("threshold") == "0.3") == is_alb);
    CHECK(row.at("baseline_source") == (is_alb ? "command_line" : "file"));
    CHECK((row.at("baseline_end") == "9" && row.at("baseline_start") == "4") == is_alb);
  }
  CHECK(counts(one, "target").at("ALB") == 96);
}

TEST_CASE("call takes the same choices and records them") {
  const TemporaryFolder folder;
  const std::string out = folder.path().string();
  REQUIRE(crossbreak_with({"call", plate, "-o", out, "--formats", "json", "--threshold", "0.25",
                           "--threshold", "ALB=auto", "--baseline", "3-12"})
              .code == 0);
  const json record = json::parse(content_of(folder / "deletions.calls.json"));
  int wells = 0;
  for (const json& well : record.at("wells")) {
    const bool is_alb = well.at("target") == "ALB";
    CHECK(well.at("threshold_source") == (is_alb ? "automatic" : "command_line"));
    CHECK((well.at("threshold") == 0.25) == !is_alb);
    CHECK(well.at("baseline_source") == "command_line");
    ++wells;
  }
  CHECK(wells == 192);
}

TEST_CASE("all columns of a plain curve table are one target, unless --group says otherwise") {
  const TemporaryFolder folder;
  const std::string table = folder.write("t.csv", curve_table());
  const auto together = rows_of({table});
  REQUIRE(together.size() == 2);
  CHECK(together[0].at("source") == "t.csv");
  CHECK(together[0].at("well").empty());
  CHECK(together[0].at("sample") == "alpha");
  CHECK(together[1].at("sample") == "beta");
  CHECK(together[0].at("target") == together[1].at("target"));
  CHECK(together[0].at("threshold") == together[1].at("threshold"));
  CHECK(together[0].at("amplified") == "yes");
  CHECK(together[0].at("ct_instrument").empty());

  const std::string groups = folder.write("g.csv", "curve,target\nalpha,first\nbeta,second\n");
  const auto apart = rows_of({table, "--group", groups, "--threshold", "second=0.4"});
  CHECK(apart[0].at("target") == "first");
  CHECK(apart[0].at("threshold_source") == "automatic");
  CHECK(apart[1].at("threshold") == "0.4");
}

TEST_CASE("a window that a curve has no reading in is said aloud beside a row without Ct") {
  const TemporaryFolder folder;
  std::string text = "Cycle,whole,cut\n";
  for (int cycle = 1; cycle <= 20; ++cycle)
    text += std::to_string(cycle) + ",1." + std::to_string(cycle % 3) + (cycle < 15 ? ",1.1\n" : ",\n");
  const Printed printed =
      crossbreak_with({"curves", folder.write("t.csv", text), "--baseline", "16-20", "--csv", "-"});
  CHECK(printed.code == 0);
  CHECK(printed.err.find("cut: The baseline window 16-20 holds no reading of this curve of 20 cycles") !=
        std::string::npos);
  CHECK(printed.err.find("whole: The baseline window") == std::string::npos);
}

TEST_CASE("many files come out in the order given, whatever comes first; a bad one is told and left out") {
  const TemporaryFolder folder;
  std::vector<std::string> files;
  for (const char* name : {"reference_wells", "odd_wells", "deletions", "contaminated_ntc"})
    files.push_back((samples / name / (std::string(name) + ".eds")).string());
  std::vector<Row> expected;
  for (const std::string& file : files)
    for (Row& row : rows_of({file}))
      expected.push_back(std::move(row));
  for (int repetition = 0; repetition < 3; ++repetition)
    CHECK(rows_of(files) == expected);

  const std::string bad = folder.write("bad.txt", "no run\n");
  std::vector<std::string> arguments = {"curves", files[0], bad, files[2], "--csv", "-"};
  const Printed printed = crossbreak_with(arguments);
  CHECK(printed.code == 3);
  CHECK(printed.err.starts_with("crossbreak: bad.txt: the file is in no layout known here"));
  CHECK(printed.out.find("reference_wells.eds,A1,") != std::string::npos);
  CHECK(printed.out.find("deletions.eds,A1,") != std::string::npos);
}

TEST_CASE("what names no target, file or place is refused with what there is") {
  const TemporaryFolder folder;
  const Printed target = crossbreak_with({"curves", plate, "--threshold", "ABL=0.2"});
  CHECK(target.code == 2);
  CHECK(
      target.err ==
      "crossbreak: --threshold or --baseline: no run has a target 'ABL', did you mean 'ALB'? The targets are "
      "'ALB', 'IKZF1_D2-7', 'IKZF1_D2-8', 'IKZF1_D4-7', 'IKZF1_D4-8'\n");
  const Printed far = crossbreak_with({"curves", plate, "--baseline", "betaglobin=auto"});
  CHECK(far.code == 2);
  CHECK(far.err ==
        "crossbreak: --threshold or --baseline: no run has a target 'betaglobin'. The targets are 'ALB', "
        "'IKZF1_D2-7', 'IKZF1_D2-8', 'IKZF1_D4-7', 'IKZF1_D4-8'\n");
  const std::string taken = folder.write("taken", "x");
  const Printed unwritable = crossbreak_with({"curves", plate, "--csv", taken + "/below/c.csv"});
  CHECK(unwritable.code == 6);
  CHECK(unwritable.err ==
        "crossbreak: " + taken + "/below: expected a folder, found that " + taken + " is a file\n");
  const std::string table = folder.write("t.csv", curve_table());
  const std::string groups = folder.write("g.csv", "curve,target\nalpha,first\n");
  const Printed ungrouped = crossbreak_with({"curves", table, "--group", groups});
  CHECK(ungrouped.code == 3);
  CHECK(ungrouped.err ==
        "crossbreak: g.csv: expected a target for every curve of t.csv, found none for 'beta'\n");
}
