#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

void omit(MadePlate& plate, const std::string& sample, const std::string& target, Signal signal) {
  plate.add(sample, target, signal).first.omitted = true;
}

}  // namespace

TEST_CASE("an omitted positive replicate is not counted, and the patient asks for a look at it") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  plate.add_patient("other");
  omit(plate, "P", "D4-7", yes(27));
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK(call.review);
  CHECK(call.flags == std::vector<Flag>{Flag::Omitted, Flag::OmittedWouldChange});
  const WellCall& well = calls.wells[set_of(call, "D4-7").wells.back()];
  const std::string name = to_string(well.well);
  CHECK(reason(call.reasons, ReasonCode::R22WouldChange).words ==
        Words{"with the omitted " + name + " counted, D4-7 would be inconclusive",
              "若计入已剔除的" + name + "，D4-7将为可疑"});
  CHECK(has_flag(well.flags, Flag::OmittedWouldChange));
  CHECK(has_reason(well.reasons, ReasonCode::R22Omitted));
  CHECK_FALSE(patient(calls, "other").review);
}

TEST_CASE("an omitted well that would say what the others say asks for nothing") {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(27)}});
  omit(plate, "P", "D4-7", yes(27.2));
  omit(plate, "P", "D2-8", no());
  omit(plate, "P", "ALB", yes(24.5));
  omit(plate, "NTC", "D4-7", no());
  omit(plate, "PC", "D4-7", yes(26));
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK_FALSE(call.review);
  CHECK(call.flags == std::vector<Flag>{Flag::Omitted});
}

TEST_CASE("an omitted control that would fail is heard of by all who were tested in its set") {
  for (const auto& [control, signal] :
       std::vector<std::pair<std::string, Signal>>{{"NTC", yes(33)}, {"NTC", yes(37)}, {"PC", no()}}) {
    const auto& this_control = control;
    CAPTURE(this_control);
    MadePlate plate = sound_plate();
    plate.add_patient("without");
    plate.add_patient("deleted", {{"D2-7", yes(25)}});
    omit(plate, control, "D4-7", signal);
    const Calls calls = called(plate);
    for (const char* sample : {"without", "deleted"}) {
      CHECK(patient(calls, sample).review);
      CHECK(has_flag(set_of(patient(calls, sample), "D4-7").flags, Flag::OmittedWouldChange));
      CHECK_FALSE(has_flag(set_of(patient(calls, sample), "D2-7").flags, Flag::OmittedWouldChange));
    }
  }
}

TEST_CASE(
    "an omitted reference well that would fail is told to the patient whose negatives rest on the other") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  omit(plate, "P", "ALB", no());
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK(has_flag(call.flags, Flag::OmittedWouldChange));
  CHECK(
      reason(call.reasons, ReasonCode::R22WouldChange).words.en.ends_with("counted, D4-7 would be invalid"));
}

TEST_CASE("omitted wells that change nothing one by one are counted together too") {
  // Each of the two late NTC wells leaves 3.4 cycles; the patient's second replicate leaves the mean alone.
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(30)}});
  omit(plate, "P", "D4-7", yes(34));
  omit(plate, "NTC", "D4-7", yes(36.9));
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK(has_flag(call.flags, Flag::OmittedWouldChange));
}

TEST_CASE("an omitted well without a reading cannot be counted") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  const auto [reaction, curve] = plate.add("P", "D4-7", yes(27));
  reaction.omitted = true;
  curve.delta_rn.clear();
  CHECK_FALSE(patient(called(plate), "P").review);
}

TEST_CASE("an omitted control speaks for its own plate and set, and a reference gene's for nobody") {
  MadePlate first = sound_plate("first.eds");
  omit(first, "NTC", "D4-7", yes(33));
  omit(first, "NTC", "ALB", yes(38));
  first.add_patient("P");
  first.add("other set", "D2-7", no());
  first.add("other set", "ALB", yes(24));
  MadePlate second = sound_plate("second.eds");
  second.add_patient("Q");
  for (const std::vector<MadePlate>& plates :
       {std::vector<MadePlate>{first, second}, std::vector<MadePlate>{second, first}}) {
    const Calls calls = called(plates);
    CHECK(has_flag(patient(calls, "P").flags, Flag::OmittedWouldChange));
    CHECK_FALSE(has_flag(patient(calls, "other set").flags, Flag::OmittedWouldChange));
    CHECK_FALSE(has_flag(patient(calls, "Q").flags, Flag::OmittedWouldChange));
  }
}

TEST_CASE("a patient without reference well on a plate that has them is asked about an omitted well too") {
  MadePlate plate = sound_plate();
  plate.add_patient("other");
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no());
  omit(plate, "P", "D4-7", yes(27));
  CHECK(has_flag(patient(called(plate), "P").flags, Flag::OmittedWouldChange));
}

TEST_CASE("omitted wells of a plate whose panel has no reference gene are counted as well") {
  Panel panel = made_panel();
  panel.reference.reset();
  MadePlate plate;
  plate.add_controls();
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no());
  omit(plate, "NTC", "D4-7", yes(30));
  CHECK(has_flag(patient(called(plate, panel), "P").flags, Flag::OmittedWouldChange));
}
