#include "calling/run_doubts.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "run/make_issue.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

MadePlate plate_of_two() {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(27)}});
  plate.add_patient("Q");
  return plate;
}

}  // namespace

TEST_CASE("what a run says of itself, all its patients hear") {
  MadePlate plate = plate_of_two();
  plate.run().issues.push_back(
      make_issue(IssueCode::RunStoppedEarly, "plate.eds", field<"planned">("45"), field<"cycles">("40")));
  const Calls calls = called(plate);
  for (const PatientCall& call : calls.patients) {
    CHECK(call.review);
    CHECK(call.flags == std::vector<Flag>{Flag::RunIssue});
    CHECK(reason(call.reasons, ReasonCode::IssueRun).words ==
          Words{"The program plans 45 cycles, the file holds 40", "程序设定45个循环，文件中只有40个循环"});
  }
}

TEST_CASE("what a well says, only its patient hears, and the well is marked") {
  MadePlate plate = plate_of_two();
  const Well well = *plate.run().reactions.back().well;  // ALB of Q
  plate.run().issues.push_back(of_well(
      make_issue(IssueCode::SampleNameDiffers, "plate.eds", field<"found">("other"), field<"sample">("Q")),
      well));
  const Calls calls = called(plate);
  CHECK_FALSE(patient(calls, "P").review);
  CHECK(patient(calls, "Q").flags == std::vector<Flag>{Flag::RunIssue});
  for (const WellCall& one : calls.wells)
    CHECK(has_flag(one.flags, Flag::RunIssue) == (one.well == well));
}

TEST_CASE("what is said of a target, everybody tested in it hears, and no well is marked") {
  MadePlate plate = plate_of_two();
  plate.add("R", "ALB", yes(24));
  Issue issue = make_issue(IssueCode::CtNotFromCurves, "plate.eds: D4-7", field<"all">("9"));
  issue.target = "D4-7";
  plate.analysed().curves.front().issues.push_back(issue);
  const Calls calls = called(plate);
  for (const char* sample : {"P", "Q"}) {
    CHECK(patient(calls, sample).flags == std::vector<Flag>{Flag::RunIssue});
    CHECK(set_of(patient(calls, sample), "D4-7").flags == std::vector<Flag>{Flag::RunIssue});
    CHECK(set_of(patient(calls, sample), "D2-7").flags.empty());
  }
  CHECK_FALSE(has_flag(patient(calls, "R").flags, Flag::RunIssue));
  for (const WellCall& well : calls.wells)
    CHECK_FALSE(has_flag(well.flags, Flag::RunIssue));
}

TEST_CASE("notes, and warnings that ask for nothing, leave an ordinary plate plain") {
  MadePlate plate = plate_of_two();
  plate.run().issues.push_back(make_issue({IssueCode::RunState, "not_started"}, "plate.txt"));
  plate.run().issues.push_back(make_issue({IssueCode::RunState, "not_stated"}, "plate.txt"));
  plate.run().issues.push_back(make_issue(IssueCode::SignalsEndEarly, "plate.eds"));
  plate.run().issues.push_back(make_issue(IssueCode::DecimalComma, "plate.txt"));
  const Calls calls = called(plate);
  for (const PatientCall& call : calls.patients)
    CHECK_FALSE(call.review);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
}

TEST_CASE("no passive reference is a note, and asks for review where the panel requires one") {
  MadePlate plate = plate_of_two();
  plate.run().passive_reference_status = PassiveReferenceStatus::None;
  Calls calls = called(plate);
  CHECK(codes(calls.issues) == std::vector<std::string>{"no_passive_reference"});
  CHECK(calls.status == RunStatus::Valid);
  CHECK_FALSE(patient(calls, "P").review);

  Panel panel = made_panel();
  panel.rules.passive_reference = PassiveReferenceRule::Required;
  calls = called(plate, panel);
  for (const PatientCall& call : calls.patients)
    CHECK(call.flags == std::vector<Flag>{Flag::NoPassiveReference});
}

