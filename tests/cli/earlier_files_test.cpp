// What is said of the files of an earlier call that stay beside the outputs of another record.
#include "earlier_files.hpp"

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "cli/simulated_plate.hpp"

using namespace crossbreak::tests;
namespace cli = crossbreak::cli;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> another = {"--threshold", "0.25"};  // gives another record
const std::string left = ": of an earlier call, not of this one; made again by";

std::vector<std::string> and_more(std::vector<std::string> options, const std::vector<std::string>& more) {
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

/// A run, called into out/ as often as a test asks.
struct Bench {
  TemporaryFolder folder;
  std::string run = folder.write("plate.txt", export_of(plate + targets + usual_samples()));
  std::string base = (folder / "out/plate").string();
  std::string record = base + ".calls.json";
  std::string workbook = base + ".calls.xlsx";
  std::string page = base + ".review.html";
  std::string csv = base + ".calls.csv";
  std::string patients = base + ".patients.html";

  Printed call(const std::string& formats, const std::vector<std::string>& more = {},
               const std::string& into = "out") const {
    return crossbreak_with(
        and_more({"call", run, "-o", (folder / into).string(), "--formats", formats}, more));
  }
};

std::string wrote(const std::vector<std::string>& files) {
  std::string text;
  for (const std::string& file : files)
    text += "wrote " + file + '\n';
  return text;
}

/// "crossbreak report ...", as a shell without anything to quote would run it.
Printed typed(const std::string& command) {
  std::istringstream words(command);
  std::string word;
  words >> word;
  REQUIRE(word == "crossbreak");
  std::vector<std::string> arguments;
  while (words >> word)
    arguments.push_back(word);
  return crossbreak_with(arguments);
}

}  // namespace

TEST_CASE("files of an earlier call that stay beside another record are named, with what makes them again") {
  const Bench bench;
  REQUIRE(bench.call("xlsx,html,json,csv").code == 0);
  const std::vector<std::string> stays = {bench.workbook, bench.page, bench.csv};
  std::vector<std::string> before;
  for (const std::string& file : stays)
    before.push_back(content_of(file));

  const Printed alone = bench.call("xlsx,html,json,csv", another, "alone");
  const Printed called = bench.call("json", another);
  CHECK(called.code == alone.code);
  const std::string again = "crossbreak report " + bench.record + " --formats xlsx,html,csv";
  CHECK(called.err == wrote({bench.record}) + "crossbreak: " + bench.workbook + ", " + bench.page + ", " +
                          bench.csv + left + ": " + again + '\n');
  for (std::size_t i = 0; i < stays.size(); ++i) {
    CAPTURE(stays[i]);
    CHECK(content_of(stays[i]) == before[i]);
  }

  const Printed made = typed(again);
  CHECK(made.code == 0);
  CHECK(made.err == wrote(stays));
  for (std::size_t i = 0; i < stays.size(); ++i) {
    CAPTURE(stays[i]);
    CHECK(content_of(stays[i]) != before[i]);
    CHECK(content_of(stays[i]) ==
          content_of(bench.folder / ("alone/" + fs::path(stays[i]).filename().string())));
  }
}

TEST_CASE("nothing is said where the same record lies there") {
  const Bench bench;
  REQUIRE(bench.call("xlsx,html,json,csv").code == 0);
  CHECK(bench.call("json").err == wrote({bench.record}));
  CHECK(bench.call("csv").err == wrote({bench.csv}));
  CHECK(bench.call("html", {"--lang", "zh"}).err == wrote({bench.page}));
  CHECK(bench.call("json", another).err != wrote({bench.record}));
  CHECK(bench.call("json", another).err == wrote({bench.record}));
}

TEST_CASE("of a record without curves, a page that was called with it is none of an earlier call") {
  const Bench bench;
  REQUIRE(bench.call("html", {"--no-curves"}).code == 0);
  CHECK(bench.call("json", {"--no-curves"}).err == wrote({bench.record}));
  fs::remove(bench.record);
  CHECK(bench.call("json", {"--no-curves"}).err == wrote({bench.record}));
}

