#include "calling/roles.hpp"

#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/sample_names.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// "ntc by task", "positive_control PC by command_line"; one reaction of a plate.
std::string role(const std::string& sample, const std::string& task, std::optional<SampleRole> mapped = {},
                 const CallOptions& options = {}) {
  MadePlate plate;
  plate.add("A1", sample, "D4-7", no()).first.task = task;
  const AssignedRole found = roles_of(plate.sorted().run, std::vector{mapped}, made_panel(), options).front();
  return std::string(code_of(found.role)) + (found.control.empty() ? "" : " " + found.control) + " by " +
         std::string(code_of(found.source)) + (found.task_standard ? " despite STANDARD" : "");
}

CallOptions given(const std::string& sample, const std::string& role) {
  CallOptions options;
  options.roles.emplace(sample, given_role_named(made_panel(), role).value());
  return options;
}

/// The refusal of a plate's roles; "nothing thrown" otherwise.
std::string refused_roles(MadePlate& plate, std::span<const std::optional<SampleRole>> map = {},
                          const CallOptions& options = {}) {
  const Run& run = plate.sorted().run;
  return refusal([&] { check_roles(run, roles_of(run, map, made_panel(), options), made_panel()); });
}

/// A patient's four sets and ALB under the task STANDARD, with one quantity for each well of `quantities`.
MadePlate plate_with_standards(const std::vector<std::pair<std::string, std::optional<double>>>& quantities) {
  MadePlate plate = sound_plate();
  for (const auto& [sample, quantity] : quantities) {
    const std::size_t first = plate.run().reactions.size();
    plate.add_patient(sample, {{"D4-7", yes(27)}});
    for (std::size_t i = first; i < plate.run().reactions.size(); ++i) {
      plate.run().reactions[i].task = "STANDARD";
      plate.run().reactions[i].quantity = quantity;
    }
  }
  return plate;
}

}  // namespace

TEST_CASE("names fold in width, case and blanks, and in nothing else") {
  CHECK(folded_sample_name("ＮＴＣ") == "ntc");
  CHECK(folded_sample_name(" \tNtc\xC2\xA0\xE3\x80\x80") == "ntc");
  CHECK(folded_sample_name("P  1\t 2") == "p 1 2");
  CHECK(folded_sample_name("１－２～") == "1-2~");
  CHECK(folded_sample_name("1–2 张三é") == "1–2 张三é");
  CHECK(folded_sample_name("\xEF\xBB\xBF"
                           "x") ==
        "\xEF\xBB\xBF"
        "x");
  CHECK(folded_sample_name("\xEF\xBD\x9F") == "\xEF\xBD\x9F");
  CHECK(folded_sample_name("\xEF\xBC") == "\xEF\xBC");
  CHECK(folded_sample_name("\xEF\xBC-") == "\xEF\xBC-");
  CHECK(folded_sample_name("\xE3\x80\x81") == "\xE3\x80\x81");
  CHECK(folded_sample_name("\xE3\x81\x80") == "\xE3\x81\x80");
  CHECK(folded_sample_name("\xC2\xB5\xEF\xBE\x80") == "\xC2\xB5\xEF\xBE\x80");
  CHECK(folded_sample_name("  ") == "");
}

TEST_CASE("a barcode with a person's name is told from every other name") {
  for (const char* name : {"00123 张三", "００１２３张三", "00123-张三", "00123_ 张三"}) {
    CAPTURE(name);
    REQUIRE(barcoded_name(name).has_value());
    CHECK(barcoded_name(name)->barcode == "00123");
    CHECK(barcoded_name(name)->person == "张三");
  }
  CHECK(barcoded_name("1-2 欧阳小明")->person == "欧阳小明");
  for (const char* name :
       {"00123", "张三", "P 张三", "00123 张", "00123 欧阳小明明", "00123 张三2", "00123 x", "", "00123 あい",
        "00123 김철", "00123{张三", "00123 张三é", "00123 \xE4\xB7\xBF\xE4\xB7\xBF"}) {
    CAPTURE(name);
    CHECK_FALSE(barcoded_name(name).has_value());
  }
}

