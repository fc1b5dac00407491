#include "calling/run_doubts.hpp"

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
