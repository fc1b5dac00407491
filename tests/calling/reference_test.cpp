// The reference gene, in wells of its own and in a second dye.
#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

TEST_CASE("a reference gene in wells of its own gates the patient's negatives, never the positives") {
  struct Case {
    std::vector<Signal> reference;
    bool passes;
  };
  const std::vector<Case> cases = {{{yes(30.0)}, true},          {{yes(30.001)}, false},
                                   {{yes(29), yes(30.9)}, true}, {{yes(29), yes(31.1)}, false},
                                   {{yes(22), no()}, false},     {{yes(22), unclear(35)}, true},
                                   {{unclear(22)}, false},       {{yes_without_ct()}, false}};
  for (const Case& one : cases) {
    CAPTURE(&one - cases.data());
    MadePlate plate = sound_plate();
    for (const char* sample : {"clean", "deleted"}) {
      for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"})
        plate.add(sample, set, sample == std::string("deleted") && set == "D4-7" ? yes(28) : no());
      for (const Signal& signal : one.reference)
        plate.add(sample, "ALB", signal);
    }
    const Calls calls = called(plate);
    const PatientCall& clean = patient(calls, "clean");
    CHECK(clean.call == (one.passes ? PatientCallState::NotDetected : PatientCallState::Invalid));
    CHECK(clean.reference.value().result == (one.passes ? SetResult::Positive : SetResult::Invalid));
    CHECK(has_flag(clean.flags, Flag::ReferenceFailed) == !one.passes);
    CHECK(patient(calls, "deleted").call == PatientCallState::Deletion);
    CHECK(has_flag(patient(calls, "deleted").flags, Flag::ReferenceFailed) == !one.passes);
  }
}

TEST_CASE("a duplexed reference gates its own well") {
  MadePlate plate;
  plate.add("A1", "NTC", "D4-7", no());
  plate.add("A2", "PC", "D4-7", yes(26));
  const auto duplex = [&](const std::string& well, const std::string& sample, Signal set, Signal reference) {
    plate.add(well, sample, "D4-7", set, "FAM");
    plate.add(well, sample, "ALB", reference, "VIC");
  };
  duplex("B1", "passes", no(), yes(25));
  duplex("B2", "passes", no(), yes(25));
  duplex("C1", "one fails", no(), yes(25));
  duplex("C2", "one fails", no(), yes(31));
  duplex("D1", "crowded out", yes(18), no());
  Panel panel = made_panel();
  panel.sets.resize(1);
  const Calls calls = called(plate, panel);
  CHECK(patient(calls, "passes").call == PatientCallState::NotDetected);
  CHECK(patient(calls, "one fails").call == PatientCallState::Invalid);
  CHECK(patient(calls, "one fails").reference.value().result == SetResult::Invalid);
  CHECK(reason(patient(calls, "one fails").reference.value().reasons, ReasonCode::R7AboveLimit).value == 31);
  CHECK(patient(calls, "crowded out").call == PatientCallState::Deletion);
  CHECK(patient(calls, "crowded out").reference.value().result == SetResult::Positive);
  CHECK_FALSE(patient(calls, "crowded out").review);
}

TEST_CASE("a plate without reference gene says so, and calls") {
  MadePlate plate = sound_plate();
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no());
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK_FALSE(call.reference.has_value());
  CHECK(call.flags == std::vector<Flag>{Flag::DnaNotAssessed});
  CHECK_FALSE(call.review);
  CHECK(reason(call.reasons, ReasonCode::R7NotAssessed).words.en ==
        "no reference gene on the plate: DNA adequacy not assessed");
  CHECK(codes(calls.issues) == std::vector<std::string>{"dna_not_assessed"});
}

TEST_CASE("a patient without usable reference well on a plate that has them is not passed") {
  MadePlate plate = sound_plate();
  plate.add_patient("with");
  for (const char* sample : {"without", "omitted"})
    for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
      plate.add(sample, set, no());
  plate.add("omitted", "ALB", yes(24)).first.omitted = true;
  const Calls calls = called(plate);
  CHECK(patient(calls, "with").call == PatientCallState::NotDetected);
  for (const char* sample : {"without", "omitted"}) {
    CAPTURE(sample);
    CHECK(patient(calls, sample).call == PatientCallState::Invalid);
    CHECK(patient(calls, sample).reference.value().result == SetResult::Missing);
    CHECK(has_flag(patient(calls, sample).flags, Flag::ReferenceMissing));
  }
}