TEST_CASE("RDML's types of sample are roles by task; those that say nothing here are none") {
  CHECK(role("x", "ntp") == "negative_control by task");
  CHECK(role("x", "nac") == "ntc by task");
  CHECK(role("x", "pos").starts_with("positive_control "));
  CHECK(role("x", "pos").ends_with(" by task"));
  for (const char* task : {"nrt", "opt"})
    CHECK(role("x", task) == "unknown by nothing");
  MadePlate plate;
  plate.add("A1", "NTC", "D4-7", no()).first.task = "ntp";
  CHECK(refused_roles(plate).find("task ntp on sample 'NTC'") != std::string::npos);
}

TEST_CASE("--role decides, else the plate map, else the task, else the name") {
  using enum SampleRole;
  CHECK(role("P1", "UNKNOWN", Ntc, given("p1 ", "negative_control")) == "negative_control by command_line");
  CHECK(role("P1", "NTC", NegativeControl) == "negative_control by plate_map");
  CHECK(role("NTC", "NTC", Unknown) == "unknown by plate_map");
  CHECK(role("P1", "NTC") == "ntc by task");
  CHECK(role("ntc ", "UNKNOWN") == "ntc by panel_name");
  CHECK(role("ＮＣ", "Unknown") == "negative_control by panel_name");
  CHECK(role("pc27", "") == "positive_control PC27 by panel_name");
  CHECK(role("N.C.", "UNKNOWN") == "negative_control by name_pattern");
  CHECK(role("pc-27", "UNKNOWN") == "positive_control PC27 by name_pattern");
  CHECK(role("N.C.", "STANDARD") == "negative_control by name_pattern");
  CHECK(role("NTC1", "UNKNOWN") == "ntc by name_pattern");
  CHECK(role("CPOS", "UNKNOWN") == "positive_control PC by name_pattern");
  CHECK(role("P1", "UNKNOWN") == "unknown by nothing");
  CHECK(role("PC2301456", "UNKNOWN") == "unknown by nothing");
}

TEST_CASE(
    "a positive control is the panel's that --role names, else that of its name, else the one of all sets") {
  using enum SampleRole;
  CHECK(role("X", "UNKNOWN", {}, given("X", "PC27")) == "positive_control PC27 by command_line");
  CHECK(role("PC", "UNKNOWN", {}, given("PC", "pc-27")) == "positive_control PC27 by command_line");
  CHECK(role("X", "UNKNOWN", {}, given("X", "positive_control")) == "positive_control PC by command_line");
  CHECK(role("PC27", "UNKNOWN", {}, given("PC27", "positive_control")) ==
        "positive_control PC27 by command_line");
  CHECK(role("PC27", "UNKNOWN", PositiveControl) == "positive_control PC27 by plate_map");
  CHECK(role("K562", "UNKNOWN", PositiveControl) == "positive_control PC by plate_map");
  CHECK(role("X", "UNKNOWN", {}, given("X", "NTC")) == "ntc by command_line");
}

TEST_CASE("two positive controls have different roles, if only by which of the panel's they are") {
  MadePlate plate;
  plate.add("A1", "PC", "D4-7", yes(25));
  plate.add("A2", "PC27", "D4-7", yes(25));
  plate.add("A3", "pc27", "D4-7", yes(25));
  const std::vector<AssignedRole> roles = roles_of(plate.sorted().run, {}, made_panel(), {});
  REQUIRE(roles.size() == 3);
  CHECK(roles[0].source == roles[1].source);
  CHECK(roles[0] != roles[1]);
  CHECK(roles[1] == roles[2]);
}

TEST_CASE("role names read back, and --role takes the panel's controls too") {
  for (const std::string& name : role_names()) {
    CAPTURE(name);
    REQUIRE(role_named(name).has_value());
    CHECK(code_of(*role_named(name)) == name);
  }
  CHECK(role_named("NTC") == SampleRole::Ntc);
  CHECK_FALSE(role_named("patient").has_value());
  for (const std::string& name : given_role_names(made_panel())) {
    CAPTURE(name);
    CHECK(given_role_named(made_panel(), name).has_value());
  }
  CHECK(given_role_names(made_panel()).back() == "PC27");
  for (const char* name : {"PC-27", "pc 27", "N.T.C."}) {
    CAPTURE(name);
    CHECK(given_role_named(made_panel(), name).has_value());
  }
  for (const char* name : {"patient", "PC1", "PosCon", "PC47", ""}) {
    CAPTURE(name);
    CHECK_FALSE(given_role_named(made_panel(), name).has_value());
  }
}

