// A laboratory's settings: found beside a run or above it, or named, and what they decide.
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "cli/called_plate.hpp"
#include "run/sha256.hpp"

using namespace crossbreak::tests;
namespace fs = std::filesystem;

namespace {

/// A folder with a run in runs/march, whose targets are called by the laboratory's own names.
struct Bench {
  TemporaryFolder folder;
  std::string run = folder.write("runs/march/plate.txt", export_of(plate + targets + usual_samples()));

  std::string settings(const std::string& text, const std::string& where = "crossbreak.toml") {
    return folder.write(where, text);
  }
  Printed with(const std::string& command, std::vector<std::string> options = {}) const {
    std::vector<std::string> arguments = {command, run};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return crossbreak_with(arguments);
  }
  Printed call(std::vector<std::string> options = {}) const {
    options.insert(options.end(), {"-o", (folder / "out").string()});
    return with("call", options);
  }
  std::string output(const std::string& name) const { return content_of(folder / "out" / name); }
  bool has_output(const std::string& name) const { return fs::exists(folder / "out" / name); }
};

}  // namespace

TEST_CASE("the nearest settings above a run decide language and formats of its call") {
  Bench bench;
  bench.settings("lang = \"en\"\n");
  bench.settings("lang = \"zh\"\nformats = [\"json\"]\n", "runs/crossbreak.toml");
  const Printed called = bench.call();
  REQUIRE_MESSAGE(called.code == 0, called.err);
  CHECK(called.out.find("状态：初步结果，未经审核") != std::string::npos);
  CHECK(bench.has_output("plate.calls.json"));
  CHECK_FALSE(bench.has_output("plate.calls.csv"));

  bench.settings("lang = \"en\"\n", "runs/march/crossbreak.toml");
  CHECK(bench.call().out.find("Status: preliminary") != std::string::npos);
}

TEST_CASE("the command line decides before the settings, and --settings before those that lie there") {
  Bench bench;
  bench.settings("lang = \"zh\"\nformats = [\"json\"]\n", "runs/crossbreak.toml");
  const Printed called = bench.call({"--lang", "en", "--formats", "csv"});
  CHECK(called.out.find("Status: preliminary") != std::string::npos);
  CHECK(bench.has_output("plate.calls.csv"));
  CHECK_FALSE(bench.has_output("plate.calls.json"));
  const std::string other = bench.settings("lang = \"en\"\n", "other.toml");
  CHECK(bench.call({"--settings", other}).out.find("Status: preliminary") != std::string::npos);
}

TEST_CASE("a record names the settings by their hash, and how many must sign") {
  Bench bench;
  const std::string text = "signatures = 3\n";
  bench.settings(text);
  REQUIRE(bench.call({"--formats", "json"}).code == 0);
  const json policy = json::parse(bench.output("plate.calls.json")).at("policy");
  CHECK(policy == json{{"signatures", 3},
                       {"keys", false},
                       {"exclude_controls", false},
                       {"settings_sha256", crossbreak::sha256_hex(text)}});
  fs::remove(bench.folder / "crossbreak.toml");
  REQUIRE(bench.call({"--formats", "json"}).code == 0);
  CHECK(json::parse(bench.output("plate.calls.json")).at("policy") ==
        json{{"signatures", 2}, {"keys", false}, {"exclude_controls", false}, {"settings_sha256", nullptr}});
}

TEST_CASE("targets and roles of the settings hold for the runs that have them") {
  Bench bench;
  bench.run =
      bench.folder.write("runs/plate.txt", export_of(plate + targets + patient("CLEAR", "\"D4-7\" = 2000") +
                                                     patient("K562", "\"D4-7\" = 2000") + controls()));
  bench.settings("[targets]\n\"Set Z\" = \"D4-7\"\n[roles]\nK562 = \"positive_control\"\nMCF7 = \"ntc\"\n");
  const Printed inspected = bench.with("inspect");
  CHECK(inspected.out.find("by the laboratory's settings") != std::string::npos);
  const Printed called = bench.call({"--formats", "json"});
  REQUIRE_MESSAGE(called.code != 2, called.err);
  REQUIRE_MESSAGE(called.code != 3, called.err);
  const json record = json::parse(bench.output("plate.calls.json"));
  for (const json& found : record.at("patients"))
    CHECK(found.at("sample") != "K562");
  for (const json& issue : record.at("run").at("issues"))
    CHECK(issue.at("code") != "role_option_unused");

  REQUIRE(bench.call({"--formats", "json", "--role", "K562=unknown"}).code <= 5);
  const json by_option = json::parse(bench.output("plate.calls.json"));
  bool is_patient = false;
  for (const json& found : by_option.at("patients"))
    is_patient |= found.at("sample") == "K562";
  CHECK(is_patient);
  CHECK(bench.with("explain", {"--sample", "CLEAR"}).code == 0);
}

