// crossbreak convert, and the plate map that inspect writes, as their users run them.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "file_content.hpp"
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

}  // namespace

TEST_CASE("convert writes a tidy table that call and curves read as the run") {
  const TemporaryFolder folder;
  const std::string table = place(folder, "out.csv");
  const Printed printed = crossbreak_with({"convert", sample("deletions"), "-o", table});
  CHECK(printed.code == 0);
  CHECK(printed.out.empty());
  CHECK(printed.err.starts_with("wrote " + table +
                                "\nout.csv has no place for: readings that no target uses (TAMRA"));
  const json before = curves_of(sample("deletions"));
  const json after = curves_of(table);
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    for (const char* field : {"well", "sample", "target", "task", "amplified", "ct", "ct_instrument",
                              "threshold", "baseline_start", "baseline_end", "efficiency"}) {
      CAPTURE(i);
      CAPTURE(field);
      CHECK(before[i].at(field) == after[i].at(field));
    }
  const auto patients = [&](const std::string& run) {
    std::map<std::string, std::string> calls;
    const json record = json::parse(
        crossbreak_with({"call", run, "--json", "--formats", "json", "-o", place(folder, "calls")}).out);
    for (const json& patient : record.at("patients"))
      calls[patient.at("sample")] = patient.at("call");
    return calls;
  };
  const auto called = patients(sample("deletions"));
  CHECK(called.size() > 5);
  CHECK(called == patients(table));
}

TEST_CASE("a read-only output stays, whichever command would replace it, unless that is forced") {
  const TemporaryFolder folder;
  const std::string calls = place(folder, "deletions.calls.csv");
  const std::string table = place(folder, "out.csv");
  const struct {
    std::vector<std::string> command;
    std::string output;
  } cases[] = {{{"call", sample("deletions"), "--formats", "csv,json", "-o", folder.path().string()}, calls},
               {{"curves", sample("deletions"), "--csv", table}, table},
               {{"convert", sample("deletions"), "-o", place(folder, "tidy.csv")}, place(folder, "tidy.csv")},
               {{"summary", place(folder, "deletions.calls.json"), "--csv", place(folder, "summary.csv")},
                place(folder, "summary.csv")}};
  for (const auto& use : cases) {
    const std::vector<std::string>& command = use.command;
    const std::string& output = use.output;
    CAPTURE(command.front());
    REQUIRE(crossbreak_with(command).code == 0);
    fs::permissions(output, fs::perms(0444));
    const std::string before = content_of(output);
    const Printed refused = crossbreak_with(command);
    CHECK(refused.code == 6);
    CHECK(refused.err ==
          "crossbreak: " + output + ": is read-only and stays as it is; --force replaces it\n");
    CHECK(content_of(output) == before);
    std::vector<std::string> forced = command;
    forced.emplace_back("--force");
    CHECK(crossbreak_with(forced).code == 0);
  }
}

TEST_CASE("convert applies a plate map, and says that a table has no place for its roles") {
  const TemporaryFolder folder;
  const std::string map = folder.write("map.csv", "well,sample,role\nA1,renamed,patient\n");
  const std::string table = place(folder, "out.csv");
  const Printed printed = crossbreak_with({"convert", sample("deletions"), "--plate-map", map, "-o", table});
  CHECK(printed.code == 0);
  CHECK(printed.err.find("roles of the plate map (entries: 2)") != std::string::npos);
  CHECK(content_of(table).find("crossbreak/tidy/1,deletions.eds,A1,renamed,") != std::string::npos);
  const Printed chinese =
      crossbreak_with({"convert", sample("deletions"), "--plate-map", map, "-o", table, "--lang", "zh"});
  CHECK(chinese.err.find("孔板布局表中的样本类型（2项）") != std::string::npos);
}

TEST_CASE("convert replaces what it wrote itself and no other file, of whatever name") {
  const TemporaryFolder folder;
  const auto convert = [&](const std::string& name) {
    return crossbreak_with({"convert", sample("deletions"), "-o", place(folder, name)});
  };
  const std::string results = folder.write("plate.released.csv", "sample,call\nP1,deleted\n");
  CHECK(convert("plate.released.csv").code == 6);
  CHECK(convert("plate.released.csv").err == "crossbreak: " + results +
                                                 ": is there already, and not as a tidy table of crossbreak; "
                                                 "name another file\n");
  CHECK(content_of(results) == "sample,call\nP1,deleted\n");
  const std::string other = folder.write("other.asm.json", R"({"ASM converter name": "another"})");
  CHECK(convert("other.asm.json").code == 6);
  CHECK(content_of(other) == R"({"ASM converter name": "another"})");
  for (const char* name : {"out.csv", "out.asm.json"}) {
    CHECK(convert(name).code == 0);
    const std::string written = content_of(folder / name);
    CHECK(convert(name).code == 0);
    CHECK(content_of(folder / name) == written);
  }
}

