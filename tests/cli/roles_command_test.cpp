// What a sample is, from the file to the outputs: controls known by their names alone, --role, and inspect,
// which says why.
#include <doctest/doctest.h>

#include "cli/simulated_plate.hpp"

using namespace crossbreak::tests;

namespace {

std::string blank(const std::string& name) {
  return "[[sample]]\nname = \"" + name + "\"\n";
}

std::string positive(const std::string& name) {
  return "[[sample]]\nname = \"" + name +
         "\"\ncopies = { \"D4-7\" = 2000, \"D2-7\" = 2000, \"D2-8\" = 2000, \"D4-8\" = 2000 }\n";
}

/// No task says what the controls are.
std::string plate_of(const std::string& ntc, const std::string& negative, const std::string& pos) {
  return plate + targets + patient("CLEAR", "\"D4-7\" = 2000") + patient("NONE") + blank(ntc) +
         patient(negative) + positive(pos);
}

/// "NTC1 ntc D4-7 passed" and so on, of the controls of one set.
std::string controls_of(const Called& called, const std::string& set) {
  std::string text;
  for (const json& control : called.record.at("controls"))
    if (control.at("set") == set)
      text += (control.at("sample").is_null() ? "" : control.at("sample").get<std::string>()) + ' ' +
              control.at("role").get<std::string>() + ' ' + control.at("outcome").get<std::string>() + '\n';
  return text;
}

std::vector<std::string> patients_of(const Called& called) {
  std::vector<std::string> names;
  for (const json& found : called.record.at("patients"))
    names.push_back(found.at("sample"));
  return names;
}

std::string issue_of(const Called& called, const std::string& code) {
  for (const json& issue : called.record.at("run").at("issues"))
    if (issue.at("code") == code)
      return issue.at("words").at("en");
  return "no such issue";
}

}  // namespace

TEST_CASE("controls with numbers or other usual names are controls from the file to the CSV") {
  const std::vector<std::vector<std::string>> kinds = {
      {"NTC1", "NC1", "PC1"}, {"H2O", "Neg.Con", "CPOS"}, {"空白对照1", "阴性质控", "阳性对照2"}};
  for (const std::vector<std::string>& names : kinds) {
    CAPTURE(names[0]);
    const Called called = call_export(export_of(plate_of(names[0], names[1], names[2])));
    CHECK(called.code == 0);
    CHECK(patients_of(called) == std::vector<std::string>{"CLEAR", "NONE"});
    CHECK(controls_of(called, "D2-8") == names[0] + " ntc passed\n" + names[2] +
                                             " positive_control passed\n" + names[1] +
                                             " negative_control passed\n");
    CHECK(row_of(called, "CLEAR").starts_with("deletion D4-7\n"));
    CHECK(row_of(called, "NONE").starts_with("not_detected\n"));
    CHECK(issue_of(called, "roles_by_name").find(names[2] + " (positive control)") != std::string::npos);
    CHECK(issue_of(called, "no_ntc") == "no such issue");
  }
  const TemporaryFolder folder;
  const std::string run = folder.write("plate.txt", export_of(plate_of("NTC1", "NC1", "PC1")));
  REQUIRE(crossbreak_with({"call", run, "--formats", "csv"}).code == 0);
  const std::string csv = content_of(folder / "plate.calls.csv");
  CHECK(csv.find("CLEAR") != std::string::npos);
  for (const char* control : {"NTC1", "NC1", "PC1"}) {
    CAPTURE(control);
    CHECK(csv.find(control) == std::string::npos);
  }
}

TEST_CASE("a positive control found by its name that fails makes negatives invalid") {
  const std::string weak =
      "[[sample]]\nname = \"PC1\"\ncopies = { \"D4-7\" = 2000, \"D2-7\" = 2000, \"D2-8\" = 2000 }\n";
  const Called called = call_export(export_of(plate + targets + patient("NONE") + blank("NTC1") + weak));
  CHECK(called.code == 4);
  CHECK(controls_of(called, "D4-8") == "NTC1 ntc passed\nPC1 positive_control failed\n");
  CHECK(row_of(called, "NONE").starts_with("invalid review\n"));
}

TEST_CASE("--role decides before names, and names a control of the panel") {
  const std::string design =
      plate + targets + patient("PC1", "\"D4-7\" = 2000") + blank("Leerwert") + positive("K562");
  const Called called = call_export(
      export_of(design), {"--role", "PC1=unknown", "--role", "leerwert=NTC", "--role", "K562=PC47"});
  CHECK(patients_of(called) == std::vector<std::string>{"PC1"});
  CHECK(row_of(called, "PC1").starts_with("deletion D4-7"));
  CHECK(controls_of(called, "D4-7") == "Leerwert ntc passed\nK562 positive_control passed\n");
  CHECK(controls_of(called, "D4-8") ==
        "Leerwert ntc passed\nK562 positive_control not_judged\n positive_control missing\n");
  CHECK(issue_of(called, "roles_by_name") == "no such issue");

  const TemporaryFolder folder;
  const Printed explained =
      crossbreak_with({"explain", folder.write("plate.txt", export_of(design)), "--sample", "K562", "--role",
                       "K562=positive_control", "--role", "PC1=unknown"});
  CHECK(explained.code == 0);
  CHECK(explained.out.find("positive control K562 positive in D4-8") != std::string::npos);
}

