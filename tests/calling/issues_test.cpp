#include "calling/issues.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "curves/because.hpp"
#include "words/flags.hpp"
#include "words/issues.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

MadePlate plate_of_one_patient() {
  MadePlate plate;
  plate.add_controls();
  plate.add_patient("P", {{"D4-7", yes(28)}});
  return plate;
}

}  // namespace

TEST_CASE("issues of readers and curves come first and make the run valid with warnings") {
  MadePlate plate = plate_of_one_patient();
  plate.run().issues = {
      {.code = IssueCode::EncodingGuessed, .severity = Severity::Note, .place = "p", .words = {"t", "t"}}};
  CHECK(called(plate).status == RunStatus::Valid);
  plate.analysed().curves[3].issues = {{.code = IssueCode::PassiveReferenceDip,
                                        .severity = Severity::Warning,
                                        .place = "p",
                                        .words = {"t", "t"}}};
  const Calls calls = called(plate);
  CHECK(codes(calls.issues) == std::vector<std::string>{"encoding_guessed", "passive_reference_dip"});
  CHECK(calls.status == RunStatus::ValidWithWarnings);
  CHECK(calls.wells[3].flags == std::vector<Flag>{Flag::PassiveReferenceDip});
}

TEST_CASE("a jump, or a dip of the passive reference within the cycles that count, asks for review") {
  for (const auto& [code, flag] : {std::pair(IssueCode::Jump, Flag::Jump),
                                   std::pair(IssueCode::PassiveReferenceDip, Flag::PassiveReferenceDip)}) {
    const auto& this_code = code_of(code);
    CAPTURE(this_code);
    MadePlate plate = plate_of_one_patient();
    for (Curve& curve : plate.analysed().curves)
      curve.issues = {{.code = code, .severity = Severity::Warning, .place = "p", .words = {"t", "t"}}};
    const Calls calls = called(plate);
    CHECK(patient(calls, "P").flags == std::vector<Flag>{flag});
    CHECK(patient(calls, "P").review);
  }
}

TEST_CASE("a passive reference that is near zero in every well is told once, before all else") {
  MadePlate plate = plate_of_one_patient();
  plate.run().passive_reference = "ROX";
  const VerdictReason near_zero = because(EvidenceCode::PassiveReferenceNearZero);
  for (Curve& curve : plate.analysed().curves)
    curve.unreadable = near_zero;
  const Calls calls = called(plate);
  REQUIRE_FALSE(calls.issues.empty());
  CHECK(calls.issues.front().code == IssueCode::PassiveReferenceInNoWell);
  CHECK(calls.issues.front().place == "plate.eds");
  CHECK(calls.issues.front().words.en ==
        "The passive reference ROX is near zero in every well, as if none had been added: no curve is "
        "readable. Where the mix has none, set it to None in the run and analyse it again.");
  CHECK(patient(calls, "P").call == PatientCallState::Incomplete);

  for (const std::optional<VerdictReason>& other :
       {std::optional<VerdictReason>(), std::optional(because(EvidenceCode::SignalLost))}) {
    plate.analysed().curves[0].unreadable = other;
    const std::vector<std::string> found = codes(called(plate).issues);
    CHECK(std::find(found.begin(), found.end(), "passive_reference_in_no_well") == found.end());
  }
}

TEST_CASE("an issue of a curve that is no dip leaves no flag") {
  MadePlate plate = plate_of_one_patient();
  for (Curve& curve : plate.analysed().curves)
    curve.issues = {{.code = IssueCode::BaselineWindowCollapsed,
                     .severity = Severity::Warning,
                     .place = "p",
                     .words = {"t", "t"}}};
  const Calls calls = called(plate);
  CHECK(patient(calls, "P").flags.empty());
}

TEST_CASE("a late dip of the passive reference is a note, never a review") {
  MadePlate plate = plate_of_one_patient();
  for (Curve& curve : plate.analysed().curves)
    curve.issues = {{.code = IssueCode::PassiveReferenceDip,
                     .severity = Severity::Note,
                     .place = "p",
                     .words = {"t", "t"}}};
  const Calls calls = called(plate);
  CHECK(patient(calls, "P").flags == std::vector<Flag>{Flag::PassiveReferenceDipLate});
  CHECK_FALSE(patient(calls, "P").review);
}

TEST_CASE("the instrument's flags are kept word for word, and the panel's ask for review") {
  MadePlate plate = plate_of_one_patient();
  plate.add_patient("badrox", {{"D4-7", yes(28)}});
  plate.run().reactions[plate.run().reactions.size() - 2].flags = {{"BADROX", "Y"}, {"SPIKE", "N"}};
  plate.add_patient("spike", {{"D4-7", yes(28)}});
  plate.run().reactions[plate.run().reactions.size() - 2].flags = {{"BADROX", "N"},   {"SPIKE", "Y"},
                                                                   {"NOISE", ""},     {"HIGHSD", "FALSE"},
                                                                   {"EXPFAIL", "no"}, {"OFFSCALE", "0"}};
  const Calls calls = called(plate);
  CHECK(patient(calls, "badrox").flags == std::vector<Flag>{Flag::QcReview});
  CHECK(patient(calls, "badrox").review);
  CHECK(patient(calls, "spike").flags == std::vector<Flag>{Flag::QcNote});
  CHECK_FALSE(patient(calls, "spike").review);
  const WellCall& well = calls.wells[set_of(patient(calls, "badrox"), "D4-8").wells.front()];
  CHECK(well.instrument_flags == std::vector<QcFlag>{{"BADROX", "Y"}, {"SPIKE", "N"}});
  CHECK(reason(well.reasons, ReasonCode::R15Review).words.en == "the instrument's flag BADROX = Y");
}

