// The replicates and primer pairs of one set.
#include <string>
#include <vector>

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

TEST_CASE("wells of a set's one primer pair are replicates, whether they name the set or the pair") {
  struct Case {
    Signal named_as_set;
    Signal named_as_pair;
    SetResult result;
    std::vector<Flag> flags;
  };
  const std::vector<Case> cases = {{no(), yes(28), SetResult::Inconclusive, {Flag::ReplicatesSplit}},
                                   {yes(28), no(), SetResult::Inconclusive, {Flag::ReplicatesSplit}},
                                   {yes(28), yes(28.25), SetResult::Positive, {}},
                                   {yes(28), yes(29), SetResult::Positive, {Flag::Spread}},
                                   {no(), no(), SetResult::Negative, {}}};
  for (const Case& one : cases) {
    CAPTURE(&one - cases.data());
    MadePlate plate = sound_plate();
    plate.add_patient("P", {{"D4-7", one.named_as_set}});
    plate.add("P", "F.4/R-7", one.named_as_pair);
    const Calls calls = called(plate);
    const SetCall& set = set_of(patient(calls, "P"), "D4-7");
    CHECK(set.wells.size() == 2);
    CHECK(set.result == one.result);
    CHECK(set.flags == one.flags);
    CHECK_FALSE(has_reason(set.reasons, ReasonCode::R8PairMissing));
  }
}

TEST_CASE("a set of two primer pairs keeps wells that name the set apart from those that name a pair") {
  Panel panel = made_panel();
  panel.sets[1].pairs = {{"F.2a", "R-7"}, {"F.2b", "R-7"}};
  panel.reference.reset();
  MadePlate plate;
  plate.add("by set and pair", "D2-7", no());
  plate.add("by set and pair", "F.2a/R-7", yes(28));
  plate.add("by one pair", "F.2a/R-7", no());
  plate.add("by both pairs", "F.2a/R-7", no());
  plate.add("by both pairs", "F.2b/R-7", no());
  const Calls calls = called(plate, panel);
  CHECK(set_of(patient(calls, "by set and pair"), "D2-7").result == SetResult::Positive);
  CHECK(reason(set_of(patient(calls, "by one pair"), "D2-7").reasons, ReasonCode::R8PairMissing)
            .words.en.find("F.2b/R-7") != std::string::npos);
  CHECK(set_of(patient(calls, "by both pairs"), "D2-7").result == SetResult::Negative);
}