TEST_CASE("a task NTC on another control's name is refused, unless the map or --role decides") {
  MadePlate plate;
  plate.add("B2", "PC", "D4-7", no()).first.task = "NTC";
  CHECK(refused_roles(plate) ==
        "plate.eds: B2: task NTC on sample 'PC', a name the panel reserves for positive_control; correct the "
        "task or the name, or give the role in --plate-map CSV or with --role 'PC=ntc'");
  const std::vector<std::optional<SampleRole>> map = {SampleRole::Ntc};
  CHECK(refused_roles(plate, map) == "nothing thrown");
  CHECK(refused_roles(plate, {}, given("pc", "ntc")) == "nothing thrown");
  plate.run().reactions.front().sample = "Neg.Con";
  CHECK(refused_roles(plate) ==
        "plate.eds: B2: task NTC on sample 'Neg.Con', a name that stands for negative_control; correct the "
        "task or the name, or give the role in --plate-map CSV or with --role 'Neg.Con=ntc'");
  plate.run().reactions.front().sample = "N.C.";
  CHECK(refused_roles(plate).find("'N.C.', a name that stands for negative_control") != std::string::npos);
  plate.run().reactions.front().sample = "Water 2";
  CHECK(refused_roles(plate) == "nothing thrown");
}

TEST_CASE("a sample that is patient and control at once is refused") {
  MadePlate plate;
  plate.add("A1", "P1", "D4-7", no());
  plate.add("A2", "p1 ", "D2-7", no()).first.task = "NTC";
  CHECK(
      refusal([&] { called(plate); }) ==
      "plate.eds: A2: sample 'p1 ' is ntc here and unknown in plate.eds: A1; correct the tasks or names, or "
      "give the roles in --plate-map CSV or with --role 'p1 =ROLE'");
  CHECK(refused_roles(plate, {}, given("P1", "ntc")) == "nothing thrown");
}

TEST_CASE("a name one letter off a control's is refused with its wells, unless its role is said") {
  MadePlate plate;
  plate.add("A1", "Blnak", "D4-7", no());
  plate.add("A1", "Blnak", "ALB", no(), "VIC");
  plate.add("B1", "Blnak", "D2-7", no());
  CHECK(
      refused_roles(plate) ==
      "plate.eds: wells A1, B1: sample 'Blnak' is one letter off 'blank', which stands for ntc; correct the "
      "name in the run or in --plate-map CSV (header well,sample,target,role), or say what it is: --role "
      "'Blnak=ntc', or --role 'Blnak=unknown' for a patient");
  CHECK(refused_roles(plate, {}, given("Blnak", "unknown")) == "nothing thrown");
  CHECK(refused_roles(plate, std::vector<std::optional<SampleRole>>(3, SampleRole::Unknown)) ==
        "nothing thrown");
  for (Reaction& reaction : plate.run().reactions)
    reaction.task = "NTC";
  CHECK(refused_roles(plate) == "nothing thrown");
}

TEST_CASE("a curve without well is named by its file") {
  MadePlate plate;
  plate.add("A1", "P1", "D4-7", no());
  Run run = plate.sorted().run;
  run.reactions[0].well.reset();
  run.reactions[0].sample = "NC";
  run.reactions[0].task = "NTC";
  CHECK(refusal([&] {
          check_roles(run, roles_of(run, {}, made_panel(), {}), made_panel());
        }).starts_with("plate.eds: task NTC on sample 'NC'"));
}

TEST_CASE("wells without a name are named by their task, and the run says which") {
  MadePlate plate = sound_plate();
  for (Reaction& reaction : plate.run().reactions)
    if (reaction.sample == "NTC") {
      reaction.sample = " ";
      reaction.task = "NTC";
    }
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "NTC", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(codes(calls.issues) == std::vector<std::string>{"sample_named_by_task"});
  CHECK(calls.issues.front().words.en ==
        "Wells without a sample name are named by their task NTC: A1, A5, A9, A13.");
  CHECK(calls.patients.size() == 1);

  MadePlate unnamed = sound_plate();
  unnamed.add("", "D4-7", no());
  CHECK(refusal([&] { called(unnamed); }).find("no sample name") != std::string::npos);
}