TEST_CASE("what a curve says of its own reaction marks that one, not the other target of its well") {
  MadePlate plate = sound_plate();
  for (const auto& [well, set] : std::vector<std::pair<std::string, std::string>>{
           {"B1", "D4-7"}, {"B3", "D2-7"}, {"B5", "D2-8"}, {"B7", "D4-8"}}) {
    plate.add(well, "P", set, no());
    plate.add(well, "P", "ALB", yes(24), "VIC");
  }
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
    const Reaction& reaction = plate.run().reactions[i];
    if (reaction.well == parse_well("B1") && reaction.target == "D4-7")
      plate.analysed().curves[i].issues.push_back(
          of_well(make_issue(IssueCode::ReadingContradicted, "plate.eds: B1", field<"cycles">("12")),
                  *reaction.well, reaction.target));
  }
  const Calls calls = called(plate);
  CHECK(has_flag(set_of(patient(calls, "P"), "D4-7").flags, Flag::RunIssue));
  CHECK_FALSE(has_flag(patient(calls, "P").reference->flags, Flag::RunIssue));
  std::size_t marked = 0;
  for (const WellCall& well : calls.wells)
    marked += has_flag(well.flags, Flag::RunIssue) ? 1u : 0u;
  CHECK(marked == 1);
}

TEST_CASE(
    "a curve's word on its target reaches all wells of the target but the omitted, each plate for itself") {
  MadePlate first = sound_plate("first.eds");
  first.add_patient("P");
  for (const char* set : {"D2-7", "D2-8", "D4-8"})
    first.add("Q", set, no());
  first.add("Q", "D4-7", no()).first.omitted = true;
  first.add("Q", "ALB", yes(24));
  Issue issue =
      of_well(make_issue(IssueCode::CtNotFromCurves, "first.eds: D4-7", field<"all">("9")), Well{}, "D4-7");
  first.analysed().curves.front().issues = {issue, issue};
  MadePlate second = sound_plate("second.eds");
  second.add_patient("R");
  second.run().issues.push_back(
      make_issue(IssueCode::RunStoppedEarly, "second.eds", field<"planned">("45"), field<"cycles">("40")));
  second.run().issues.push_back(make_issue(IssueCode::NumbersAmbiguous, "second.eds"));
  second.add("S", "ALB", yes(24));
  const Calls calls = called(std::vector<MadePlate>{first, second});
  CHECK(has_flag(patient(calls, "P").flags, Flag::RunIssue));
  CHECK_FALSE(has_flag(patient(calls, "Q").flags, Flag::RunIssue));
  CHECK(has_flag(patient(calls, "R").flags, Flag::RunIssue));
  CHECK(has_flag(patient(calls, "S").flags, Flag::RunIssue));
  CHECK(std::count_if(patient(calls, "P").reasons.begin(), patient(calls, "P").reasons.end(),
                      [](const Reason& one) { return one.code == ReasonCode::IssueRun; }) == 1);
  CHECK(patient(calls, "R").next->en ==
        "Check the run before its calls are used: The program plans 45 cycles, the file holds 40.");
}

TEST_CASE("a patient without reference well hears of the run, and an omitted well is not marked") {
  MadePlate plate = sound_plate();
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no());
  const auto [reaction, curve] = plate.add("P", "D4-7", no());
  reaction.omitted = true;
  plate.run().issues.push_back(of_well(
      make_issue(IssueCode::SampleNameDiffers, "plate.eds", field<"found">("other"), field<"sample">("P")),
      *reaction.well));
  plate.run().issues.push_back(make_issue(IssueCode::NumbersAmbiguous, "plate.eds"));
  MadePlate other = sound_plate("other.eds");
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    other.add("Q", set, no());
  const Calls calls = called(std::vector<MadePlate>{plate, other});
  CHECK(has_flag(patient(calls, "P").flags, Flag::RunIssue));
  CHECK_FALSE(has_flag(patient(calls, "Q").flags, Flag::RunIssue));
  for (const WellCall& well : calls.wells)
    CHECK_FALSE(has_flag(well.flags, Flag::RunIssue));
}

TEST_CASE("of two thresholds the implausible one is told to those who rest on it, on its plate") {
  MadePlate plate = sound_plate();
  for (const char* sample : {"P", "Q"})
    plate.add_patient(sample);
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
    Curve& curve = plate.analysed().curves[i];
    curve.noise_sd = 0.005;
    if (plate.run().reactions[i].target == "D4-7" && plate.run().reactions[i].sample == "P")
      curve.threshold = 0.01;
  }
  MadePlate other = sound_plate("other.eds");
  other.add_patient("R");
  const Calls calls = called(std::vector<MadePlate>{plate, other});
  CHECK(has_flag(patient(calls, "P").flags, Flag::ThresholdImplausible));
  CHECK_FALSE(has_flag(patient(calls, "Q").flags, Flag::ThresholdImplausible));
  CHECK(has_flag(patient(calls, "Q").flags, Flag::ThresholdsDiffer));
  CHECK_FALSE(patient(calls, "R").review);
}