TEST_CASE("where no record lies there, page and workbook tell by the one that they name") {
  const Bench bench;
  REQUIRE(bench.call("xlsx,html,csv,patients").code == 0);
  CHECK(bench.call("json").err == wrote({bench.record}));
  fs::remove(bench.record);
  CHECK(bench.call("json", another).err ==
        wrote({bench.record}) + "crossbreak: " + bench.workbook + ", " + bench.page + ", " + bench.patients +
            left + ": crossbreak report " + bench.record + " --formats xlsx,html,patients\n");
}

TEST_CASE("a record that stays beside outputs of another one is named too, and called again makes all new") {
  const Bench bench;
  REQUIRE(bench.call("xlsx,html,json,csv").code == 0);
  CHECK(bench.call("csv", another).err == wrote({bench.csv}) + "crossbreak: " + bench.workbook + ", " +
                                              bench.page + ", " + bench.record + left +
                                              " the same command with --formats xlsx,html,json,csv\n");
  CHECK(bench.call("xlsx,html,json,csv", another).err ==
        wrote({bench.workbook, bench.page, bench.record, bench.csv}));
}

TEST_CASE(
    "without a record, an output that replaces another one tells that the others are of an earlier call") {
  const Bench bench;
  REQUIRE(bench.call("html,csv").code == 0);
  CHECK(bench.call("csv").err == wrote({bench.csv}));
  CHECK(bench.call("csv", another).err == wrote({bench.csv}) + "crossbreak: " + bench.page + left +
                                              " the same command with --formats html,csv\n");
}

TEST_CASE("what a record without curves cannot give again the call can") {
  const Bench bench;
  REQUIRE(bench.call("json,csv").code == 0);
  CHECK(bench.call("json", and_more(another, {"--no-curves", "--lang", "zh", "--csv-bom"})).err ==
        wrote({bench.record}) + "crossbreak: " + bench.csv + left + ": crossbreak report " + bench.record +
            " --formats csv --lang zh --csv-bom\n");
  REQUIRE(bench.call("xlsx,json,csv").code == 0);
  CHECK(bench.call("json", and_more(another, {"--no-curves"})).err ==
        wrote({bench.record}) + "crossbreak: " + bench.workbook + ", " + bench.csv + left +
            " the same command with --formats xlsx,json,csv\n");
}

TEST_CASE("report into a folder with files of another record names those that it leaves") {
  const Bench bench;
  const std::string other = (bench.folder / "other/plate").string();
  const auto report = [&](const std::string& record, const std::string& formats) {
    return crossbreak_with({"report", record, "--formats", formats, "-o", (bench.folder / "other").string()});
  };
  const auto call_other = [&] { return bench.call("xlsx,json,csv", {}, "other").code; };
  bench.call("json", another);
  REQUIRE(call_other() == 0);
  CHECK(report(bench.record, "csv").err == wrote({other + ".calls.csv"}) + "crossbreak: " + other +
                                               ".calls.xlsx, " + other + ".calls.json" + left +
                                               " the same command with --formats xlsx,json,csv\n");
  REQUIRE(call_other() == 0);
  CHECK(report(bench.record, "json").err ==
        wrote({other + ".calls.json"}) + "crossbreak: " + other + ".calls.xlsx, " + other + ".calls.csv" +
            left + ": crossbreak report " + other + ".calls.json --formats xlsx,csv\n");
  CHECK(report(bench.record, "csv").err == wrote({other + ".calls.csv"}));

  REQUIRE(call_other() == 0);
  bench.call("json", and_more(another, {"--no-curves"}), "bare");
  CHECK(report((bench.folder / "bare/plate.calls.json").string(), "json").err ==
        wrote({other + ".calls.json"}) + "crossbreak: " + other + ".calls.xlsx, " + other + ".calls.csv" +
            left + " calling the run with --formats xlsx,json,csv\n");
}

