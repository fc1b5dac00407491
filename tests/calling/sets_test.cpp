// The replicates and primer pairs of one set.
#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

TEST_CASE("a panel may call late amplification inconclusive") {
  Panel panel = made_panel();
  panel.rules.late = LateRule::Inconclusive;
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(37)}});
  CHECK(patient(called(plate, panel), "P").call == PatientCallState::Inconclusive);
}

TEST_CASE("replicates that disagree are inconclusive, and a replicate is never dropped") {
  MadePlate plate = sound_plate();
  plate.add_patient("split", {{"D4-7", yes(27)}});
  plate.add("split", "D4-7", no());
  plate.add_patient("late", {{"D4-7", yes(35)}});
  plate.add("late", "D4-7", yes(37));
  plate.add_patient("apart", {{"D4-7", yes(27)}});
  plate.add("apart", "D4-7", yes(27.6));
  plate.add_patient("near", {{"D4-7", yes(33.2)}});
  plate.add("near", "D4-7", yes(34.1));
  const Calls calls = called(plate);
  for (const char* sample : {"split", "late"}) {
    CAPTURE(sample);
    CHECK(patient(calls, sample).call == PatientCallState::Inconclusive);
    CHECK(has_flag(patient(calls, sample).flags, Flag::ReplicatesSplit));
  }
  CHECK(reason(set_of(patient(calls, "late"), "D4-7").reasons, ReasonCode::R8Split).words.en ==
        "replicates disagree (positive, late)");
  CHECK(has_flag(patient(calls, "apart").flags, Flag::Spread));
  CHECK(set_of(patient(calls, "apart"), "D4-7").ct_mean == 27.3);
  CHECK(reason(set_of(patient(calls, "apart"), "D4-7").reasons, ReasonCode::R9Spread).limit == 0.5);
  CHECK_FALSE(has_flag(patient(calls, "near").flags, Flag::Spread));
  CHECK(reason(set_of(patient(calls, "near"), "D4-7").reasons, ReasonCode::R9Within).limit == 1.0);
}

TEST_CASE("a set of two primer pairs is positive when either is, and negative only when both are") {
  Panel panel = made_panel();
  panel.sets.resize(1);
  panel.sets[0].pairs = {{"F.4", "R-7"}, {"F.2a", "R-7"}};
  panel.reference.reset();
  struct Case {
    std::vector<Signal> first;
    std::vector<Signal> second;
    SetResult result;
  };
  const std::vector<Case> cases = {{{no()}, {yes(30)}, SetResult::Positive},
                                   {{no()}, {no()}, SetResult::Negative},
                                   {{no()}, {}, SetResult::Missing},
                                   {{yes(30)}, {}, SetResult::Positive},
                                   {{no()}, {unclear(30)}, SetResult::Inconclusive}};
  for (const Case& one : cases) {
    CAPTURE(&one - cases.data());
    MadePlate plate;
    for (const Signal& signal : one.first)
      plate.add("P", "F.4/R-7", signal);
    for (const Signal& signal : one.second)
      plate.add("P", "F.2a/R-7", signal);
    const Calls calls = called(plate, panel);
    CHECK(patient(calls, "P").sets.front().result == one.result);
    CHECK(has_flag(patient(calls, "P").flags, Flag::PairMissing) == (one.result == SetResult::Missing));
  }
}
