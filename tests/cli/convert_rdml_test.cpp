// crossbreak convert -o out.rdml and back, and RDML files of several runs, as their users meet them.
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include <doctest/doctest.h>

#include "changed_text.hpp"
#include "cli/program.hpp"
#include "file_content.hpp"
#include "formats/small_rdml.hpp"
#include "shared_data.hpp"
#include "temporary_folder.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::string place(const TemporaryFolder& folder, const std::string& name) {
  return (folder / name).string();
}

json curves_of(const std::string& run) {
  return json::parse(crossbreak_with({"curves", run, "--json"}).out).at("curves");
}

json called(const TemporaryFolder& folder, const std::string& run) {
  const Printed printed =
      crossbreak_with({"call", run, "--json", "--formats", "json", "-o", place(folder, "calls")});
  CAPTURE(printed.err);
  return printed.out.empty() ? json() : json::parse(printed.out);
}

std::map<std::string, std::pair<json, json>> patients_of(const json& record) {
  std::map<std::string, std::pair<json, json>> calls;
  for (const json& patient : record.at("patients"))
    calls[patient.at("sample")] = {patient.at("call"), patient.at("deletions")};
  return calls;
}

/// Where both give a number, the same one within what a line in place of its window costs.
void check_same_curves(const json& before, const json& after) {
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    CAPTURE(before[i].at("well"));
    CAPTURE(before[i].at("target"));
    for (const char* field : {"well", "sample", "target", "omitted"})
      if (before[i].contains(field))
        CHECK(before[i].at(field) == after[i].at(field));
    for (const char* field : {"ct", "threshold"}) {
      CAPTURE(field);
      const json& a = before[i].at(field);
      const json& b = after[i].at(field);
      CHECK(a.is_number() == b.is_number());
      if (a.is_number() && b.is_number())
        CHECK(a.get<double>() == doctest::Approx(b.get<double>()).epsilon(1e-6));
    }
  }
}

std::string two_runs() {
  std::string xml = crossbreak::small_rdml();
  const std::size_t start = xml.find("<run ");
  const std::size_t end = xml.find("</experiment>");
  std::string second = xml.substr(start, end - start);
  second.replace(second.find("Run001"), 6, "Run/2");
  return xml.insert(end, second);
}

}  // namespace

TEST_CASE("a sample run that became RDML gives the same curves and the same calls") {
  const TemporaryFolder folder;
  const std::string file = place(folder, "out.rdml");
  std::size_t runs = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(samples)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_directory() || !fs::exists(sample(name)))
      continue;
    CAPTURE(name);
    const Printed printed = crossbreak_with({"convert", sample(name), "-o", file});
    REQUIRE(printed.code == 0);
    CHECK(printed.err.find("out.rdml has no place for: ") != std::string::npos);
    check_same_curves(curves_of(sample(name)), curves_of(file));
    const json before = called(folder, sample(name));
    const json after = called(folder, file);
    REQUIRE(before.is_null() == after.is_null());
    if (!before.is_null() && name != "odd_wells")  // its rules ask for the passive reference
      CHECK(patients_of(before) == patients_of(after));
    ++runs;
  }
  CHECK(runs == 4);
}

TEST_CASE("RDML holds the roles of a run, and says in both languages what it has no place for") {
  const TemporaryFolder folder;
  const std::string file = place(folder, "out.rdml");
  const Printed printed = crossbreak_with({"convert", sample("deletions"), "-o", file});
  CHECK(printed.err.find("the passive reference (ROX)") != std::string::npos);
  CHECK(printed.err.find("baseline windows, for which their lines stand (curves: ") != std::string::npos);
  const json record = called(folder, sample("deletions"));
  std::map<std::string, std::string> roles;
  for (const json& well : record.at("wells"))
    roles[well.at("well")] = well.at("role");
  const json again = called(folder, file);
  std::set<std::string> seen;
  for (const json& well : again.at("wells")) {
    CHECK(well.at("role") == roles.at(well.at("well")));
    seen.insert(well.at("role"));
  }
  for (const char* role : {"unknown", "ntc", "negative_control", "positive_control"})
    CHECK(seen.contains(role));
  const std::string written = content_of(file);
  const Printed chinese = crossbreak_with({"convert", sample("deletions"), "-o", file, "--lang", "zh"});
  CHECK(chinese.err.find("参比染料（ROX）") != std::string::npos);
  CHECK(content_of(file) == written);
  const Printed inspected = crossbreak_with({"inspect", file});
  CHECK(inspected.code == 0);
  CHECK(inspected.out.find("  rdml\n") != std::string::npos);
}

TEST_CASE("what the passive reference alone tells of wells is said to be lost, well by well") {
  const TemporaryFolder folder;
  const Printed printed = crossbreak_with({"convert", sample("odd_wells"), "-o", place(folder, "out.rdml")});
  for (const char* loss :
       {"what its passive reference shows of wells A9, C7, C9, E8",
        "that the dyes show wells not to be readable, whose curves read back as if they were (C7, C9"})
    CHECK_MESSAGE(printed.err.find(loss) != std::string::npos, printed.err);
}