TEST_CASE("another reporter than the panel's leaves no result, another quencher is an issue") {
  MadePlate plate = plate_of_one_patient();
  plate.add_patient("vic");
  Reaction& other = plate.run().reactions[plate.run().reactions.size() - 2];
  other.reporter = "VIC";
  other.quencher = "None";
  plate.run().reactions.front().quencher = "tamra";
  Calls calls = called(plate);
  CHECK(patient(calls, "vic").flags == std::vector<Flag>{Flag::ReporterDiffers, Flag::SetMissing});
  CHECK(patient(calls, "vic").call == PatientCallState::Incomplete);
  CHECK_FALSE(patient(calls, "P").review);
  CHECK(codes(calls.issues) == std::vector<std::string>{"quencher_differs"});
  CHECK(calls.issues[0].words.en == "The run's quencher of D4-8 is 'None', the panel's is TAMRA (A33).");

  Panel silent = made_panel();
  for (PrimerSet& set : silent.sets) {
    set.reporters.clear();
    set.quencher.clear();
  }
  silent.reference->reporters.clear();
  calls = called(plate, silent);
  CHECK(calls.issues.empty());
  CHECK(patient(calls, "vic").flags.empty());
  plate.run().reactions[plate.run().reactions.size() - 2].reporter.clear();
  CHECK(patient(called(plate), "vic").flags.empty());
}

TEST_CASE("a positive control of a panel that lists none for all sets is not judged, and said so once") {
  Panel panel = made_panel();
  std::erase_if(panel.controls.positive, [](const PositiveControl& control) { return control.name == "PC"; });
  MadePlate plate = plate_of_one_patient();
  for (const char* set : {"D4-7", "D2-7"})
    plate.add("阳性", set, no());
  std::vector<std::optional<SampleRole>> roles;
  for (const Reaction& reaction : plate.sorted().run.reactions)
    roles.push_back(reaction.sample == "阳性" ? std::optional(SampleRole::PositiveControl) : std::nullopt);
  const CallInput input = plate.input(panel, {}, roles);
  const Calls calls = call_patients(std::span(&input, 1), panel, {});
  CHECK(control(calls, "阳性", "D4-7").outcome == ControlOutcome::NotJudged);
  CHECK(codes(calls.issues) == std::vector<std::string>{"roles_by_name", "no_positive_control",
                                                        "positive_control_not_listed",
                                                        "positive_control_not_listed"});
  CHECK(calls.issues.back().words.en ==
        "Positive control '阳性' is not listed in panel made, which says in which sets a control must be "
        "positive: it "
        "was not judged.");
  CHECK(patient(calls, "P").call == PatientCallState::Deletion);
}

TEST_CASE("tasks that say nothing of a role, unused --target and a plate without patients are issues") {
  MadePlate plate = plate_of_one_patient();
  plate.run().reactions.back().task = "ENDO";
  plate.run().reactions.front().task = "NTC";
  plate.run().reactions[1].task.clear();
  const Calls calls = called(plate, made_panel(), {.target_sets = {{"x", "D4-7"}, {"D4-7", "D4-7"}}});
  CHECK(codes(calls.issues) == std::vector<std::string>{"unknown_task", "target_option_unused"});
  CHECK(calls.issues[0].words.en ==
        "Task 'ENDO' says nothing of a sample's role here (A25): taken from the plate map or the sample's "
        "name.");
  CHECK(calls.issues[1].words.en == "--target x=D4-7: no well has that target.");

  CallOptions usual;
  usual.usual_targets = {{"x", "D4-7"}};
  CHECK(codes(called(plate, made_panel(), usual).issues) == std::vector<std::string>{"unknown_task"});

  MadePlate controls;
  controls.add_controls();
  CHECK(codes(called(controls).issues) == std::vector<std::string>{"no_patients"});
  CHECK(called(controls).patients.empty());
}

TEST_CASE("a control whose wells were all left out is no control") {
  MadePlate plate = plate_of_one_patient();
  plate.add("NC", "D4-7", no()).first.omitted = true;
  plate.add("NC", "ALB", yes(24)).first.omitted = true;
  plate.add("NC", "D2-7", no());
  for (Reaction& reaction : plate.run().reactions)
    if (reaction.target == "D4-7" && reaction.sample != "P")
      reaction.omitted = true;
  const Calls calls = called(plate);
  CHECK(codes(calls.issues) == std::vector<std::string>{"no_ntc", "no_positive_control"});
  CHECK(calls.issues[0].words.en == "No usable NTC for D4-7.");
  for (const char* sample : {"NTC", "PC", "NC"}) {
    CHECK(control(calls, sample, "D4-7").outcome == ControlOutcome::NotJudged);
    CHECK(has_reason(control(calls, sample, "D4-7").reasons, ReasonCode::R8Missing));
  }
  CHECK(control(calls, "NC", "ALB").outcome == ControlOutcome::NotJudged);
}

TEST_CASE("a negative control whose reference passes, and whose sets are late or doubtful") {
  MadePlate plate = plate_of_one_patient();
  plate.add("NC", "ALB", yes(24));
  plate.add("NC", "ALB", yes(24)).first.omitted = true;
  plate.add("NC", "D4-7", yes(37));
  plate.add("NC", "D2-7", unclear(30));
  const Calls calls = called(plate);
  CHECK(control(calls, "NC", "ALB").outcome == ControlOutcome::Passed);
  CHECK(reason(control(calls, "NC", "D4-7").reasons, ReasonCode::R6Late).words.en ==
        "negative control NC late in D4-7 (A31)");
  CHECK(has_reason(control(calls, "NC", "D2-7").reasons, ReasonCode::R6Inconclusive));
  CHECK(calls.status == RunStatus::ValidWithWarnings);
}
