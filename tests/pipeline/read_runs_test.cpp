#include "pipeline/read_runs.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

#include "changed_text.hpp"
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

/// One of the parts of a text export in a file of its own, as Design & Analysis and the cloud write them.
std::string only_section(const std::string& text, const std::string& name) {
  const std::size_t start = text.find("[" + name + "]");
  REQUIRE(start != std::string::npos);
  return text.substr(0, text.find('[')) + text.substr(start, text.find("\n[", start) - start) + "\n";
}

/// Results, curves and dyes of a plate of QuantStudio, each a file.
std::vector<OpenedFile> split_exports(std::uint64_t seed, const std::string& name) {
  const PlateDesign design =
      read_plate_design("PLATE.toml", tests::project_file("sample_runs/deletions/PLATE.toml"));
  const std::string text =
      simulated_files(design, seed, *simulated_layout("quantstudio-text")).files.at(0).bytes;
  return {opened(name + "_Results.txt", only_section(text, "Results")),
          opened(name + "_Amplification.txt", only_section(text, "Amplification Data")),
          opened(name + "_Multicomponent.txt", only_section(text, "Multicomponent Data"))};
}

std::vector<std::string> names_of(const RunFiles& files) {
  std::vector<std::string> names;
  for (const Source& source : files.sources.sources)
    names.push_back(source.name);
  return names;
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
    const std::vector<RunFiles> one = group_files({plates}, std::nullopt, std::nullopt, {wanted});
    REQUIRE(one.size() == 1);
    CHECK(one[0].sources.run == (std::string_view(wanted) == "b" ? "b" : "2"));  // a name before a number
  }
  CHECK(error_of(group_files({plates}, std::nullopt, std::nullopt, {"3"}).front()) ==
        "plates.rdml: --run: expected one of its 2 runs ('2', 'b') or its number, found '3'");
  CHECK(error_of(group_files({opened("a.csv", table)}, std::nullopt, std::nullopt, {"a"}).front()) ==
        "a.csv: its layout holds one run: read it without --run");
}

TEST_CASE("several runs of a file may be asked for, each once") {
  const OpenedFile plates = opened("plates.txt",
                                   "[Results]\nPlate\tWell\tSample Name\tTarget Name\tTask\tCt\n"
                                   "X1\tA1\tP\tALB\tUNKNOWN\t20\nX2\tA1\tQ\tALB\tUNKNOWN\t21\n"
                                   "X3\tA1\tR\tALB\tUNKNOWN\t22\n");
  const std::vector<RunFiles> all = group_files({plates}, std::nullopt);
  REQUIRE(all.size() == 3);
  CHECK(read_profiled_run(all[2], {}).run.reactions.front().sample == "R");
  const std::vector<RunFiles> two = group_files({plates}, std::nullopt, std::nullopt, {"X3", "1"});
  REQUIRE(two.size() == 2);
  CHECK(two[0].sources.run == "X1");
  CHECK(two[1].sources.run == "X3");
  CHECK(error_of(group_files({plates}, std::nullopt, std::nullopt, {"X3", "3"}).front()) ==
        "plates.txt: --run: '3' is named twice");
}

TEST_CASE("results, curves and dyes in files of their own are one run, whatever their order") {
  std::vector<OpenedFile> files = split_exports(1, "a");
  const Run whole = [&] {
    const PlateDesign design =
        read_plate_design("PLATE.toml", tests::project_file("sample_runs/deletions/PLATE.toml"));
    const Source source{
        .name = "a.txt",
        .bytes = simulated_files(design, 1, *simulated_layout("quantstudio-text")).files.at(0).bytes};
    return read_run(sources_of_run({source}), {});
  }();
  const std::vector<RunFiles> three = group_files({files[2], files[0], files[1]}, std::nullopt);
  REQUIRE(three.size() == 1);
  CHECK(names_of(three[0]) ==
        std::vector<std::string>{"a_Results.txt", "a_Amplification.txt", "a_Multicomponent.txt"});
  CHECK_FALSE(three[0].doubt.has_value());
  const Run run = read_profiled_run(three[0], {}).run;
  REQUIRE(run.reactions.size() == whole.reactions.size());
  CHECK(run.dyes.size() == whole.dyes.size());
  CHECK(run.cycles == whole.cycles);
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    CHECK(run.reactions[i].rn == whole.reactions[i].rn);
    CHECK(run.reactions[i].sample == whole.reactions[i].sample);
  }
  const std::vector<RunFiles> two = group_files({files[2], files[0]}, std::nullopt);
  REQUIRE(two.size() == 1);
  CHECK(names_of(two[0]) == std::vector<std::string>{"a_Results.txt", "a_Multicomponent.txt"});
  CHECK_FALSE(two[0].doubt.has_value());  // the dyes give the Ct
}

TEST_CASE("dyes and curves of another run are refused by their Ct, and each finds its own results") {
  const std::vector<OpenedFile> a = split_exports(1, "a");
  const std::vector<OpenedFile> b = split_exports(2, "b");
  const std::vector<RunFiles> both = group_files({a[2], b[0], b[2], a[0]}, std::nullopt);
  REQUIRE(both.size() == 2);
  CHECK(names_of(both[0]) == std::vector<std::string>{"b_Results.txt", "b_Multicomponent.txt"});
  CHECK(names_of(both[1]) == std::vector<std::string>{"a_Results.txt", "a_Multicomponent.txt"});
  for (const std::size_t part : {1U, 2U}) {
    const std::vector<RunFiles> wrong = group_files({a[0], b[part]}, std::nullopt);
    REQUIRE_FALSE(wrong.empty());
    const std::string error = error_of(wrong[0]);
    CAPTURE(error);
    CHECK(error.starts_with(std::string("a_Results.txt: no ") +
                            (part == 1 ? "Amplification Data" : "Multicomponent Data") +
                            " export given is of this run: not the results of "));
  }
}

TEST_CASE("files that name another instrument, time or plate are not of one run") {
  std::vector<OpenedFile> files = split_exports(1, "a");
  files[2].source.bytes = tests::changed(files[2].source.bytes, "QuantStudio(TM) 7", "QuantStudio(TM) 6");
  const std::string error = error_of(group_files({files[0], files[2]}, std::nullopt).front());
  CAPTURE(error);
  CHECK(
      error.find("the instrument is 'QuantStudio(TM) 7 Flex System' here and 'QuantStudio(TM) 6 Flex System' "
                 "there") != std::string::npos);
}

TEST_CASE("dyes without results say what they lack") {
  const std::vector<OpenedFile> files = split_exports(1, "a");
  const std::vector<RunFiles> alone = group_files({files[2]}, std::nullopt);
  REQUIRE(alone.size() == 1);
  const ReadRun read = read_profiled_run(alone[0], {});
  CHECK(read.run.reactions.empty());
  CHECK(std::any_of(read.run.issues.begin(), read.run.issues.end(),
                    [](const Issue& issue) { return issue.code == IssueCode::SamplesMissing; }));
}
