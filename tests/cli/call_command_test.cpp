// crossbreak call as its users run it: outputs, exit codes and refusals.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "file_content.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// {sample: call} of a record.
std::map<std::string, std::string> calls_of(const json& record) {
  std::map<std::string, std::string> calls;
  for (const json& patient : record.at("patients"))
    calls[patient.at("sample")] = patient.at("call");
  return calls;
}

}  // namespace

TEST_CASE("call writes its four outputs beside the run and prints every patient") {
  const TemporaryFolder folder;
  const std::string run = folder.write("plate 1.v2.eds", content_of(sample("deletions")));
  const Printed printed = crossbreak_with({"call", run});
  CHECK(printed.code == 0);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"plate 1.v2.calls.csv", "plate 1.v2.calls.json",
                                                            "plate 1.v2.calls.xlsx", "plate 1.v2.eds",
                                                            "plate 1.v2.review.html"});
  for (const char* patient : {"24-0101", "24-0105", "24-0109"})
    CHECK(printed.out.find(patient) != std::string::npos);
  const std::string base = (folder / "plate 1.v2").string();
  CHECK(printed.err == "wrote " + base + ".calls.xlsx\nwrote " + base + ".review.html\nwrote " + base +
                           ".calls.json\nwrote " + base + ".calls.csv\n");
}

TEST_CASE("--json prints the very record that is written") {
  const TemporaryFolder folder;
  const Printed printed = crossbreak_with(
      {"call", sample("deletions"), "--json", "-o", (folder / "a/b").string(), "--formats", "json"});
  CHECK(printed.code == 0);
  CHECK(printed.out == content_of(folder / "a/b/deletions.calls.json"));
  CHECK(calls_of(json::parse(printed.out)) ==
        std::map<std::string, std::string>{{"24-0101", "deletion"},
                                           {"24-0102", "deletion"},
                                           {"24-0103", "deletion"},
                                           {"24-0104", "deletion"},
                                           {"24-0105", "mixed"},
                                           {"24-0106", "not_detected"},
                                           {"24-0107", "not_detected"},
                                           {"24-0108", "not_detected"},
                                           {"24-0109", "not_detected"}});
}

TEST_CASE("--no-curves leaves the curves out of the record and nothing else") {
  const TemporaryFolder folder;
  json with =
      json::parse(crossbreak_with({"call", sample("deletions"), "--json", "-o", folder.path().string()}).out);
  const json without = json::parse(
      crossbreak_with({"call", sample("deletions"), "--json", "--no-curves", "-o", folder.path().string()})
          .out);
  CHECK(with.at("curves").size() == with.at("wells").size());
  CHECK_FALSE(without.contains("curves"));
  with.erase("curves");
  CHECK(with == without);
}

TEST_CASE("an invalid run is exit 4 with its outputs, the same with --fail-on review") {
  for (const bool fail_on_review : {false, true}) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments = {"call", sample("contaminated_ntc"), "-o", folder.path().string()};
    if (fail_on_review)
      arguments.insert(arguments.end(), {"--fail-on", "review"});
    CHECK(crossbreak_with(arguments).code == 4);
    CHECK(names_in(folder.path()).size() == 4);
  }
}

TEST_CASE("a review is exit 5 only where --fail-on asks for it, and outputs are written") {
  const TemporaryFolder folder;
  CHECK(crossbreak_with({"call", sample("deletions"), "-o", folder.path().string()}).code == 0);
  const Printed printed =
      crossbreak_with({"call", sample("deletions"), "--fail-on", "review", "-o", (folder / "b").string()});
  CHECK(printed.code == 5);
  CHECK(names_in(folder / "b").size() == 4);
}

TEST_CASE("of several runs all are tried, and the gravest code is the exit code") {
  const TemporaryFolder folder;
  const std::string broken = folder.write("in/broken.eds", "PK\x03\x04 no zip");
  const Printed printed =
      crossbreak_with({"call", broken, (folder / "in/missing.eds").string(), sample("contaminated_ntc"),
                       sample("deletions"), "-o", (folder / "out").string(), "--formats", "csv"});
  CHECK(printed.code == 3);
  CHECK(names_in(folder / "out") ==
        std::vector<std::string>{"contaminated_ntc.calls.csv", "deletions.calls.csv"});
  CHECK(printed.err.find("broken.eds: ") != std::string::npos);
  CHECK(printed.err.find((folder / "in/missing.eds").string() + ": no such file\n") != std::string::npos);
}