TEST_CASE("a --role that no sample has, and a role that is none, are exit 2 with the nearest") {
  const std::string text = export_of(plate_of("NTC", "NC", "PC"));
  const TemporaryFolder folder;
  const std::string run = folder.write("plate.txt", text);
  const auto refused = [&](const std::vector<std::string>& roles) {
    std::vector<std::string> arguments = {"call", run};
    for (const std::string& role : roles)
      arguments.insert(arguments.end(), {"--role", role});
    const Printed printed = crossbreak_with(arguments);
    CHECK(printed.code == 2);
    return printed.err;
  };
  CHECK(refused({"NONE=positiv_control"})
            .starts_with(
                "crossbreak: --role: 'positiv_control' is no role and no control of the panel, did you mean "
                "'positive_control'? The roles are unknown, standard, positive_control, negative_control, "
                "ntc, NTC, "));
  CHECK(refused({"NONE=PC49"}).find("did you mean 'PC47'?") != std::string::npos);
  CHECK(
      refused({"NONE"}).starts_with("crossbreak: --role: expected NAME=ROLE, found 'NONE'; the roles are "));
  CHECK(refused({"=ntc"}).starts_with("crossbreak: --role: expected NAME=ROLE, found '=ntc'"));
  CHECK(refused({"NONE=ntc", "none=unknown"}) ==
        "crossbreak: --role: 'none=unknown' names a sample a second time\n");
  CHECK(
      refused({"CLAER=unknown"}) ==
      "crossbreak: --role: no run has a sample 'CLAER', did you mean 'CLEAR'? 'crossbreak inspect' lists the "
      "samples\n");
}

TEST_CASE("a name one letter off a control's is exit 3, and --role places it") {
  const std::string text = export_of(plate_of("Blnak", "NC", "PC"));
  const Called refused = call_export(text);
  CHECK(refused.code == 3);
  CHECK(refused.err ==
        "crossbreak: plate.txt: wells A2, B2, C2, D2: sample 'Blnak' is one letter off 'Blank', which stands "
        "for "
        "ntc; correct the name in the run or in --plate-map CSV (header well,sample,target,role), or say "
        "what it "
        "is: --role 'Blnak=ntc', or --role 'Blnak=unknown' for a patient\n");
  CHECK(call_export(text, {"--role", "Blnak=ntc"}).code == 0);
}

TEST_CASE("inspect shows each sample with its role and why") {
  const TemporaryFolder folder;
  const std::string design = plate_of("NTC1", "NC", "PC27") + patient("Map") + blank("Option") +
                             "[[sample]]\nname = \"Task\"\nrole = \"ntc\"\n";
  const std::string run = folder.write("plate.txt", export_of(design));
  const std::string map = folder.write(
      "map.csv", "well,sample,target,role\nE3,,,standard\nF3,,,standard\nG3,,,standard\nH3,,,standard\n");
  const std::vector<std::string> arguments = {"inspect", run,         "--plate-map", map,
                                              "--role",  "Option=PC", "--role",      "Nobody=ntc"};
  const Printed text = crossbreak_with(arguments);
  CHECK(text.code == 0);
  CHECK(section(text.out, "Samples, by panel ikzf1_deletions") ==
        "  CLEAR               patient: nothing says otherwise; A1, B1, C1, D1\n"
        "  NTC1                NTC: by its name, a usual one of controls; A2, B2, C2, D2\n"
        "  PC27                positive control (judged as PC27): by its name, which the panel lists; A3, "
        "B3, C3, D3\n"
        "  Option              positive control (judged as PC): by --role; A4, B4, C4, D4\n"
        "  NONE                patient: nothing says otherwise; E1, F1, G1, H1\n"
        "  NC                  negative control: by its name, which the panel lists; E2, F2, G2, H2\n"
        "  Map                 standard: by the plate map; E3, F3, G3, H3\n"
        "  Task                NTC: by its task NTC; E4, F4, G4, H4\n");
  CHECK(text.out.find("--role Nobody=ntc: no well has that sample") != std::string::npos);

  std::vector<std::string> with_json = arguments;
  with_json.emplace_back("--json");
  const json record = json::parse(crossbreak_with(with_json).out);
  CHECK(record.at("panel") == "ikzf1_deletions");
  REQUIRE(record.at("samples").size() == 8);
  CHECK(record.at("samples").at(3) == json{{"sample", "Option"},
                                           {"role", "positive_control"},
                                           {"role_source", "command_line"},
                                           {"control", "PC"},
                                           {"task", "UNKNOWN"},
                                           {"task_standard", false},
                                           {"wells", {"A4", "B4", "C4", "D4"}}});
  CHECK(record.at("samples").at(1).at("role_source") == "name_pattern");
  CHECK(record.at("samples").at(1).at("control") == nullptr);
}

TEST_CASE("inspect says what a call would refuse, and inspects without a panel that can be read") {
  const TemporaryFolder folder;
  const std::string run = folder.write("plate.txt", export_of(plate_of("Blnak", "NC", "PC")));
  const Printed doubtful = crossbreak_with({"inspect", run});
  CHECK(doubtful.code == 0);
  CHECK(doubtful.out.find(
            "missing: Samples whose roles are plain: plate.txt: wells A2, B2, C2, D2: sample 'Blnak'") !=
        std::string::npos);

  const std::string panel = folder.write("broken.toml", "[panel]\n");
  const Printed without = crossbreak_with({"inspect", run, "--panel", panel});
  CHECK(without.code == 3);
  CHECK(without.out.find("\nTargets\n") != std::string::npos);
  CHECK(without.out.find("\nSamples") == std::string::npos);
  CHECK(without.err.find("broken.toml") != std::string::npos);
}