TEST_CASE("an offset from UTC that the time of the run has already is said to be unused") {
  const TemporaryFolder folder;
  const Printed printed = crossbreak_with(
      {"convert", sample("deletions"), "-o", place(folder, "out.asm.json"), "--utc-offset", "+08:00"});
  CHECK(printed.code == 0);
  CHECK(printed.err.find("\n--utc-offset +08:00: not used, the time of the run, '") != std::string::npos);
}

TEST_CASE("a template for a plate map that somebody filled in is not replaced") {
  const TemporaryFolder folder;
  const std::string map = place(folder, "MAP.XLSX");
  const auto write = [&](const char* run) {
    return crossbreak_with({"inspect", sample(run), "--plate-map-template", map});
  };
  CHECK(write("deletions").code == 0);
  const std::string written = content_of(map);
  CHECK(write("deletions").code == 0);
  const Printed other = write("reference_wells");
  CHECK(other.code == 6);
  CHECK(other.err == "crossbreak: " + map +
                         ": is there already and says something else, a plate map filled in perhaps; name "
                         "another file\n");
  CHECK(content_of(map) == written);
}

TEST_CASE("--encoding is that of the plate map too") {
  const TemporaryFolder folder;
  const std::string map = folder.write("map.csv", "well,sample\nA1,\xD5\xC5\n");
  const std::string table = place(folder, "out.csv");
  CHECK(
      crossbreak_with({"convert", sample("deletions"), "--plate-map", map, "--encoding", "GBK", "-o", table})
          .code == 0);
  CHECK(content_of(table).find("crossbreak/tidy/1,deletions.eds,A1,张,") != std::string::npos);
}

TEST_CASE("the doubts of a run are those of its table, and its columns that are not read are named") {
  const TemporaryFolder folder;
  const auto issues = [&](const std::string& run) {
    return json::parse(
               crossbreak_with({"call", run, "--json", "--formats", "json", "-o", place(folder, "calls")})
                   .out)
        .at("run")
        .at("issues");
  };
  const std::string map = folder.write("map.csv", "well,sample,note\nA1,renamed,x\n");
  const std::string table = place(folder, "out.csv");
  CHECK(crossbreak_with({"convert", sample("deletions"), "--plate-map", map, "-o", table}).code == 0);
  std::vector<std::string> codes;
  for (const json& issue : issues(table))
    codes.push_back(issue.at("code"));
  for (const char* code : {"plate_map", "plate_map_columns_unused"})
    CHECK(std::find(codes.begin(), codes.end(), code) != codes.end());
  const std::string export_file = folder.write(
      "export.txt",
      "* Block Type = 96fast\n* Instrument Type = sds7500fast\n* Experiment Run End Time = 2014-03-05 "
      "08:30:00 "
      "AM CST\n\n[Sample Setup]\nWell\tSample Name\tTarget Name\tTask\tReporter\tSample Color\n"
      "A1\tP\tD4-7\tUNKNOWN\tFAM\tRGB(1,2,3)\n\n[Results]\nWell\tSample Name\tTarget "
      "Name\tTask\tReporter\tC\xD1\x82\tTm1\tNOAMP\tEmpty\nA1\tP\tD4-7\tUNKNOWN\tFAM\t25.1\t82.5\tN\t\n");
  const Printed printed = crossbreak_with({"convert", export_file, "-o", table});
  CHECK(printed.code == 0);
  CHECK(printed.err.find("columns of the export that are not read (Sample Color, Tm1)") != std::string::npos);
}

