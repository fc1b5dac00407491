// Plates as laboratories fill them, seen from outside: what the decision table says of each.
#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "formats/plate_map.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

const std::vector<std::string> sets = {"D4-7", "D2-7", "D2-8", "D4-8"};

/// The calls of the plate as the map's rows change it.
Calls called_with_map(MadePlate& plate, const std::string& rows, const Panel& panel = made_panel()) {
  const PlateMap map = read_plate_map({.name = "map.csv", .bytes = "well,sample,target,role\n" + rows});
  const AssignedRun assigned = assign_run(apply_plate_map(plate.sorted().run, map), panel, {});
  const AnalysedRun analysed{.run = assigned.run, .curves = plate.analysed().curves};
  const CallInput input{.analysed = &analysed, .assignments = assigned.assignments};
  return call_patients(std::span(&input, 1), panel, {});
}

}  // namespace

TEST_CASE("a positive control of one set alone leaves the others without positive control") {
  MadePlate plate;
  for (const std::string& set : sets)
    plate.add("NTC", set, no());
  plate.add("PC27", "D2-7", yes(26));
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
  REQUIRE(codes(calls.issues) == std::vector<std::string>{"no_positive_control"});
  CHECK(calls.issues[0].words.en == "No usable positive control for D4-7, D2-8, D4-8.");
  CHECK(patient(calls, "P").call == PatientCallState::NotDetected);

  Panel strict = made_panel();
  strict.rules.positive_control = ControlDemand::Required;
  const PatientCall call = patient(called(plate, strict), "P");
  CHECK(call.call == PatientCallState::Invalid);
  CHECK(set_of(call, "D2-7").result == SetResult::Negative);
  CHECK(set_of(call, "D4-7").result == SetResult::Invalid);
}

TEST_CASE("one failing positive control is enough, however well another does") {
  MadePlate plate;
  plate.add_controls();
  plate.add("PC27", "D2-7", no());
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::Invalid);
  CHECK(control(calls, "PC", "D2-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "PC27", "D2-7").outcome == ControlOutcome::Failed);
  CHECK(reason(set_of(patient(calls, "P"), "D2-7").reasons, ReasonCode::R5NegativeInvalid).words ==
        Words{"negative, but positive control PC27 failed in D2-7: invalid",
              "结果为阴性，但阳性对照PC27在D2-7中不合格：无效"});
}

TEST_CASE("three replicates are heard as one: all alike, or inconclusive") {
  struct Case {
    std::vector<Signal> replicates;
    SetResult result;
  };
  const std::vector<Case> cases = {{{yes(28), yes(28.1), yes(28.2)}, SetResult::Positive},
                                   {{yes(28), yes(28.1), no()}, SetResult::Inconclusive},
                                   {{yes(35), yes(35.5), yes(36)}, SetResult::Inconclusive},
                                   {{yes(36), yes(37), yes(38)}, SetResult::Negative},
                                   {{yes(37), no(), no()}, SetResult::Inconclusive},
                                   {{no(), no_but_crossing(30), unclear(37)}, SetResult::Negative},
                                   {{no(), no(), unclear(35)}, SetResult::Inconclusive}};
  for (const Case& one : cases) {
    CAPTURE(&one - cases.data());
    MadePlate plate;
    plate.add_controls();
    for (const std::string& set : sets)
      for (const Signal& signal : one.replicates)
        plate.add("P", set, set == "D4-7" ? signal : no());
    plate.add("P", "ALB", yes(24));
    CHECK(set_of(patient(called(plate), "P"), "D4-7").result == one.result);
  }
}

TEST_CASE("standards are neither controls nor patients, and their reference speaks for nobody") {
  MadePlate plate;
  for (const std::string& set : sets) {
    plate.add("P", set, no());
    plate.add_standard("S1", set, 1000);
    plate.add_standard("S2", set, 100);
  }
  plate.add_standard("S1", "ALB", 1000);
  plate.add_standard("S2", "ALB", 100);
  const Calls calls = called(plate);
  REQUIRE(calls.patients.size() == 1);
  CHECK(calls.patients[0].sample == "P");
  CHECK(calls.patients[0].call == PatientCallState::NotDetected);
  CHECK(calls.patients[0].flags ==
        std::vector<Flag>{Flag::DnaNotAssessed, Flag::NoNtc, Flag::NoPositiveControl});
  CHECK(codes(calls.issues) == std::vector<std::string>{"standards_not_called", "no_ntc",
                                                        "no_positive_control", "dna_not_assessed"});
}

TEST_CASE("a patient of whom only the reference was run is incomplete") {
  MadePlate plate;
  plate.add_controls();
  plate.add("P", "ALB", yes(24));
  const Calls calls = called(plate);
  CHECK(patient(calls, "P").call == PatientCallState::Incomplete);
  CHECK(patient(calls, "P").reference.value().result == SetResult::Positive);
}

TEST_CASE("controls are known by any width, case and blank of their names") {
  MadePlate plate;
  for (const std::string& set : sets) {
    plate.add("ＮＴＣ", set, no());
    plate.add(" pc ", set, yes(26));
    plate.add("nc　", set, set == "D4-8" ? yes(30) : no());
  }
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.patients.size() == 1);
  CHECK(control(calls, "ＮＴＣ", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, " pc ", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "nc　", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "nc　", "D4-8").invalidates);
  CHECK(set_of(patient(calls, "P"), "D4-8").result == SetResult::Invalid);
  CHECK(set_of(patient(calls, "P"), "D4-7").result == SetResult::Negative);
}