TEST_CASE("two inputs that would write the same output are refused before anything is computed") {
  const TemporaryFolder folder;
  const std::string run = content_of(sample("deletions"));
  const std::string first = folder.write("a/plate.eds", run);
  const std::string second = folder.write("b/plate.eds", run);
  const std::string out = (folder / "out").string();
  const Printed printed = crossbreak_with({"call", first, second, "-o", out});
  CHECK(printed.code == 2);
  CHECK(printed.out.empty());
  CHECK(printed.err == "crossbreak: " + out + "/plate.calls.xlsx: both " + first + " and " + second +
                           " would write it; call them apart, each with its own -o\n");
  CHECK_FALSE(fs::exists(out));
  CHECK(crossbreak_with({"call", first, first}).code == 2);
  CHECK(names_in(folder / "a") == std::vector<std::string>{"plate.eds"});
}

TEST_CASE("an output never replaces an input") {
  const TemporaryFolder folder;
  const std::string run = folder.write("plate.eds", content_of(sample("deletions")));
  const std::string table = folder.write("plate.calls.csv", "Cycle,a\n1,1\n2,1\n");
  const Printed printed = crossbreak_with({"call", run, table});
  CHECK(printed.code == 2);
  CHECK(content_of(table) == "Cycle,a\n1,1\n2,1\n");
}

TEST_CASE("an output that cannot be written is exit 6, and an older one stays whole") {
  const TemporaryFolder folder;
  folder.write("deletions.calls.json", "old");
  fs::create_directory(folder / "deletions.calls.csv");
  const Printed printed = crossbreak_with({"call", sample("deletions"), "-o", folder.path().string()});
  CHECK(printed.code == 6);
  CHECK(content_of(folder / "deletions.calls.json") == "old");
  const std::string file = folder.write("taken", "x");
  CHECK(crossbreak_with({"call", sample("deletions"), "-o", file}).code == 6);
}