TEST_CASE("an ASM file of a simulated run holds each well's curves, Ct and call") {
  const TemporaryFolder folder;
  const std::string file = place(folder, "out.asm.json");
  const Printed printed = crossbreak_with({"convert", sample("deletions"), "-o", file});
  CHECK(printed.code == 0);
  CHECK(printed.err.starts_with("wrote " + file + "\nout.asm.json has no place for: "));
  const json record = json::parse(crossbreak_with({"call", sample("deletions"), "--json", "--formats", "json",
                                                   "-o", folder.path().string()})
                                      .out);
  const json document = json::parse(content_of(file)).at("qpcr aggregate document");
  std::map<std::pair<std::string, std::string>, json> measured;
  for (const json& well : document.at("qpcr document"))
    for (const json& each : well.at("measurement aggregate document").at("measurement document"))
      CHECK(measured
                .emplace(std::pair(each.at("sample document").at("well location identifier"),
                                   each.at("target DNA description")),
                         each)
                .second);
  REQUIRE(measured.size() == record.at("wells").size());
  for (const json& well : record.at("wells")) {
    CAPTURE(well.at("well"));
    const json& each = measured.at({well.at("well"), well.at("target")});
    CHECK(each.at("sample document").at("sample identifier") == well.at("sample"));
    CHECK(each.at("reporter data cube").at("data").at("measures").at(0).size() == 45);
    const json data = each.at("processed data aggregate document").at("processed data document");
    REQUIRE(data.size() == 2);
    const json& instrument = data.at(0);
    const json& ours = data.at(1);
    CHECK(instrument.value("cycle threshold result (qPCR)", json()) ==
          (well.at("ct_instrument").is_null()
               ? json()
               : json{{"value", well.at("ct_instrument")}, {"unit", "(unitless)"}}));
    CHECK(ours.value("cycle threshold result (qPCR)", json()) ==
          (well.at("ct").is_null() ? json() : json{{"value", well.at("ct")}, {"unit", "(unitless)"}}));
    const json& custom = ours.at("custom information document");
    for (const char* field : {"amplified", "set", "role", "state", "flags"})
      CHECK(custom.at(field) == well.at(field));
  }
  const json& calls = document.at("custom information document");
  CHECK(calls.at("run status") == record.at("run").at("status"));
  REQUIRE(calls.at("patients").size() == record.at("patients").size());
  for (std::size_t i = 0; i < record.at("patients").size(); ++i) {
    CHECK(calls.at("patients").at(i).at("sample identifier") == record.at("patients").at(i).at("sample"));
    CHECK(calls.at("patients").at(i).at("call") == record.at("patients").at(i).at("call"));
    CHECK(calls.at("patients").at(i).at("deletions") == record.at("patients").at(i).at("deletions"));
  }
}

TEST_CASE("a run that cannot be called becomes an ASM file without calls, and that is said") {
  const TemporaryFolder folder;
  const std::string map = folder.write("map.csv", "well,target\nA1,other\n");
  const std::string file = place(folder, "out.asm.json");
  const std::string single = sample("contaminated_ntc");
  const Printed printed = crossbreak_with({"convert", single, "--plate-map", map, "-o", file});
  CHECK(printed.code == 0);
  CHECK(printed.err.find("\nno calls: contaminated_ntc.eds: target 'other'") != std::string::npos);
  const json document = json::parse(content_of(file)).at("qpcr aggregate document");
  CHECK_FALSE(document.at("custom information document").contains("patients"));
  CHECK(document.at("qpcr document").size() > 20);
}

