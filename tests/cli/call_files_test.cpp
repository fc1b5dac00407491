// Which files crossbreak call takes together, and which it does not take for runs.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include <doctest/doctest.h>

#include "cli/simulated_plate.hpp"
#include "shared_data.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;

namespace {

const std::string four_singletons = R"(cycles = 45
[[target]]
name = "D4-7"
[[target]]
name = "D4-8"
[[target]]
name = "D2-7"
[[target]]
name = "D2-8"
[layout]
reactions = [["D4-7"], ["D4-8"], ["D2-7"], ["D2-8"]]
)";

const std::string usual_plate = plate + targets + usual_samples();
/// Two Ct of D4-7, one of every other set: too few to prove anything.
const std::string plate_of_few_ct = plate + four_singletons +
                                    "[[sample]]\nname = \"CLEAR\"\ncopies = { \"D4-7\" = 2000 }\n" +
                                    "[[sample]]\nname = \"NTC\"\nrole = \"ntc\"\n" +
                                    "[[sample]]\nname = \"PC\"\nrole = \"positive_control\"\ncopies = { "
                                    "\"D4-7\" = 2000, \"D2-7\" = 2000, \"D2-8\" = 2000, \"D4-8\" = 2000 }\n";

/// Where the two exports of a run of SDS v1 lie.
struct Exports {
  std::string results;
  std::string delta_rn;
};

Exports simulate_exports(const TemporaryFolder& folder, const std::string& name, const std::string& design,
                         int seed) {
  const std::string results = (folder / (name + ".csv")).string();
  fs::create_directories(fs::path(results).parent_path());
  const Printed made = crossbreak_with({"simulate", folder.write("design/PLATE.toml", design), "--layout",
                                        "sds1", "--seed", std::to_string(seed), "-o", results});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  return {.results = results, .delta_rn = (folder / (name + ".delta_rn.csv")).string()};
}

Printed call(const TemporaryFolder& folder, std::vector<std::string> files) {
  fs::remove_all(folder / "out");
  files.insert(files.begin(), "call");
  files.insert(files.end(), {"-o", (folder / "out").string(), "--formats", "json"});
  return crossbreak_with(files);
}

std::set<std::string> written(const TemporaryFolder& folder) {
  std::set<std::string> names;
  if (fs::exists(folder / "out"))
    for (const auto& entry : fs::directory_iterator(folder / "out"))
      names.insert(entry.path().filename().string());
  return names;
}

json record_of(const fs::path& path) {
  return json::parse(content_of(path));
}

/// "monday.csv monday.delta_rn.csv"
std::string inputs_of(const json& record) {
  std::string names;
  for (const json& input : record.at("inputs"))
    names += (names.empty() ? "" : " ") + input.at("file").get<std::string>();
  return names;
}

std::set<std::string> issues_of(const json& record) {
  std::set<std::string> codes;
  for (const json& issue : record.at("run").at("issues"))
    codes.insert(issue.at("code").get<std::string>());
  return codes;
}

/// "CLEAR deletion D4-7; NONE not_detected; "
std::string calls_of(const json& record) {
  std::string text;
  for (const json& patient : record.at("patients"))
    text += patient.at("sample").get<std::string>() + ' ' + patient.at("call").get<std::string>() +
            joined(patient.at("deletions"), " ") + "; ";
  return text;
}