TEST_CASE("convert replaces RDML of its own and no other") {
  const TemporaryFolder folder;
  const std::string other = folder.write("other.rdml", crossbreak::small_rdml());
  const Printed printed = crossbreak_with({"convert", sample("deletions"), "-o", other});
  CHECK(printed.code == 6);
  CHECK(printed.err == "crossbreak: " + other +
                           ": is there already, and not as an RDML file of crossbreak; name another file\n");
  CHECK(content_of(other) == crossbreak::small_rdml());
  const std::string own = place(folder, "own.rdml");
  CHECK(crossbreak_with({"convert", sample("deletions"), "-o", own}).code == 0);
  CHECK(crossbreak_with({"convert", sample("deletions"), "-o", own}).code == 0);
  CHECK(crossbreak_with({"convert", sample("deletions"), "-o", own, "--repeats", "r.csv"}).err ==
        "crossbreak: --repeats: of use for .asm.json alone, the other layouts have no calls\n");
}

TEST_CASE("of an RDML file of several runs each is a run, or the one that --run names or numbers") {
  const TemporaryFolder folder;
  const std::string file = folder.write("plates.rdml", two_runs());
  const std::string all = crossbreak_with({"inspect", file}).out;
  CHECK(all.find("plates.rdml [Run001]") != std::string::npos);
  CHECK(all.find("plates.rdml [Run/2]") != std::string::npos);
  for (const char* which : {"Run/2", "2"}) {
    const std::string one = crossbreak_with({"inspect", file, "--run", which}).out;
    CHECK(one.find("plates.rdml [Run/2]") != std::string::npos);
    CHECK(one.find("Run001") == std::string::npos);
  }
  CHECK(crossbreak_with({"curves", file, "--run", "Run/2"}).out.starts_with("plates.rdml [Run/2]\n"));
  const std::string named = crossbreak_with({"inspect", file, "--run", "Run/2", "--run", "1"}).out;
  CHECK(named == all);
  CHECK(crossbreak_with({"inspect", file, "--run", "all"}).out == all);
  const Printed unknown = crossbreak_with({"curves", file, "--run", "Run002"});
  CHECK(unknown.code == 3);
  CHECK(unknown.err ==
        "crossbreak: plates.rdml: --run: expected one of its 2 runs ('Run001', 'Run/2') or its number, found "
        "'Run002'; did you mean 'Run001'?\n");
  const Printed single = crossbreak_with({"curves", sample("deletions"), "--run", "1"});
  CHECK(single.code == 3);
  CHECK(single.err == "crossbreak: deletions.eds: its layout holds one run: read it without --run\n");
  CHECK(crossbreak_with({"convert", file, "-o", place(folder, "o.csv")}).err ==
        "crossbreak: expected one run, found 2; convert each apart, with its own -o, by --run\n");
  CHECK(crossbreak_with({"convert", file, "--run", "2", "-o", place(folder, "o.csv")}).code == 0);
}