TEST_CASE("reports of one record in two languages are no earlier call") {
  const Bench bench;
  bench.call("json");
  const std::string chinese = (bench.folder / "chinese").string();
  const std::vector<std::string> report = {"report", bench.record, "-o", chinese, "--formats"};
  REQUIRE(crossbreak_with(and_more(report, {"xlsx,csv"})).code == 0);
  CHECK(crossbreak_with(and_more(report, {"xlsx", "--lang", "zh"})).err ==
        wrote({chinese + "/plate.calls.xlsx"}));
}

TEST_CASE("released files beside a record that was not released are named and stay") {
  const Bench bench;
  bench.folder.write("out/plate.released.csv", "released\n");
  bench.folder.write("out/plate.repeats.csv", "repeats\n");
  CHECK(
      bench.call("json").err ==
      wrote({bench.record}) + "crossbreak: " + bench.base + ".released.csv, " + bench.base +
          ".repeats.csv: of an earlier record, which was released; 'crossbreak review sign' writes those of "
          "this one once it is final\n");
  CHECK(content_of(bench.base + ".released.csv") == "released\n");
  CHECK(content_of(bench.base + ".repeats.csv") == "repeats\n");
}

TEST_CASE("nothing is said of released files beside a copy of the final record") {
  const CalledPlate plate;
  plate.release();
  const std::string copy = (plate.folder / "copy").string();
  plate.folder.write("copy/plate.released.csv", content_of(plate.released + "/plate.released.csv"));
  const Printed printed =
      crossbreak_with({"report", plate.released + "/plate.calls.json", "--formats", "json", "-o", copy});
  CHECK(printed.err == wrote({copy + "/plate.calls.json"}));
}

TEST_CASE("a run that is called again without an excluded well names what lies there of another call") {
  const CalledPlate plate;
  REQUIRE(plate.decide({"--accept", "all", "--exclude", "A1/D4-7", "--code", "curve_artifact"}).code == 0);
  const std::string workbook = plate.folder.write("released/plate.calls.xlsx", "no workbook\n");
  const Printed applied = plate.apply({"--inputs", plate.folder.path().string()});
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const std::string again = "crossbreak report " + plate.released + "/plate.calls.json --formats xlsx";
  CHECK(applied.err == wrote({plate.released + "/plate.review.json", plate.released + "/plate.calls.json"}) +
                           "crossbreak: " + workbook + left + ": " + again + '\n');
  CHECK(typed(again).err == wrote({workbook}));
  CHECK(content_of(workbook) != "no workbook\n");
}

TEST_CASE("the command that makes files again is one for a shell, whatever the run is called") {
  const cli::EarlierFiles earlier = {.files = {"x.calls.csv"},
                                     .formats = {"csv"},
                                     .all_formats = {"json", "csv"},
                                     .record_gives_them = true,
                                     .released = {}};
  const struct {
    const char* record;
    const char* word;
  } cases[] = {
      {"out/x_1.calls.json", "out/x_1.calls.json"}, {"\xE4\xB8\x80.calls.json", "\xE4\xB8\x80.calls.json"},
      {"-x.calls.json", "./-x.calls.json"},         {"- x.calls.json", "'./- x.calls.json'"},
      {"a b.calls.json", "'a b.calls.json'"},       {"$x.calls.json", "'$x.calls.json'"},
      {"it's.calls.json", "'it'\\''s.calls.json'"}};
  for (const auto& c : cases) {
    CAPTURE(c.record);
    CHECK(
        cli::lines_of(earlier, c.record, {}) ==
        std::vector<std::string>{"x.calls.csv" + left + ": crossbreak report " + c.word + " --formats csv"});
  }
  CHECK(cli::lines_of({}, "x.calls.json", {}).empty());
}