bool says(const Printed& printed, const std::string& text) {
  return printed.err.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("each Delta Rn goes to the results whose Ct it gives, in any order and under any name") {
  const TemporaryFolder folder;
  const Exports monday = simulate_exports(folder, "monday", usual_plate, 1);
  const Exports tuesday = simulate_exports(folder, "tuesday", usual_plate, 2);
  const std::string swapped = folder.write("aaa.csv", content_of(tuesday.delta_rn));
  std::vector<std::string> files = {monday.results, tuesday.results, monday.delta_rn, swapped};
  std::sort(files.begin(), files.end());
  do {
    CAPTURE(files);
    REQUIRE(call(folder, files).code == 0);
    CHECK(written(folder) == std::set<std::string>{"monday.calls.json", "tuesday.calls.json"});
    const json first = record_of(folder / "out/monday.calls.json");
    const json second = record_of(folder / "out/tuesday.calls.json");
    CHECK(inputs_of(first) == "monday.csv monday.delta_rn.csv");
    CHECK(inputs_of(second) == "tuesday.csv aaa.csv");
    CHECK(issues_of(first).count("halves_not_proven") == 0);
    CHECK(calls_of(second) == "CLEAR deletion D4-7; EDGE deletion D2-8; NONE not_detected; ");
  } while (std::next_permutation(files.begin(), files.end()));
}

TEST_CASE("a Delta Rn of another day is refused, both files named, and sound runs beside it are called") {
  const TemporaryFolder folder;
  const Exports monday = simulate_exports(folder, "monday", usual_plate, 1);
  const Exports tuesday = simulate_exports(folder, "tuesday", usual_plate, 2);

  const Printed wrong = call(folder, {monday.results, tuesday.delta_rn});
  CHECK(wrong.code == 3);
  CHECK(written(folder).empty());
  CHECK(wrong.err == "crossbreak: " + monday.results +
                         ": no Delta Rn export given is of this run: not the results of " + tuesday.delta_rn +
                         ": expected one threshold that gives the 16 Ct of 'ALB', found none that gives more "
                         "than half of them; export Delta Rn of it too and give both files\n");

  const Printed beside = call(folder, {monday.results, tuesday.results, tuesday.delta_rn});
  CHECK(beside.code == 3);
  CHECK(written(folder) == std::set<std::string>{"tuesday.calls.json"});
  CHECK(says(beside, "crossbreak: " + monday.results +
                         ": no Delta Rn export given is of this run: " + tuesday.delta_rn + " is of " +
                         tuesday.results + "; export Delta Rn of it too and give both files\n"));

  const Printed orphan = call(folder, {monday.delta_rn, tuesday.results, tuesday.delta_rn});
  CHECK(orphan.code == 3);
  CHECK(written(folder) == std::set<std::string>{"tuesday.calls.json"});
  CHECK(says(orphan, "crossbreak: " + monday.delta_rn +
                         ": no Results export given is of this run: " + tuesday.results + " goes with " +
                         tuesday.delta_rn + "; export Results of it too and give both files\n"));
}

TEST_CASE("a half alone is exit 3 and writes nothing") {
  const TemporaryFolder folder;
  const Exports monday = simulate_exports(folder, "monday", usual_plate, 1);
  for (const std::string& half : {monday.results, monday.delta_rn}) {
    CAPTURE(half);
    const Printed printed = call(folder, {half});
    CHECK(printed.code == 3);
    CHECK(says(printed, fs::path(half).filename().string() + ": "));
    CHECK(written(folder).empty());
  }
}

TEST_CASE("halves of other wells are refused, the first that differs named") {
  const TemporaryFolder folder;
  const Exports whole = simulate_exports(folder, "whole", usual_plate, 1);
  const Exports smaller =
      simulate_exports(folder, "smaller", plate + targets + patient("CLEAR") + controls(), 1);
  const Printed printed = call(folder, {whole.results, smaller.delta_rn});
  CHECK(printed.code == 3);
  CHECK(says(printed, "not the results of " + smaller.delta_rn + ": "));
  CHECK(says(printed, "has a result here and no curve there"));
  CHECK(written(folder).empty());
}

TEST_CASE("of two results that the same Delta Rn proves, neither is called") {
  const TemporaryFolder folder;
  const Exports monday = simulate_exports(folder, "monday", usual_plate, 1);
  const std::string copy = folder.write("copy.csv", content_of(monday.results));
  const Printed printed = call(folder, {monday.results, copy, monday.delta_rn});
  CHECK(printed.code == 3);
  CHECK(says(printed, monday.results +
                          ": expected a Delta Rn export that its Ct prove to be of this run, "
                          "found " +
                          monday.delta_rn + ", which may as well be of " + copy + "; "));
  CHECK(written(folder).empty());
}

TEST_CASE("halves with too few Ct to prove them are called with an issue, if there is no other candidate") {
  const TemporaryFolder folder;
  const Exports few = simulate_exports(folder, "few", plate_of_few_ct, 1);
  CHECK(call(folder, {few.delta_rn, few.results}).code == 0);
  const json record = record_of(folder / "out/few.calls.json");
  CHECK(issues_of(record).count("halves_not_proven") == 1);
  CHECK(calls_of(record) == "CLEAR deletion D4-7; ");

  const std::string copy = folder.write("copy.delta_rn.csv", content_of(few.delta_rn));
  const Printed two = call(folder, {few.results, few.delta_rn, copy});
  CHECK(two.code == 3);
  CHECK(says(two, few.results +
                      ": expected one Delta Rn export that its Ct prove to be of this run, found 2 "
                      "that may be: " +
                      few.delta_rn + ", " + copy + "; give the two files of the run alone\n"));
  CHECK(written(folder).empty());

  const std::string apart = folder.write("apart/few.delta_rn.csv", content_of(few.delta_rn));
  CHECK(call(folder, {few.results, apart}).code == 3);
  CHECK(written(folder).empty());
}

TEST_CASE("halves that their Ct prove may lie in different folders") {
  const TemporaryFolder folder;
  const Exports monday = simulate_exports(folder, "monday", usual_plate, 1);
  const std::string apart = folder.write("apart/curves.csv", content_of(monday.delta_rn));
  CHECK(call(folder, {monday.results, apart}).code == 0);
  CHECK(inputs_of(record_of(folder / "out/monday.calls.json")) == "monday.csv curves.csv");
}

TEST_CASE("files of one name in several folders are called apart, each with its outputs beside it") {
  const TemporaryFolder folder;
  const Exports a = simulate_exports(folder, "a/x", usual_plate, 1);
  const Exports b =
      simulate_exports(folder, "b/x", plate + targets + patient("OTHER", "\"D4-8\" = 2000") + controls(), 2);
  for (const std::vector<std::string>& files : {std::vector{a.results, b.results, a.delta_rn, b.delta_rn},
                                                std::vector{b.delta_rn, a.results, a.delta_rn, b.results}}) {
    std::vector<std::string> arguments = files;
    arguments.insert(arguments.begin(), "call");
    arguments.insert(arguments.end(), {"--formats", "json"});
    REQUIRE(crossbreak_with(arguments).code == 0);
    CHECK(calls_of(record_of(folder / "a/x.calls.json")) ==
          "CLEAR deletion D4-7; EDGE deletion D2-8; NONE not_detected; ");
    CHECK(calls_of(record_of(folder / "b/x.calls.json")) == "OTHER deletion D4-8; ");
    CHECK(inputs_of(record_of(folder / "b/x.calls.json")) == "x.csv x.delta_rn.csv");
  }
  const Printed together = call(folder, {a.results, a.delta_rn, b.results, b.delta_rn});
  CHECK(together.code == 2);
  CHECK(together.err == "crossbreak: " + (folder / "out/x.calls.json").string() + ": both " + a.results +
                            " and " + b.results + " would write it; call them apart, each with its own -o\n");
}

TEST_CASE("copies of a run in two folders are two runs, each of its own halves") {
  const TemporaryFolder folder;
  const Exports a = simulate_exports(folder, "a/x", usual_plate, 1);
  const std::string results = folder.write("b/x.csv", content_of(a.results));
  const std::string delta_rn = folder.write("b/x.delta_rn.csv", content_of(a.delta_rn));
  CHECK(crossbreak_with({"call", a.results, delta_rn, results, a.delta_rn, "--formats", "csv"}).code == 0);
  CHECK(content_of(folder / "a/x.calls.csv") == content_of(folder / "b/x.calls.csv"));
}

TEST_CASE("runs of one name that are called together are told apart by their folders") {
  const TemporaryFolder folder;
  const std::string first = folder.write("a/plate.eds", content_of(sample("deletions")));
  const std::string second = folder.write("b/plate.eds", content_of(sample("contaminated_ntc")));
  const Printed printed = crossbreak_with(
      {"call", first, second, "--combine", "both", "-o", (folder / "out").string(), "--formats", "json"});
  INFO(printed.err);
  REQUIRE(fs::exists(folder / "out/both.calls.json"));
  CHECK(inputs_of(record_of(folder / "out/both.calls.json")) == "a/plate.eds b/plate.eds");
}

TEST_CASE("runs that are called together have the same names from whatever folder and however spelled") {
  const TemporaryFolder folder;
  folder.write("a/x/plate.eds", content_of(sample("deletions")));
  folder.write("b/x/plate.eds", content_of(sample("contaminated_ntc")));
  folder.write("b/y/plate.eds", content_of(sample("reference_wells")));
  const fs::path a = folder / "a/x/plate.eds";
  const fs::path b = folder / "b/x/plate.eds";
  const fs::path c = folder / "b/y/plate.eds";
  const fs::path before = fs::current_path();
  const auto record_from = [&](const fs::path& here, const std::vector<std::string>& runs) {
    std::vector<std::string> words = {"call"};
    words.insert(words.end(), runs.begin(), runs.end());
    words.insert(words.end(), {"--combine", "all", "--formats", "json", "-o", (folder / "out").string()});
    fs::remove_all(folder / "out");
    fs::current_path(here);
    const Printed printed = crossbreak_with(words);
    fs::current_path(before);
    INFO(printed.err);
    REQUIRE(fs::exists(folder / "out/all.calls.json"));
    return content_of(folder / "out/all.calls.json");
  };
  const std::string record = record_from(before, {a.string(), b.string(), c.string()});
  CHECK(inputs_of(json::parse(record)) == "a/x/plate.eds b/x/plate.eds y/plate.eds");
  CHECK(record_from(folder.path(), {"a/x/plate.eds", "b/x/plate.eds", "./b/y/plate.eds"}) == record);
  CHECK(record_from(folder / "a", {"x/plate.eds", "../b/x/plate.eds", c.string()}) == record);
  CHECK(record_from(folder / "b/x", {"../../a/x/plate.eds", "plate.eds", "../y//plate.eds"}) == record);
}

TEST_CASE("a run is not called by its whole path where another's path ends in the whole of it") {
  const TemporaryFolder folder;
  const std::string shortest = folder.write("x/plate.eds", content_of(sample("deletions")));
  const std::string below = fs::path(shortest).relative_path().string();
  const std::string longest = folder.write("backup/" + below, content_of(sample("contaminated_ntc")));
  const std::string other = folder.write("y/plate.eds", content_of(sample("reference_wells")));
  const auto names_of = [&](const std::vector<std::string>& runs) {
    std::vector<std::string> words = {"call"};
    words.insert(words.end(), runs.begin(), runs.end());
    words.insert(words.end(), {"--combine", "all", "--formats", "json", "-o", (folder / "out").string()});
    fs::remove_all(folder / "out");
    const Printed printed = crossbreak_with(words);
    INFO(printed.err);
    REQUIRE(fs::exists(folder / "out/all.calls.json"));
    return inputs_of(record_of(folder / "out/all.calls.json"));
  };
  CHECK(names_of({shortest, longest}) == "plate.eds backup/" + below);
  CHECK(names_of({longest, shortest}) == "backup/" + below + " plate.eds");
  CHECK(names_of({shortest, longest, other}) == "x/plate.eds backup/" + below + " y/plate.eds");
}

TEST_CASE("outputs of ours that are given for runs are named, with what to give instead") {
  const TemporaryFolder folder;
  REQUIRE(crossbreak_with({"call", sample("deletions"), "-o", folder.path().string()}).code == 0);
  REQUIRE(crossbreak_with(
              {"call", sample("deletions"), "-o", (folder / "zh").string(), "--lang", "zh", "--csv-bom"})
              .code == 0);
  REQUIRE(crossbreak_with({"curves", sample("deletions"), "--csv", (folder / "curves.csv").string()}).code ==
          0);
  folder.write("curves.json", crossbreak_with({"curves", sample("deletions"), "--json"}).out);
  const std::string record = (folder / "deletions.calls.json").string();
  REQUIRE(crossbreak_with({"summary", record, "--csv", (folder / "summary.csv").string()}).code == 0);
  folder.write("cut.calls.json", content_of(record).substr(0, 5000));

  const struct {
    const char* file;
    const char* message;
  } cases[] = {
      {"deletions.calls.json",
       "a record of crossbreak, made from deletions.eds: give the run file, or render the record's outputs "
       "again with 'crossbreak report deletions.calls.json'"},
      {"cut.calls.json",
       "a record of crossbreak: give the run file, or render the record's outputs again with 'crossbreak "
       "report cut.calls.json'"},
      {"deletions.calls.csv",
       "the calls as crossbreak wrote them, made from deletions.eds: give the run file"},
      {"zh/deletions.calls.csv",
       "the calls as crossbreak wrote them, made from deletions.eds: give the run file"},
      {"deletions.calls.xlsx", "a workbook of calls that crossbreak wrote: give the run file"},
      {"zh/deletions.calls.xlsx", "a workbook of calls that crossbreak wrote: give the run file"},
      {"deletions.review.html", "a review page that crossbreak wrote: give the run file"},
      {"curves.csv", "the curves as crossbreak wrote them, made from deletions.eds: give the run file"},
      {"curves.json", "a JSON that crossbreak wrote: give the run file"},
      {"summary.csv", "a summary that crossbreak wrote: give the run file"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const Printed printed = call(folder, {(folder / c.file).string()});
    CHECK(printed.code == 3);
    CHECK(printed.err == "crossbreak: " + fs::path(c.file).filename().string() + ": " + c.message + '\n');
    CHECK(written(folder).empty());
  }
}

TEST_CASE("no order and no part of the shared files of two days calls a patient from the wrong curves") {
  const std::optional<fs::path> shared = crossbreak::shared_data("cases/faults/sds1_wrong_partner");
  if (!shared)
    return;
  const fs::path& lies = *shared;
  const TemporaryFolder folder;
  std::vector<std::string> all = {(lies / "monday.csv").string(), (lies / "tuesday.csv").string(),
                                  (lies / "tuesday.delta_rn.csv").string()};
  std::sort(all.begin(), all.end());
  do {
    for (unsigned chosen = 1; chosen < 8; ++chosen) {
      std::vector<std::string> files;
      for (unsigned i = 0; i < 3; ++i)
        if ((chosen & (1U << i)) != 0)
          files.push_back(all[i]);
      CAPTURE(files);
      const auto has = [&](const char* name) {
        return std::count(files.begin(), files.end(), (lies / name).string()) == 1;
      };
      const bool is_sound = has("tuesday.csv") && has("tuesday.delta_rn.csv");
      CHECK(call(folder, files).code == (is_sound && !has("monday.csv") ? 0 : 3));
      CHECK(written(folder) ==
            (is_sound ? std::set<std::string>{"tuesday.calls.json"} : std::set<std::string>{}));
    }
  } while (std::next_permutation(all.begin(), all.end()));
}

TEST_CASE("a run whose name leaves no room for what comes of its review is not called") {
  const TemporaryFolder folder;
  const std::string fits(255 - std::string(".patients.html").size(), 'x');
  for (const std::string& name : {fits, fits + 'x'}) {
    fs::copy_file(sample("contaminated_ntc"), folder / (name + ".eds"));
    const Printed printed = call(folder, {(folder / (name + ".eds")).string()});
    if (name == fits) {
      CHECK(written(folder) == std::set<std::string>{fits + ".calls.json"});
    } else {
      CHECK(printed.code == 6);
      CHECK(printed.err.find(".patients.html: cannot be written, as it will be once the run is reviewed: ") !=
            std::string::npos);
      CHECK(written(folder).empty());
    }
  }
}
