#include "calling/call.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

TEST_CASE("one positive set is that deletion") {
  MadePlate plate = sound_plate();
  plate.add_patient("00123", {{"D4-7", yes(27.5)}});
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "00123");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK(call.deletions == std::vector<std::string>{"D4-7"});
  CHECK_FALSE(call.review);
  CHECK(call.flags.empty());
  CHECK(call.text == Words{"IKZF1: deletion of exons 4-7 detected", "检出IKZF1第4～7号外显子缺失"});
  CHECK(set_of(call, "D4-7").ct_mean == 27.5);
  CHECK(reason(call.reasons, ReasonCode::R10Deletion).words ==
        Words{"one positive set: D4-7", "1组引物阳性：D4-7"});
  CHECK(calls.status == RunStatus::Valid);
  CHECK(calls.issues.empty());
}

TEST_CASE("two positive sets are mixed, with both components and a second look") {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(30)}, {"D2-8", yes(27)}});
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::Mixed);
  CHECK(call.deletions == std::vector<std::string>{"D4-7", "D2-8"});
  CHECK(call.review);
  CHECK(reason(call.reasons, ReasonCode::R10Mixed).words.en ==
        "2 positive sets: D4-7, D2-8; two deleted alleles or subclones, or contamination: a second look");
}

TEST_CASE("not detected needs four valid negative sets") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK_FALSE(call.review);
  CHECK(call.deletions.empty());
  CHECK(call.text.en == "IKZF1: not detected among the four tested deletions");
  CHECK(call.text.zh == "所检4种缺失均未检出");
  CHECK(reason(call.reasons, ReasonCode::R11NotDetected).words.en == "all 4 sets valid and negative");
}

TEST_CASE("a patient tested for fewer sets is incomplete, and a positive among them is still reported") {
  MadePlate plate = sound_plate();
  plate.add("few", "D4-7", no());
  plate.add("few", "ALB", yes(24));
  plate.add("few but positive", "D4-7", yes(28));
  plate.add("few but positive", "ALB", yes(24));
  const Calls calls = called(plate);
  CHECK(patient(calls, "few").call == PatientCallState::Incomplete);
  CHECK(has_flag(patient(calls, "few").flags, Flag::NotTested));
  CHECK(reason(patient(calls, "few").reasons, ReasonCode::R11Incomplete).words.en ==
        "no result in D2-7, D2-8, D4-8");
  CHECK(patient(calls, "few but positive").call == PatientCallState::Deletion);
  CHECK(patient(calls, "few but positive").review);
}

TEST_CASE("a patient without usable well and without reference is incomplete, and nothing is said of DNA") {
  MadePlate plate = sound_plate();
  plate.add_patient("with");
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no()).first.omitted = true;
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK_FALSE(call.reference.has_value());
  CHECK(call.flags == std::vector<Flag>{Flag::Omitted, Flag::OmittedWouldChange, Flag::SetMissing});
}

TEST_CASE("standards are no patients") {
  MadePlate plate = sound_plate();
  plate.add_standard("S1", "D4-7", 1000);
  plate.add_standard("S2", "D4-7", 100);
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.patients.size() == 1);
  CHECK(calls.wells.front().role == SampleRole::Ntc);
  CHECK(calls.wells[8].role == SampleRole::Standard);
}

TEST_CASE("the panel's own sentences are used where it has them") {
  Panel panel = made_panel();
  panel.texts["mixed"] = {"{gene} mixed: {exons} of {sets}", "{gene}混合：{exons}，{sets}"};
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(30)}, {"D2-8", yes(27)}});
  CHECK(patient(called(plate, panel), "P").text ==
        Words{"IKZF1 mixed: 4-7 and 2-8 of four", "IKZF1混合：4～7、2～8，4"});
}

TEST_CASE("a call in words names its deletions") {
  PatientCall patient;
  CHECK(call_in_words(patient) == Words{"incomplete", "不完整"});
  patient.call = PatientCallState::Mixed;
  patient.deletions = {"D4-7", "D2-7"};
  CHECK(call_in_words(patient) == Words{"mixed (D4-7, D2-7)", "混合型（D4-7、D2-7）"});
}