TEST_CASE("a dye of a well that has the task takes the well's name, and a standard's stands back") {
  MadePlate plate;
  plate.add("A1", "", "D4-7", no()).first.task = "STANDARD";
  plate.add("A1", "", "ALB", no(), "VIC").first.task = "NTC";
  plate.add("B1", "", "D4-7", no()).first.task = "STANDARD";
  plate.add("C1", "P", "D4-7", no()).first.task = "NTC";
  plate.add("D1", "", "D4-7", no());
  Run run = plate.sorted().run;
  run.reactions.push_back(run.reactions.front());  // a curve without well
  run.reactions.back().well.reset();
  name_by_task(run);
  CHECK(run.reactions.back().sample.empty());
  run.reactions.pop_back();
  std::vector<std::string> samples;
  for (const Reaction& reaction : run.reactions)
    samples.push_back(reaction.sample);
  CHECK(samples == std::vector<std::string>{"NTC", "NTC", "STANDARD", "P", ""});
  CHECK(codes(run.issues) == std::vector<std::string>{"sample_named_by_task", "sample_named_by_task"});
}

TEST_CASE("standards with differing quantities are standards, and no patients") {
  MadePlate plate = plate_with_standards({{"S1", 1000.0}, {"S2", 100.0}});
  plate.add_patient("P");
  const Calls calls = called(plate);
  REQUIRE(calls.patients.size() == 1);
  CHECK(calls.patients.front().sample == "P");
  CHECK_FALSE(has_flag(patient(calls, "P").flags, Flag::TaskStandard));
}

TEST_CASE("a patient with the task STANDARD and no standard curve is called, flagged and reviewed") {
  const std::vector<std::vector<std::pair<std::string, std::optional<double>>>> plates = {
      {{"P", 1.0}}, {{"P", std::nullopt}}, {{"P", 1.0}, {"Q", 1.0}}, {{"POS", 1.0}, {"P", 1.0}}};
  for (const auto& quantities : plates) {
    CAPTURE(quantities.size());
    MadePlate plate = plate_with_standards(quantities);
    const Calls calls = called(plate);
    CHECK(calls.patients.size() == quantities.size());
    const PatientCall& called = patient(calls, quantities.front().first);
    CHECK(called.call == PatientCallState::Deletion);
    CHECK(called.deletions == std::vector<std::string>{"D4-7"});
    CHECK(has_flag(called.flags, Flag::TaskStandard));
    CHECK(called.review);
    CHECK(reason(called.reasons, ReasonCode::RoleTaskStandard).words.en ==
          "the task is STANDARD, but no differing quantities make a standard curve: called as a patient");
  }
}

TEST_CASE("a patient among standards who lacks a quantity, or a target with a curve, is a patient") {
  MadePlate plate = plate_with_standards({{"S1", 1000.0}, {"S2", 100.0}, {"P", std::nullopt}});
  CHECK(called(plate).patients.size() == 1);

  MadePlate curve = sound_plate();
  for (const auto& [sample, target, quantity] :
       {std::tuple{"S1", "ALB", 1000.0}, {"S2", "ALB", 100.0}, {"P", "ALB", 1.0}, {"P", "D4-7", 1.0}}) {
    Reaction& reaction = curve.add(sample, target, yes(25)).first;
    reaction.task = "STANDARD";
    reaction.quantity = quantity;
  }
  const Calls calls = called(curve);
  REQUIRE(calls.patients.size() == 1);
  CHECK(calls.patients.front().sample == "P");
}

TEST_CASE("the panel's own controls stay controls with the task STANDARD") {
  MadePlate plate = sound_plate();
  for (Reaction& reaction : plate.run().reactions)
    reaction.task = "STANDARD";
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.patients.size() == 1);
  CHECK(control(calls, "PC", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "NTC", "D4-7").outcome == ControlOutcome::Passed);
}

