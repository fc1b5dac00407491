#include "calling/next_step.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "calling/make_reason.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

std::string next_of(MadePlate& plate, const std::string& sample) {
  const PatientCall call = patient(called(plate), sample);
  CHECK(call.next.has_value() == call.review);
  return call.next ? call.next->en : "plain";
}

}  // namespace

TEST_CASE("a plain patient has no next step, nor has a control that passed") {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(27)}});
  const Calls calls = called(plate);
  CHECK_FALSE(patient(calls, "P").next.has_value());
  for (const ControlCall& control : calls.controls)
    CHECK_FALSE(control.next.has_value());
}

TEST_CASE("a failed positive control is named with its wells, in both languages") {
  MadePlate plate;
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    plate.add("NTC", set, no());
    plate.add("PC", set, set == "D2-8" ? no() : yes(26));
  }
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(patient(calls, "P").next ==
        Words{"Repeat D2-8 in triplicate with the controls: positive control PC in D2-8: negative (A11).",
              "请将D2-8连同其对照做三复孔复查：阳性对照PC，D2-8：阴性（A11）。"});
  CHECK(control(calls, "PC", "D2-8").next->en ==
        "Repeat D2-8 in triplicate with the controls: positive control PC in D2-8: negative.");
}

TEST_CASE("the next step names the wells and sets that the doubt stands on") {
  MadePlate plate = sound_plate();
  plate.add_patient("split", {{"D4-7", yes(27)}});
  plate.add("split", "D4-7", no());
  CHECK(next_of(plate, "split") == "Repeat D4-7 in triplicate: replicates disagree (positive, negative).");

  plate = sound_plate();
  plate.add_patient("unclear", {{"D2-7", unclear(30)}});
  CHECK(next_of(plate, "unclear") == "Look at A19: unclear curve with Ct 30.00 below 36.");

  plate = sound_plate();
  plate.add_patient("mixed", {{"D4-7", yes(27)}, {"D2-8", yes(28)}});
  CHECK(next_of(plate, "mixed").starts_with("Have a second person look at A17, A21: 2 positive sets"));

  plate = sound_plate();
  plate.add_patient("no DNA");
  plate.analysed().curves.back().verdict.amplified = Amplified::No;
  plate.analysed().curves.back().ct.reset();
  CHECK(next_of(plate, "no DNA").starts_with("Extract DNA again and repeat D4-7, D2-7, D2-8, D4-8: "));

  plate = sound_plate();
  plate.add("few", "D4-7", no());
  plate.add("few", "ALB", yes(24));
  CHECK(next_of(plate, "few") == "Test D2-7, D2-8, D4-8: not tested.");
}

TEST_CASE("of several doubts the one that asks for most is told") {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", unclear(30)}});
  plate.add("P", "D2-7", yes(30));
  CHECK(next_of(plate, "P").starts_with("Repeat D2-7 in triplicate: "));
}

TEST_CASE("whoever repeats a set is told of the others that need it too") {
  MadePlate plate = sound_plate();
  for (const Signal signal : {yes(30), no()})
    plate.add("P", "D2-7", signal);
  plate.add("P", "D4-7", no());
  plate.add("P", "D4-8", no());
  plate.add("P", "ALB", yes(24));
  CHECK(next_of(plate, "P").starts_with("Repeat D2-7, D2-8 in triplicate: replicates disagree"));
}

TEST_CASE("new DNA is asked for only where the patient's own is wanting") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", yes(28));
  plate.add_patient("P");
  for (Curve& curve : plate.analysed().curves)
    if (curve.ct == 24.0)
      curve.ct = 26.0;
  CHECK(next_of(plate, "P").starts_with("Repeat D4-7, D2-7, D2-8, D4-8 in triplicate with the controls: "));

  plate = sound_plate();
  plate.add_patient("with");
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("without", set, no());
  CHECK(
      next_of(plate, "without").starts_with("Repeat D4-7, D2-7, D2-8, D4-8: no usable reference gene well"));
}