TEST_CASE("convert names what it can write, and that no set-up file is among it") {
  const TemporaryFolder folder;
  const std::string none = "; the layout of no instrument's set-up file is known here, so none is written\n";
  const auto error = [](const std::vector<std::string>& arguments, int code) {
    const Printed printed = crossbreak_with(arguments);
    CHECK(printed.code == code);
    return printed.err;
  };
  for (const char* name : {"out.sds", "out.txt", "out.json", "out"}) {
    const std::string file = place(folder, name);
    CHECK(error({"convert", sample("deletions"), "-o", file}, 2) ==
          "crossbreak: -o: expected a name that ends in .csv (tidy table), .asm.json (Allotrope) or .rdml, "
          "found '" +
              file + "'" + none);
  }
  const std::string map = folder.write("map.csv", "well,sample,target\nA1,P1,D4-7\n");
  const std::string out = place(folder, "out.csv");
  CHECK(error({"convert", map, "-o", out}, 3) == "crossbreak: " + map + ": a plate map and no run" + none);
  const std::string workbook = place(folder, "map.xlsx");
  CHECK(crossbreak_with({"inspect", sample("odd_wells"), "--plate-map-template", workbook}).code == 0);
  CHECK(error({"convert", workbook, "-o", out}, 3) ==
        "crossbreak: " + workbook + ": a plate map and no run" + none);
  CHECK_FALSE(fs::exists(out));
  CHECK(error({"convert", sample("deletions")}, 2) ==
        "crossbreak: -o: expected the name of the file to write, which ends in .csv, .asm.json or .rdml\n");
  CHECK(error({"convert", sample("deletions"), sample("odd_wells"), "-o", out}, 2) ==
        "crossbreak: expected one run, found 2; convert each apart, with its own -o\n");
  CHECK(error({"convert", sample("deletions"), "-o", out, "--role", "P=PC"}, 2) ==
        "crossbreak: --role: of use for .asm.json and .rdml alone, a table has no roles and no calls\n");
  CHECK(error({"convert", sample("deletions"), "-o", place(folder, "o.asm.json"), "--utc-offset", "8"}, 2) ==
        "crossbreak: --utc-offset: expected an offset such as +08:00, found '8'\n");
  const std::string table = folder.write("t.csv", "Cycle,F1\n1,1\n");
  CHECK(error({"convert", table, "-o", table}, 2) ==
        "crossbreak: " + table + ": would be both read and written; name another file\n");
  CHECK(error({"convert", place(folder, "none.eds"), "-o", out}, 3) ==
        "crossbreak: " + place(folder, "none.eds") + ": no such file\n");
}

TEST_CASE("a plate map that inspect writes gives the same calls as the run without it, in both languages") {
  const TemporaryFolder folder;
  const auto patients = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"call", sample("reference_wells"), "--json", "--formats", "json",
                                         "-o", folder.path().string()});
    return json::parse(crossbreak_with(arguments).out).at("patients");
  };
  const json without = patients({});
  for (const char* language : {"en", "zh"}) {
    const std::string map = place(folder, std::string(language) + ".xlsx");
    const Printed printed = crossbreak_with(
        {"inspect", sample("reference_wells"), "--plate-map-template", map, "--lang", language, "--json"});
    CHECK(printed.code == 0);
    CHECK(printed.err == "wrote " + map + "\n");
    CHECK(json::parse(printed.out).at("schema") == "crossbreak/inspection/1");
    const json with = patients({"--plate-map", map});
    REQUIRE(with.size() == without.size());
    for (std::size_t i = 0; i < with.size(); ++i)
      for (const char* field : {"sample", "call", "deletions"})
        CHECK(with[i].at(field) == without[i].at(field));
  }
}

TEST_CASE("a plate map to fill in is a workbook of one run, and replaces nothing that is read") {
  const TemporaryFolder folder;
  const auto error = [](const std::vector<std::string>& arguments) {
    const Printed printed = crossbreak_with(arguments);
    CHECK(printed.code == 2);
    return printed.err;
  };
  CHECK(error({"inspect", sample("deletions"), "--plate-map-template", "map.csv"}) ==
        "crossbreak: --plate-map-template: expected a name that ends in .xlsx, found 'map.csv'\n");
  CHECK(error({"inspect", sample("deletions"), sample("odd_wells"), "--plate-map-template",
               place(folder, "map.xlsx")}) ==
        "crossbreak: --plate-map-template: expected one run, found 2\n");
  const std::string map = place(folder, "map.xlsx");
  CHECK(crossbreak_with({"inspect", sample("deletions"), "--plate-map-template", map}).code == 0);
  CHECK(error({"inspect", sample("deletions"), "--plate-map", map, "--plate-map-template", map}) ==
        "crossbreak: " + map + ": would be both read and written; name another file\n");
}

TEST_CASE("the panel of the laboratory's settings is read too, and no output replaces it") {
  const TemporaryFolder folder;
  const std::string run = place(folder, "run.eds");
  fs::copy_file(sample("deletions"), run);
  fs::copy_file(CROSSBREAK_SOURCE_DIR "/primers/ikzf1_deletions.toml", place(folder, "panel.csv"));
  std::ofstream(place(folder, "crossbreak.toml")) << "panel = \"panel.csv\"\n";
  const Printed printed = crossbreak_with({"convert", run, "-o", place(folder, "panel.csv")});
  CHECK(printed.code == 2);
  CHECK(printed.err == "crossbreak: " + place(folder, "panel.csv") +
                           ": would be both read and written; name another file\n");
}