TEST_CASE("what cannot be used is exit 3 with one line that names the file") {
  const TemporaryFolder folder;
  const std::string run = content_of(sample("deletions"));
  const std::vector<std::string> files = {
      folder.write("empty.eds", ""),
      folder.write("cut.eds", run.substr(0, run.size() / 2)),
      folder.write("foreign.eds", "%PDF-1.7 not a run"),
      folder.write("text.txt", "hello\n"),
      (folder / "missing.eds").string(),
  };
  for (const std::string& file : files) {
    CAPTURE(file);
    const Printed printed = crossbreak_with({"call", file, "-o", (folder / "out").string()});
    CHECK(printed.code == 3);
    CHECK(printed.out.empty());
    CHECK(std::count(printed.err.begin(), printed.err.end(), '\n') == 1);
    CHECK(printed.err.find(fs::path(file).filename().string() + ": ") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("an unknown target lists the run's targets and tells of --target, which places it") {
  const TemporaryFolder folder;
  const std::string map = folder.write(
      "map.csv", "well,sample,target,role\nA1,,Exon set one,\nA1,,ALB,\nB1,,Exon set one,\nB1,,ALB,\n");
  const std::string out = (folder / "out").string();
  const Printed refused = crossbreak_with({"call", sample("deletions"), "--plate-map", map, "-o", out});
  CHECK(refused.code == 3);
  CHECK(refused.err.find("'Exon set one'") != std::string::npos);
  CHECK(refused.err.find("'IKZF1_D2-8'") != std::string::npos);
  CHECK(refused.err.find("--target") != std::string::npos);
  const Printed placed = crossbreak_with({"call", sample("deletions"), "--plate-map", map, "--target",
                                          "Exon set one=D4-7", "--json", "-o", out});
  CHECK(placed.code == 0);
  CHECK(calls_of(json::parse(placed.out)).at("24-0101") == "deletion");
}

TEST_CASE("--target and --threshold name what exists, or are exit 2 with the nearest") {
  const TemporaryFolder folder;
  const std::string out = (folder / "out").string();
  const Printed set = crossbreak_with({"call", sample("deletions"), "-o", out, "--target", "x=D47"});
  CHECK(set.code == 2);
  CHECK(set.err ==
        "crossbreak: --target: the panel has no set 'D47', did you mean 'D4-7'? The sets are D4-7, D4-8, "
        "D2-7, D2-8, ALB\n");
  const Printed target =
      crossbreak_with({"call", sample("deletions"), "-o", out, "--threshold", "IKZF1_D47=0.1"});
  CHECK(target.code == 2);
  CHECK(target.err ==
        "crossbreak: --threshold or --baseline: no run has a target 'IKZF1_D47', did you mean 'IKZF1_D4-7'? "
        "The "
        "targets are 'ALB', 'IKZF1_D2-7', 'IKZF1_D2-8', 'IKZF1_D4-7', 'IKZF1_D4-8'\n");
}

TEST_CASE("a dye that a well lacks is told once") {
  const TemporaryFolder folder;
  std::string text = content_of(samples / "deletions" / "deletions.txt");
  const std::string setup = "A1\t24-0101\t\t\t\tALB\t\tUNKNOWN\tVIC";
  REQUIRE(text.find(setup) != std::string::npos);
  text.replace(text.find(setup), setup.size(), "A1\t24-0101\t\t\t\tALB\t\tUNKNOWN\tJOE");
  const Printed printed =
      crossbreak_with({"call", folder.write("plate.txt", text), "--json", "--formats", "json"});
  REQUIRE(printed.code == 0);
  std::vector<std::string> told;
  const json record = json::parse(printed.out);
  for (const json& issue : record.at("run").at("issues"))
    if (issue.at("place") == "plate.txt: A1")
      told.push_back(issue.at("words").at("en"));
  CHECK(told == std::vector<std::string>{"'ALB' reports in 'JOE', but the well has no signal of that dye."});
}

TEST_CASE("thresholds and windows of the command line are recorded as such") {
  const TemporaryFolder folder;
  const Printed printed =
      crossbreak_with({"call", sample("deletions"), "--json", "-o", folder.path().string(), "--threshold",
                       "ALB=0.25", "--baseline", "3-12"});
  const json record = json::parse(printed.out);
  for (const json& well : record.at("wells")) {
    CHECK(well.at("baseline_source") == "command_line");
    CHECK(well.at("baseline_end") == 12);
    CHECK(well.at("threshold_source") == (well.at("target") == "ALB" ? "command_line" : "file"));
  }
}

TEST_CASE("--combine calls several runs into one report under its name") {
  const TemporaryFolder folder;
  const Printed printed =
      crossbreak_with({"call", sample("deletions"), sample("reference_wells"), "--combine", "week 47", "-o",
                       folder.path().string(), "--formats", "json"});
  CHECK(printed.code == 0);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"week 47.calls.json"});
  const json record = json::parse(content_of(folder / "week 47.calls.json"));
  CHECK(record.at("inputs").size() == 2);
  CHECK(calls_of(record).size() == 9 + 6);
}

TEST_CASE("a plate map that names samples is refused for more than one run") {
  const TemporaryFolder folder;
  const std::string map = folder.write("map.csv", "well,sample,target,role\nA1,x,,\n");
  const Printed printed = crossbreak_with({"call", sample("deletions"), sample("reference_wells"),
                                           "--plate-map", map, "-o", (folder / "out").string()});
  CHECK(printed.code == 2);
  CHECK(printed.err ==
        "crossbreak: --plate-map: map.csv names samples, so it belongs to one plate; found 2 runs to "
        "call\n");
}

TEST_CASE(
    "a baseline window that no curve of a run can hold is a wrong command line, and nothing is written") {
  const TemporaryFolder folder;
  const std::string out = (folder / "out").string();
  for (const char* command : {"call", "curves", "explain"}) {
    CAPTURE(command);
    std::vector<std::string> arguments = {command, sample("deletions"), "--baseline", "3-99"};
    if (command == std::string("call"))
      arguments.insert(arguments.end(), {"-o", out});
    if (command == std::string("explain"))
      arguments.insert(arguments.end(), {"--sample", "24-0101"});
    const Printed printed = crossbreak_with(arguments);
    CHECK(printed.code == 2);
    CHECK(printed.err ==
          "crossbreak: --baseline 3-99: deletions.eds has 45 cycles; give a window within 1-45\n");
    CHECK(printed.out.empty());
  }
  CHECK_FALSE(fs::exists(out));
  const Printed of_target = crossbreak_with(
      {"call", sample("deletions"), "-o", out, "--baseline", "3-45", "--baseline", "ALB=38-46"});
  CHECK(of_target.code == 2);
  CHECK(of_target.err ==
        "crossbreak: --baseline ALB=38-46: deletions.eds has 45 cycles; give a window within 1-45\n");
  CHECK(crossbreak_with({"curves", sample("deletions"), "--baseline", "3-45"}).code == 0);
}

TEST_CASE(
    "a panel's baseline window that the run cannot hold is refused, unless the command line has another") {
  const TemporaryFolder folder;
  std::string text = content_of(fs::path(CROSSBREAK_SOURCE_DIR) / "primers/ikzf1_deletions.toml");
  const std::string set = "name = \"D4-7\"\n";
  REQUIRE(text.find(set) != std::string::npos);
  text.replace(text.find(set), set.size(), set + "baseline = [3, 99]\n");
  const std::string panel = folder.write("panel.toml", text);
  const std::string out = (folder / "out").string();
  const Printed refused = crossbreak_with({"call", sample("deletions"), "-o", out, "--panel", panel});
  CHECK(refused.code == 3);
  CHECK(refused.err ==
        "crossbreak: deletions.eds: 45 cycles, but panel ikzf1_deletions gives target 'IKZF1_D4-7' the "
        "baseline "
        "window 3-99; correct the panel, or give another with --baseline\n");
  CHECK(crossbreak_with({"call", sample("deletions"), "-o", out, "--panel", panel, "--baseline", "auto"})
            .code == 0);
}