TEST_CASE(
    "targets of the settings that a run has not do not warn, and those that it has are called by them") {
  Bench bench;
  bench.settings("[targets]\n\"Set A\" = \"D4-7\"\n\"Set Z\" = \"ALB\"\n");
  REQUIRE(bench.call({"--formats", "json"}).code == 0);
  const json run = json::parse(bench.output("plate.calls.json")).at("run");
  CHECK(run.at("status") == "valid");
  for (const json& issue : run.at("issues"))
    CHECK(issue.at("code") != "target_option_unused");

  std::string own = content_of(bench.run);
  for (std::size_t at = own.find("D4-7"); at != std::string::npos; at = own.find("D4-7", at))
    own.replace(at, 4, "Set A");
  bench.folder.write("runs/march/plate.txt", own);
  const Printed called = bench.call({"--formats", "json"});
  REQUIRE_MESSAGE(called.code == 0, called.err);
  const json record = json::parse(bench.output("plate.calls.json"));
  CHECK(record.at("run").at("status") == "valid");
  CHECK(patient_in(record, "CLEAR").at("call") == "deletion");
  CHECK(patient_in(record, "CLEAR").at("deletions") == json{"D4-7"});
}

TEST_CASE("the head of the laboratory stands in the record, and in workbook and page in their language") {
  Bench bench;
  REQUIRE(bench.call({"--formats", "json"}).code == 0);
  CHECK_FALSE(json::parse(bench.output("plate.calls.json")).contains("laboratory"));
  bench.settings(
      "[laboratory]\nname = \"Molecular Laboratory\"\nname_zh = \"分子实验室\"\nphone = \"+86 10 1\"\n");
  REQUIRE(bench.call({"--formats", "json,html"}).code == 0);
  CHECK(json::parse(bench.output("plate.calls.json")).at("laboratory") ==
        json{{"name", {{"en", "Molecular Laboratory"}, {"zh", "分子实验室"}}},
             {"department", {{"en", ""}, {"zh", ""}}},
             {"address", {{"en", ""}, {"zh", ""}}},
             {"phone", "+86 10 1"}});
  CHECK(bench.output("plate.review.html").find("<p id=\"laboratory\">Molecular Laboratory, +86 10 1</p>") !=
        std::string::npos);
}

TEST_CASE(
    "targets, roles, formats and panels that nobody knows are told with file, line and the nearest one") {
  Bench bench;
  const std::string file = bench.settings("lang = \"en\"\n[targets]\n\"Set A\" = \"D4-7\"\nX = \"D4-6\"\n");
  const auto message = [&bench](const char* command) {
    const Printed refused = command == std::string("call") ? bench.call() : bench.with(command);
    CHECK(refused.code == 3);
    return refused.err;
  };
  for (const char* command : {"call", "inspect", "settings"}) {
    CAPTURE(command);
    CHECK(message(command) == "crossbreak: " + file +
                                  ":4: [targets] 'X': the panel has no set 'D4-6', did you mean 'D4-7'? The "
                                  "sets are D4-7, D4-8, D2-7, D2-8, ALB\n");
  }
  bench.settings("\n[roles]\nX = \"positiv_control\"\n");
  CHECK(message("call").starts_with("crossbreak: " + file +
                                    ":3: [roles] 'X': 'positiv_control' is no role and no control of the "
                                    "panel, did you mean 'positive_control'? The roles are "));
  bench.settings("formats = [\"json\",\n  \"cvs\"]\n");
  for (const char* command : {"call", "settings"})
    CHECK(message(command) ==
          "crossbreak: " + file +
              ":2: formats: expected some of xlsx, html, json, csv, patients, found 'cvs', "
              "did you mean 'csv'?\n");
  bench.folder.write("panels/ours.toml", "");
  bench.settings("lang = \"en\"\npanel = \"panels/our.toml\"\n");
  CHECK(message("call") == "crossbreak: " + file +
                               ":2: panel 'panels/our.toml': " + (bench.folder / "panels/our.toml").string() +
                               ": no such file, did you mean 'ours.toml'?\n");
  bench.settings("langs = \"zh\"\n");
  for (const char* command : {"call", "inspect", "settings"}) {
    CAPTURE(command);
    CHECK(message(command) ==
          "crossbreak: " + file + ":1: the settings has no key 'langs'; nearest: 'lang'\n");
  }
  CHECK_FALSE(fs::exists(bench.folder / "out"));
}

TEST_CASE("settings that are a link to nothing are an error, never no settings") {
  Bench bench;
  bench.settings("lang = \"en\"\n");
  fs::create_symlink("/nowhere/crossbreak.toml", bench.folder / "runs/crossbreak.toml");
  const Printed called = bench.call();
  CHECK(called.code == 3);
  CHECK(called.err == "crossbreak: " + (bench.folder / "runs/crossbreak.toml").string() + ": no such file\n");
  CHECK_FALSE(bench.has_output("plate.calls.json"));
}