TEST_CASE("a plate map makes controls of patients and patients of controls") {
  MadePlate plate;
  plate.add("A1", "water", "D4-7", yes(30));
  plate.add("B1", "NTC", "D4-7", yes(30));
  plate.add("C1", "P", "D4-7", no());
  Panel panel = made_panel();
  panel.sets.resize(1);
  const Calls calls = called_with_map(plate, "A1,,,ntc\nB1,,,unknown\nC1,PC,,\n", panel);
  CHECK(control(calls, "water", "D4-7").outcome == ControlOutcome::Failed);
  CHECK(control(calls, "PC", "D4-7").outcome == ControlOutcome::Failed);
  REQUIRE(calls.patients.size() == 1);
  CHECK(calls.patients[0].sample == "NTC");
  CHECK(calls.patients[0].call == PatientCallState::Invalid);
}

TEST_CASE("a plate map that names the role of one well only makes its sample patient and control at once") {
  MadePlate plate;
  plate.add("A1", "dilution", "D4-7", no());
  plate.add("A2", "dilution", "D2-7", no());
  CHECK(refusal([&] { called_with_map(plate, "A1,,,ntc\n"); }) ==
        "plate.eds: A2: sample 'dilution' is unknown here and ntc in plate.eds: A1; correct the tasks or "
        "names, "
        "or give the roles in --plate-map CSV or with --role 'dilution=ROLE'");
}

TEST_CASE("a plate map under which two targets of a well mean one set is refused") {
  MadePlate plate;
  plate.add("A1", "P", "D4-7", no(), "FAM");
  plate.add("A1", "P", "ALB", yes(24), "VIC");
  CHECK(refusal([&] { called_with_map(plate, "A1,P,D4-7,\nA1,P,△4～7,\n"); }) ==
        "plate.eds: well A1 is described twice: targets 'D4-7' and '△4～7' both mean D4-7");
}

TEST_CASE("a duplexed reference that was omitted in one of two replicates blocks the negative") {
  Panel panel = made_panel();
  panel.sets.resize(1);
  MadePlate plate;
  plate.add("A1", "NTC", "D4-7", no());
  plate.add("A2", "PC", "D4-7", yes(26));
  for (const char* well : {"B1", "B2"}) {
    plate.add(well, "P", "D4-7", no(), "FAM");
    plate.add(well, "P", "ALB", yes(24), "VIC").first.omitted = std::string(well) == "B2";
  }
  const PatientCall call = patient(called(plate, panel), "P");
  CHECK(call.call == PatientCallState::Invalid);
  CHECK(call.reference.value().result == SetResult::Invalid);
  CHECK(has_flag(call.flags, Flag::NegativeBlocked));
}

TEST_CASE("one barcode on two patients of two plates is refused; a control's name is no barcode") {
  MadePlate first("1.eds");
  MadePlate second("2.eds");
  first.add("A1", "00123 张三", "D4-7", no());
  second.add("B1", "００１２３张三", "D4-7", no());
  CHECK(refusal([&] { called({first, second}); }) == "nothing thrown");
  second.add("B2", "00123 李四", "D4-7", no()).first.task = "NTC";
  CHECK(refusal([&] { called({first, second}); }) == "nothing thrown");
  MadePlate third("3.eds");
  third.add("C1", "00123-李四", "D4-7", no());
  CHECK(refusal([&] {
          called({first, third});
        }) ==
        "3.eds: C1: the barcode '00123' stands on two patients: '00123-李四' here and '00123 张三' in 1.eds: "
        "A1");
}