TEST_CASE("the runs of one file are called together, and called again as they were") {
  const TemporaryFolder folder;
  const auto rdml_of = [&](const std::string& run) {
    const std::string file = place(folder, run + ".rdml");
    REQUIRE(crossbreak_with({"convert", sample(run), "-o", file}).code == 0);
    const crossbreak::Source source{.name = run, .bytes = content_of(file)};
    return crossbreak::ZipArchive(source).read("rdml_data.xml");
  };
  std::string xml = rdml_of("deletions");
  const std::string other = rdml_of("contaminated_ntc");
  const std::size_t start = other.find("<run ");
  xml.insert(xml.find("</experiment>"), other.substr(start, other.find("</experiment>") - start));
  const auto call = [&](const std::vector<std::string>& files, const std::string& name,
                        const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments = {"call"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    for (const std::string& each : {std::string("--combine"), name, std::string("--formats"),
                                    std::string("json"), std::string("-o"), place(folder, "calls")})
      arguments.push_back(each);
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Printed printed = crossbreak_with(arguments);
    REQUIRE_MESSAGE(printed.code <= 4, printed.err);
    return json::parse(content_of(folder / ("calls/" + name + ".calls.json")));
  };
  fs::create_directory(folder / "in");
  const std::string file = folder.write("in/plates.rdml", xml);
  const json both = call({file}, "both");
  const std::string first = "plates.rdml [deletions.eds]";
  const std::string second = "plates.rdml [contaminated_ntc.eds]";
  REQUIRE(both.at("inputs").size() == 2);
  CHECK(both.at("inputs").at(0).at("file") == first);
  CHECK(both.at("inputs").at(1).at("file") == second);
  CHECK(both.at("origin").at("options") == json::parse(R"([{"name": "run", "value": "contaminated_ntc.eds"},
                        {"name": "run", "value": "deletions.eds"}])"));
  CHECK(
      patients_of(both) ==
      patients_of(call({place(folder, "deletions.rdml"), place(folder, "contaminated_ntc.rdml")}, "apart")));
  const json one = call({file}, "one", {"--run", "2"});
  REQUIRE(one.at("inputs").size() == 1);
  CHECK(one.at("inputs").at(0).at("file") == second);

  const std::string review = place(folder, "calls/review.json");
  for (const char* name : {"both", "one"}) {
    CAPTURE(name);
    const std::string record_file = place(folder, std::string("calls/") + name + ".calls.json");
    const json record = json::parse(content_of(record_file));
    std::string well = record.at("wells").at(0).at("well");
    if (record.at("inputs").size() > 1)
      well += " of " + first;
    const Printed decided =
        crossbreak_with({"review", "decide", record_file, "--by", "A. Reviewer", "--accept", "all",
                         "--exclude", well, "--code", "pipetting", "-o", review});
    REQUIRE_MESSAGE(decided.code == 0, decided.err);
    const Printed applied =
        crossbreak_with({"review", "apply", record_file, review, "--inputs", place(folder, "in"), "-o",
                         place(folder, "again"), "--formats", "json"});
    REQUIRE_MESSAGE(applied.code == 0, applied.err);
    const json again = json::parse(content_of(folder / ("again/" + std::string(name) + ".calls.json")));
    CHECK(again.at("inputs") == record.at("inputs"));
    CHECK(again.at("origin").at("options") == record.at("origin").at("options"));
    fs::remove(review);
  }
}

TEST_CASE("each run of an RDML file is called into outputs of its own, and called again as it was") {
  const TemporaryFolder folder;
  const std::string one = place(folder, "one.rdml");
  REQUIRE(crossbreak_with({"convert", sample("deletions"), "-o", one}).code == 0);
  const crossbreak::Source source{.name = "one.rdml", .bytes = content_of(one)};
  std::string xml = crossbreak::ZipArchive(source).read("rdml_data.xml");
  const std::size_t start = xml.find("<run ");
  const std::size_t end = xml.find("</experiment>");
  const std::string run = xml.substr(start, end - start);
  xml.insert(end, crossbreak::tests::changed(run, "id=\"deletions.eds\"", "id=\"Run/2\""));
  fs::create_directory(folder / "in");
  const std::string file = folder.write("in/plates.rdml", xml);
  const std::string out = place(folder, "calls");
  const Printed printed = crossbreak_with({"call", file, "--formats", "json", "-o", out});
  CAPTURE(printed.err);
  REQUIRE(printed.code <= 4);
  const json first = json::parse(content_of(folder / "calls/plates.deletions_eds.calls.json"));
  const std::string second = place(folder, "calls/plates.Run_2.calls.json");
  const json record = json::parse(content_of(second));
  CHECK(record.at("inputs").at(0).at("file") == "plates.rdml [Run/2]");
  CHECK(record.at("origin").at("options") == json::parse(R"([{"name": "run", "value": "Run/2"}])"));
  CHECK(patients_of(first) == patients_of(record));
  const std::string review = place(folder, "calls/review.json");
  const Printed decided =
      crossbreak_with({"review", "decide", second, "--by", "A. Reviewer", "--accept", "all", "--exclude",
                       record.at("wells").at(0).at("well"), "--code", "pipetting", "-o", review});
  REQUIRE_MESSAGE(decided.code == 0, decided.err);
  const Printed applied = crossbreak_with({"review", "apply", second, review, "--inputs", place(folder, "in"),
                                           "-o", place(folder, "again"), "--formats", "json"});
  REQUIRE_MESSAGE(applied.code == 0, applied.err);
  const json again = json::parse(content_of(folder / "again/plates.Run_2.calls.json"));
  CHECK(again.at("inputs") == record.at("inputs"));
  CHECK(again.at("origin").at("options") == record.at("origin").at("options"));
}

TEST_CASE("measured run files that became RDML give the same curves") {
  const auto runs = crossbreak::shared_data("real_runs");
  if (!runs)
    return;
  const TemporaryFolder folder;
  const std::string file = place(folder, "out.rdml");
  std::size_t converted = 0;
  for (const char* name : {"7500fast_v2.3_standard_curve.eds", "7500fast_v2.3_taqman_results.eds",
                           "7500fast_v2.0.xls", "7500fast_v2_curves.xls", "stepone_standard_curve.rdml"}) {
    CAPTURE(name);
    const std::string run = (*runs / name).string();
    const Printed printed = crossbreak_with({"convert", run, "-o", file});
    CAPTURE(printed.err);
    REQUIRE(printed.code == 0);
    check_same_curves(curves_of(run), curves_of(file));
    ++converted;
  }
  CHECK(converted == 5);
}