TEST_CASE("the settings' panel is seen from their folder") {
  Bench bench;
  std::string panel = content_of(fs::path(CROSSBREAK_SOURCE_DIR) / "primers" / "ikzf1_deletions.toml");
  panel.replace(panel.find("version = \""), std::string("version = \"").size(), "version = \"9");
  bench.folder.write("panels/ours.toml", panel);
  bench.settings("panel = \"panels/ours.toml\"\n");
  REQUIRE(bench.call({"--formats", "json"}).code == 0);
  CHECK(json::parse(bench.output("plate.calls.json")).at("panel").at("sha256") ==
        crossbreak::sha256_hex(panel));
}

TEST_CASE("runs that lie under different settings are not called together") {
  Bench bench;
  bench.settings("lang = \"zh\"\n", "runs/march/crossbreak.toml");
  const std::string other = bench.folder.write("runs/april/plate2.txt", content_of(bench.run));
  const Printed refused = bench.call({other});
  CHECK(refused.code == 2);
  CHECK(refused.err.find("lie under different settings") != std::string::npos);
  CHECK(bench.call({other, "--settings", (bench.folder / "runs/march/crossbreak.toml").string()}).code != 2);
}

TEST_CASE("report takes language and formats of the settings beside the record") {
  Bench bench;
  REQUIRE(bench.call({"--formats", "json"}).code == 0);
  bench.settings("lang = \"zh\"\nformats = [\"csv\"]\n", "out/crossbreak.toml");
  const Printed again = crossbreak_with({"report", (bench.folder / "out/plate.calls.json").string()});
  REQUIRE_MESSAGE(again.code == 0, again.err);
  CHECK(again.out.find("状态：") != std::string::npos);
  CHECK(bench.has_output("plate.calls.csv"));
  CHECK_FALSE(bench.has_output("plate.calls.xlsx"));
}

TEST_CASE("what reads no run speaks the language of the settings here; summary that of its records") {
  Bench bench;
  bench.settings("lang = \"zh\"\n", "runs/crossbreak.toml");
  const std::string march = (bench.folder / "runs/march").string();
  REQUIRE(crossbreak_with({"call", bench.run, "--formats", "json", "-o", march}).code == 0);
  const std::string record = march + "/plate.calls.json";
  CHECK(crossbreak_with({"summary", record}).out == crossbreak_with({"summary", record, "--lang", "zh"}).out);
  const std::string apart = (bench.folder / "apart/plate.calls.json").string();
  fs::create_directories(bench.folder / "apart");
  fs::copy_file(record, apart);
  CHECK(crossbreak_with({"summary", record, apart}).out ==
        crossbreak_with({"summary", record, apart, "--lang", "en"}).out);

  const fs::path before = fs::current_path();
  fs::current_path(march);
  const std::vector<std::vector<std::string>> commands = {{"codes"}, {"review"}};
  for (std::vector<std::string> command : commands) {
    const std::string said = crossbreak_with(command).out;
    command.insert(command.end(), {"--lang", "zh"});
    CHECK(said == crossbreak_with(command).out);
    command.back() = "en";
    CHECK(said != crossbreak_with(command).out);
  }
  fs::current_path(before);
}

TEST_CASE("settings shows what is in force for a run and where it comes from, for people and scripts") {
  Bench bench;
  const std::string file = bench.settings("lang = \"zh\"\nsignatures = 3\n");
  const Printed shown = bench.with("settings", {"--lang", "en"});
  REQUIRE_MESSAGE(shown.code == 0, shown.err);
  CHECK(shown.out.starts_with("Settings: " + file + '\n'));
  CHECK(shown.out.find("  Signers     3 (the settings)\n") != std::string::npos);
  CHECK(shown.out.find("  Language    zh (the settings)\n") != std::string::npos);
  CHECK(bench.with("settings").out.starts_with("设置文件：" + file + '\n'));
  const json scripted = json::parse(bench.with("settings", {"--json"}).out);
  CHECK(scripted.at("file") == file);
  CHECK(scripted.at("panel").at("from") == "program");
  CHECK(crossbreak_with({"settings"}).out.find("Panel") != std::string::npos);
}

TEST_CASE("the help of settings explains every key") {
  const Printed help = crossbreak_with({"settings", "--help"});
  CHECK(help.code == 0);
  for (const char* key : {"panel", "lang", "formats", "signatures", "[laboratory]", "name_zh", "department",
                          "address", "phone", "[targets]", "[roles]", "[[person]]", "public_key", "may"})
    CHECK_MESSAGE(help.out.find(key) != std::string::npos, key);
}