TEST_CASE("controls found by pattern are judged like the panel's, and the run lists them") {
  MadePlate plate;
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    plate.add("NTC1", set, no());
    plate.add("Neg.Con", set, no());
    plate.add("阳性对照2", set, yes(set == "D2-8" ? 33 : 26));
  }
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "NTC1", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "Neg.Con", "D4-7").role == SampleRole::NegativeControl);
  CHECK(control(calls, "阳性对照2", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "阳性对照2", "D2-8").outcome == ControlOutcome::Failed);
  CHECK(set_of(patient(calls, "P"), "D2-8").result == SetResult::Invalid);
  CHECK(codes(calls.issues) == std::vector<std::string>{"roles_by_name"});
  CHECK(calls.issues.front().severity == Severity::Note);
  CHECK(calls.issues.front().words.en ==
        "Taken for controls by their names: NTC1 (NTC), Neg.Con (negative control), 阳性对照2 (positive "
        "control). Where one is a patient, say so with --role NAME=unknown or in a plate map.");
}

TEST_CASE("initials that are a control's name but for their points are a control, and the run says so") {
  MadePlate plate = sound_plate();
  plate.add_patient("N.C.", {{"D4-7", yes(27)}});
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "N.C.", "D4-7").outcome == ControlOutcome::Failed);
  CHECK(codes(calls.issues) == std::vector<std::string>{"roles_by_name"});
  CHECK(calls.issues.front().words.en.starts_with(
      "Taken for controls by their names: N.C. (negative control)."));
}

TEST_CASE("a sample that --role makes a control of one set is judged in that set alone") {
  MadePlate plate = sound_plate();
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("K562", set, set == "D2-7" ? yes(26) : no());
  plate.add_patient("P");
  const Calls calls = called(plate, made_panel(), given("k562", "PC27"));
  CHECK(control(calls, "K562", "D2-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "K562", "D4-7").outcome == ControlOutcome::NotJudged);
  CHECK(calls.patients.size() == 1);
  CHECK(calls.issues.empty());
}

TEST_CASE("a --role without its sample is an issue that suggests the nearest") {
  MadePlate plate = sound_plate();
  plate.add_patient("K562");
  CallOptions options = given("K526", "PC27");
  options.roles.merge(given("nobody at all", "ntc").roles);
  const Calls calls = called(plate, made_panel(), options);
  CHECK(codes(calls.issues) == std::vector<std::string>{"role_option_unused", "role_option_unused"});
  CHECK(calls.issues[0].words.en == "--role K526=PC27: no well has that sample; did you mean 'K562'?");
  CHECK(calls.issues[1].words.en == "--role nobody at all=ntc: no well has that sample.");
  CHECK(calls.issues[0].place == "plate.eds");
  CHECK(calls.status == RunStatus::ValidWithWarnings);
}

TEST_CASE("a name one letter off is refused with the one well it has") {
  MadePlate plate;
  plate.add("A1", "Watr", "D4-7", no());
  plate.add("B1", "Watr", "D4-7", no());
  plate.add("C1", "P", "D4-7", no());
  Run run = plate.sorted().run;
  run.reactions[1].well.reset();
  const std::string message =
      refusal([&] { check_roles(run, roles_of(run, {}, made_panel(), {}), made_panel()); });
  CHECK(message.find("well A1") != std::string::npos);
  CHECK(message.find("wells") == std::string::npos);
}

TEST_CASE("the laboratory's settings give a role behind --role and the plate map, before the task") {
  CallOptions options;
  options.usual_roles.emplace("k562", given_role_named(made_panel(), "PC27").value());
  options.usual_roles.emplace("Blank", given_role_named(made_panel(), "ntc").value());
  CHECK(role("K562", "UNKNOWN", {}, options) == "positive_control PC27 by settings");
  CHECK(role("Blank", "STANDARD", {}, options) == "ntc by settings");
  CHECK(role("P", "UNKNOWN", {}, options) == "unknown by nothing");
  CHECK(role("K562", "UNKNOWN", SampleRole::NegativeControl, options) == "negative_control by plate_map");
  options.roles.emplace("K562", given_role_named(made_panel(), "unknown").value());
  CHECK(role("K562", "UNKNOWN", {}, options) == "unknown by command_line");
}

TEST_CASE("a role of the settings need not be used by every run") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  CallOptions options;
  options.usual_roles.emplace("K562", given_role_named(made_panel(), "PC27").value());
  CHECK(called(plate, made_panel(), options).issues.empty());
}