TEST_CASE("where only the reference gene asks for a repeat it is named itself") {
  MadePlate plate = sound_plate();
  plate.add("P", "D4-7", yes(27));
  plate.add("P", "D2-8", yes(28));
  plate.add("P", "D4-8", yes(27));
  plate.add("P", "D2-7", yes(28));
  plate.add("P", "ALB", yes(31));
  CHECK(
      next_of(plate, "P").starts_with("Extract DNA again and repeat ALB: reference gene Ct 31.00 above 30"));
}

TEST_CASE("where no reason asks for anything, no step is told") {
  Judgement judgement;
  judgement.patients.emplace_back().review = true;
  judgement.controls.emplace_back().outcome = ControlOutcome::Warning;
  tell_next_steps(judgement);
  CHECK_FALSE(judgement.patients.front().next.has_value());
  CHECK_FALSE(judgement.controls.front().next.has_value());
}

TEST_CASE("each plate's own control is named") {
  MadePlate first = sound_plate("first.eds");
  first.add("NTC", "D2-8", yes(30));
  first.add_patient("P");
  MadePlate second = sound_plate("second.eds");
  second.add("H1", "NTC", "D2-8", yes(30));
  second.add_patient("Q");
  const Calls calls = called(std::vector<MadePlate>{first, second});
  CHECK(patient(calls, "P").next->en.ends_with("no-template control NTC positive in D2-8 (A17)."));
  CHECK(patient(calls, "Q").next->en.ends_with("no-template control NTC positive in D2-8 (H1)."));
}

TEST_CASE("the control that failed in the set is named, not one of another set") {
  MadePlate plate;
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    plate.add("NTC", set, set == "D2-7" ? yes(30) : no());
    plate.add("PC", set, set == "D2-8" ? no() : yes(26));
  }
  plate.add_patient("all");
  plate.add("one", "D2-8", no());
  plate.add("one", "ALB", yes(24));
  const Calls calls = called(plate);
  CHECK(patient(calls, "all").next->en.starts_with("Repeat D2-7, D2-8 in triplicate with the controls: "));
  CHECK(patient(calls, "one").next->en ==
        "Repeat D4-7, D2-7, D2-8, D4-8 in triplicate with the controls: positive control PC in D2-8: "
        "negative (A11).");
}

TEST_CASE("of a record whose set no control makes fail, the set's own reason is told") {
  const Reason reason = make_reason(ReasonCode::R4SetInvalid, field<"sample">("NTC"), field<"set">("D4-7"));
  std::vector<WellCall> wells(1);
  wells.front().set = "D4-7";
  SetCall set;
  set.set = "D4-7";
  set.wells = {0};
  set.reasons = {reason};
  PatientCall with_set;
  with_set.review = true;
  with_set.sets = {set};
  const auto next = [&wells](PatientCall call, const std::vector<ControlCall>& controls) {
    tell_next_step(call, wells, controls);
    return call.next->en;
  };
  const std::string told = "Repeat D4-7 in triplicate with the controls: " + reason.words.en + ".";
  CHECK(next(with_set, {}) == told);

  ControlCall silent;
  silent.set = "D4-7";
  silent.outcome = ControlOutcome::Failed;
  CHECK(next(with_set, {silent}) == told);

  PatientCall without_wells = with_set;
  without_wells.sets.front().wells.clear();
  CHECK(next(without_wells, {silent}) == told);

  PatientCall of_no_set = with_set;
  of_no_set.sets.front().reasons.clear();
  of_no_set.sets.front().result = SetResult::Positive;
  of_no_set.reasons = {reason};
  CHECK(next(of_no_set, {silent}).ends_with(reason.words.en + "."));
}

TEST_CASE("of a record whose negative is blocked without a reference, the block is told") {
  SetCall set;
  set.set = "D4-7";
  set.reasons = {make_reason(ReasonCode::R7NegativeBlocked)};
  PatientCall call;
  call.review = true;
  call.sets = {set};
  tell_next_step(call, {}, {});
  CHECK(call.next->en.ends_with(set.reasons.front().words.en + "."));
}
