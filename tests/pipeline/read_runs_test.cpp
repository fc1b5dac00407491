#include "pipeline/read_runs.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "pipeline/settings_error.hpp"
#include "pipeline/shipped_settings.hpp"
#include "simulate/plate_design.hpp"
#include "simulate/simulated_run.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;
using crossbreak::tests::message_of;

namespace {

constexpr const char* table = "Cycle,a,b\n1,1.0,1.0\n2,1.1,1.0\n3,1.0,1.0\n";

OpenedFile opened(const std::string& name, const std::string& bytes) {
  return {.source = {.name = name, .bytes = bytes}, .error = nullptr};
}

OpenedFile not_opened(const std::string& message) {
  return {.source = {}, .error = std::make_exception_ptr(std::runtime_error(message))};
}

std::string error_of(const RunFiles& files) {
  return message_of<std::exception>([&] { read_profiled_run(files, {}); });
}

}  // namespace

TEST_CASE("files become runs in the order given, and one that is no run keeps its place with its error") {
  const std::vector<RunFiles> runs = group_files({opened("a.csv", table), not_opened("b.csv: no such file"),
                                                  opened("c.csv", "x"), opened("d.csv", table)},
                                                 std::nullopt);
  REQUIRE(runs.size() == 4);
  CHECK(runs[0].place == 0);
  CHECK(runs[0].sources.sources.front().name == "a.csv");
  CHECK(error_of(runs[1]) == "b.csv: no such file");
  CHECK(error_of(runs[2]).starts_with("c.csv: "));
  CHECK(runs[3].place == 3);
  CHECK(runs[3].sources.sources.front().name == "d.csv");
}

TEST_CASE("two files of one name are two runs") {
  const std::vector<RunFiles> runs =
      group_files({opened("a.csv", table), opened("a.csv", table)}, std::nullopt);
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].place == 0);
  CHECK(runs[1].place == 1);
}

TEST_CASE("results and curves of one run are listed once, at the place of the results") {
  const PlateDesign design =
      read_plate_design("PLATE.toml", tests::project_file("sample_runs/deletions/PLATE.toml"));
  const SimulatedFiles made = simulated_files(design, 1, *simulated_layout("sds1"));
  REQUIRE(made.files.size() == 2);
  const std::vector<RunFiles> runs =
      group_files({opened("delta_rn.csv", made.files[1].bytes), opened("results.csv", made.files[0].bytes)},
                  std::nullopt);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].place == 1);
  CHECK(runs[0].sources.sources.size() == 2);
}

TEST_CASE("a layout that nobody knows is refused; one that is forced counts for every file") {
  CHECK_THROWS_AS(group_files({opened("a.csv", table)}, "edz-7500"), SettingsError);
  const std::vector<RunFiles> runs = group_files({opened("a.csv", table)}, "eds-7500");
  REQUIRE(runs.size() == 1);
  CHECK(error_of(runs[0]).starts_with("a.csv: "));
}

TEST_CASE("a run is read with the profile of its instrument and the rules of its software") {
  const RunSettings settings = shipped_settings().run;
  const std::vector<RunFiles> files =
      group_files({{.source = sample_run("deletions/deletions.eds"), .error = nullptr}}, std::nullopt);
  const ReadRun read = read_profiled_run(files.front(), settings);
  REQUIRE(read.profile != nullptr);
  CHECK(read.profile->id == "abi7500");
  CHECK(read.rules.rules.automatic == AutomaticRule::Abi7500V2);
  CHECK_FALSE(read.rules.issue.has_value());
}

TEST_CASE("a run that names no instrument has no profile, says so, and takes a forced one") {
  RunSettings settings = shipped_settings().run;
  const std::vector<RunFiles> files = group_files({opened("a.csv", table)}, std::nullopt);
  const ReadRun silent = read_profiled_run(files.front(), settings);
  CHECK(silent.profile == nullptr);
  CHECK_FALSE(silent.rules.issue.has_value());  // it is the run's
  REQUIRE_FALSE(silent.run.issues.empty());
  CHECK(code_of(silent.run.issues.back().code) == "instrument_unknown");
  settings.profile_is_forced = true;
  CHECK(read_profiled_run(files.front(), settings).profile == &settings.profiles.front());
}

TEST_CASE("groups give the columns of a curve table their targets") {
  RunSettings settings;
  settings.groups = read_curve_groups({"g.csv", "curve,target\na,X\nb,Y\n"});
  const std::vector<RunFiles> files = group_files({opened("a.csv", table)}, std::nullopt);
  const ReadRun read = read_profiled_run(files.front(), settings);
  CHECK(read.run.reactions[0].target == "X");
  CHECK(read.run.reactions[1].target == "Y");
}

TEST_CASE("each run of a file is one, or only that of the name or number that is asked for") {
  const OpenedFile plates = opened(
      "plates.rdml",
      "<rdml version=\"1.1\"><experiment id=\"e\"><run id=\"2\"><react id=\"1\"><data><tar id=\"T\"/></data>"
      "</react></run><run id=\"b\"><react id=\"2\"><data><tar "
      "id=\"T\"/></data></react></run></experiment></rdml>");
  const std::vector<RunFiles> all = group_files({opened("a.csv", table), plates}, std::nullopt);
  REQUIRE(all.size() == 3);
  CHECK(all[1].place == 1);
  CHECK(all[2].place == 1);
  CHECK(read_profiled_run(all[1], {}).run.inputs.front().name == "plates.rdml [2]");
  CHECK(read_profiled_run(all[2], {}).run.reactions.front().well == Well{0, 1});
  for (const char* wanted : {"b", "2", "1"}) {
    CAPTURE(wanted);
    const std::vector<RunFiles> one = group_files({plates}, std::nullopt, std::nullopt, wanted);
    REQUIRE(one.size() == 1);
    CHECK(one[0].sources.run == (std::string_view(wanted) == "b" ? "b" : "2"));  // a name before a number
  }
  CHECK(error_of(group_files({plates}, std::nullopt, std::nullopt, "3").front()) ==
        "plates.rdml: --run: expected one of its 2 runs ('2', 'b') or its number, found '3'");
  CHECK(error_of(group_files({opened("a.csv", table)}, std::nullopt, std::nullopt, "a").front()) ==
        "a.csv: its layout holds one run: read it without --run");
}
