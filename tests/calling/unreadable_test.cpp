// Wells that do not count: those that nobody could read, and those that the operator omitted.
#include <limits>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "curves/because.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

using Flags = std::vector<Flag>;

/// A further well of the patient, without signal.
void add_unreadable(MadePlate& plate, const std::string& sample, const std::string& target) {
  plate.add(sample, target, no()).second.delta_rn.clear();
}

Panel panel_that_leaves_out() {
  Panel panel = made_panel();
  panel.rules.unreadable = UnreadableRule::LeftOut;
  return panel;
}

/// One set, A1 and A2 its controls, the patient's replicates from B1 on.
struct DuplexedPlate {
  DuplexedPlate() {
    panel.sets.resize(1);
    plate.add("A1", "NTC", "D4-7", no());
    plate.add("A2", "PC", "D4-7", yes(26));
  }
  void add(const std::string& well, Signal set, Signal reference, bool readable = true) {
    plate.add(well, "P", "D4-7", set, "FAM");
    Curve& curve = plate.add(well, "P", "ALB", reference, "VIC").second;
    if (!readable)
      curve.delta_rn.clear();
  }
  Panel panel = made_panel();
  MadePlate plate;
};

}  // namespace

TEST_CASE("a well without signal is left out, whichever way it has none") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  MadePlate plate = sound_plate();
  plate.add("P", "D4-7", yes(27)).second.delta_rn.clear();
  plate.add("P", "D4-7", yes(27)).second.delta_rn = {nan, nan};
  plate.add("P", "D4-7", yes(27)).second.unreadable = because(EvidenceCode::SignalLost);
  plate.add("P", "D4-7", yes(27)).second.delta_rn = {nan, 0.1};
  const Calls calls = called(plate);
  const std::vector<std::size_t> wells = set_of(patient(calls, "P"), "D4-7").wells;
  REQUIRE(wells.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    const WellCall& well = calls.wells[wells[i]];
    CHECK(well.state == WellState::LeftOut);
    CHECK(well.flags == Flags{Flag::Unreadable});
    CHECK(reason(well.reasons, ReasonCode::R8Unreadable).words ==
          Words{"no readable signal: left out", "无可读信号：不计入"});
  }
  CHECK(calls.wells[wells[3]].state == WellState::Positive);
}

TEST_CASE("a negative set with a well that could not be read has no result: the patient is incomplete") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  add_unreadable(plate, "P", "D4-7");
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK(call.review);
  CHECK(call.flags == Flags{Flag::Unreadable});
  CHECK(set_of(call, "D4-7").result == SetResult::Missing);
  CHECK(set_of(call, "D4-7").flags == Flags{Flag::Unreadable});
  CHECK(set_of(call, "D2-7").result == SetResult::Negative);
  CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R11NegativeUnreadable).words ==
        Words{"negative, but no readable signal in A27: no result", "结果为阴性，但A27无可读信号：无结果"});
  CHECK(reason(call.reasons, ReasonCode::R11Incomplete).words == Words{"no result in D4-7", "D4-7无结果"});
  CHECK(reason(call.reasons, ReasonCode::R11Unreadable).words ==
        Words{"no readable signal in A27: left out", "A27无可读信号：不计入"});
}

TEST_CASE("a late set with a well that could not be read has no result either") {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(37)}});
  add_unreadable(plate, "P", "D4-7");
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK(call.flags == Flags{Flag::Late, Flag::Unreadable});
}

TEST_CASE("a positive stands beside a well that could not be read, is looked at, and names the well") {
  MadePlate plate = sound_plate();
  plate.add_patient("same set", {{"D4-7", yes(27)}});
  add_unreadable(plate, "same set", "D4-7");
  plate.add_patient("other set", {{"D4-7", yes(27)}});
  add_unreadable(plate, "other set", "D2-8");
  const Calls calls = called(plate);

  const PatientCall& same = patient(calls, "same set");
  CHECK(same.call == PatientCallState::Deletion);
  CHECK(same.deletions == std::vector<std::string>{"D4-7"});
  CHECK(same.review);
  CHECK(same.flags == Flags{Flag::Unreadable});
  CHECK(set_of(same, "D4-7").result == SetResult::Positive);
  CHECK(reason(same.reasons, ReasonCode::R11Unreadable).words.en == "no readable signal in A27: left out");

  const PatientCall& other = patient(calls, "other set");
  CHECK(other.call == PatientCallState::Deletion);
  CHECK(other.review);
  CHECK(set_of(other, "D2-8").result == SetResult::Missing);
  CHECK(reason(other.reasons, ReasonCode::R11Beside).words.en ==
        "not plainly negative beside the deletion: D2-8");
  CHECK(reason(other.reasons, ReasonCode::R11Unreadable).words.en == "no readable signal in A39: left out");
}

TEST_CASE("inconclusive and invalid sets stay what they are beside a well that could not be read") {
  MadePlate plate = sound_plate();
  plate.add("NC", "D2-7", yes(30));
  plate.add_patient("P", {{"D4-7", unclear(30)}});
  add_unreadable(plate, "P", "D4-7");
  add_unreadable(plate, "P", "D2-7");
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Inconclusive);
  CHECK(set_of(call, "D4-7").result == SetResult::Inconclusive);
  CHECK(set_of(call, "D2-7").result == SetResult::Invalid);
}

TEST_CASE("a panel may rest a negative on the wells that could be read") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  add_unreadable(plate, "P", "D4-7");
  const PatientCall call = patient(called(plate, panel_that_leaves_out()), "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK(call.review);
  CHECK(call.flags == Flags{Flag::Unreadable});
  CHECK(set_of(call, "D4-7").result == SetResult::Negative);
  CHECK(has_reason(call.reasons, ReasonCode::R11Unreadable));
}

TEST_CASE("an omitted well is left out and flagged, and a negative stands without it") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  plate.add("P", "D4-7", no()).first.omitted = true;
  const auto [reaction, curve] = plate.add("P", "D2-7", yes(27));
  reaction.omitted = true;
  curve.delta_rn.clear();  // omitted first: nobody planned to read it
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK_FALSE(call.review);
  CHECK(call.flags == Flags{Flag::Omitted});
  CHECK(set_of(call, "D4-7").ct_mean == std::nullopt);
  CHECK_FALSE(has_reason(call.reasons, ReasonCode::R11Unreadable));
  for (const char* set : {"D4-7", "D2-7"}) {
    const WellCall& well = calls.wells[set_of(call, set).wells.back()];
    CHECK(well.state == WellState::LeftOut);
    CHECK(well.flags == Flags{Flag::Omitted});
    CHECK(reason(well.reasons, ReasonCode::R8Omitted).words ==
          Words{"omitted by the operator: left out", "操作者已剔除该孔：不计入"});
  }
}

TEST_CASE("a set of which every well is left out is missing") {
  for (const bool omitted : {true, false}) {
    CAPTURE(omitted);
    MadePlate plate = sound_plate();
    plate.add_patient("P");
    for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
      Reaction& reaction = plate.run().reactions[i];
      if (reaction.sample != "P" || reaction.target != "D4-7")
        continue;
      reaction.omitted = omitted;
      if (!omitted)
        plate.analysed().curves[i].delta_rn.clear();
    }
    const PatientCall call = patient(called(plate), "P");
    CHECK(call.call == PatientCallState::Incomplete);
    CHECK(set_of(call, "D4-7").result == SetResult::Missing);
    CHECK(call.flags == (omitted ? Flags{Flag::Omitted, Flag::OmittedWouldChange, Flag::SetMissing}
                                 : Flags{Flag::SetMissing, Flag::Unreadable}));
    CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R8Missing).words.en == "no usable well");
  }
}

TEST_CASE("a reference well that could not be read leaves the patient's negatives without result") {
  MadePlate plate = sound_plate();
  plate.add_patient("one of two");
  add_unreadable(plate, "one of two", "ALB");
  plate.add_patient("the only one");
  plate.analysed().curves.back().delta_rn.clear();
  plate.add_patient("deleted", {{"D4-7", yes(27)}});
  add_unreadable(plate, "deleted", "ALB");
  const Calls calls = called(plate);
  CHECK(patient(calls, "one of two").call == PatientCallState::Incomplete);
  CHECK(patient(calls, "one of two").reference.value().result == SetResult::Positive);
  CHECK(reason(set_of(patient(calls, "one of two"), "D2-7").reasons, ReasonCode::R11NegativeUnreadable)
            .words.en == "negative, but no readable signal in A27: no result");
  CHECK(patient(calls, "the only one").call == PatientCallState::Incomplete);
  CHECK(patient(calls, "the only one").reference.value().result == SetResult::Missing);
  CHECK(patient(calls, "the only one").flags == Flags{Flag::ReferenceMissing, Flag::Unreadable});
  CHECK(patient(calls, "deleted").call == PatientCallState::Deletion);
  CHECK(patient(calls, "deleted").review);

  const Calls left_out = called(plate, panel_that_leaves_out());
  CHECK(patient(left_out, "one of two").call == PatientCallState::NotDetected);
  CHECK(patient(left_out, "the only one").call == PatientCallState::Invalid);
}

TEST_CASE("a reference that failed stays invalid beside one that could not be read") {
  MadePlate plate = sound_plate();
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no());
  plate.add("P", "ALB", yes(31));
  add_unreadable(plate, "P", "ALB");
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Invalid);
  CHECK(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R7NegativeBlocked));
}

TEST_CASE("a duplexed reference that could not be read leaves its own well's negative without result") {
  DuplexedPlate duplexed;
  duplexed.add("B1", no(), yes(25));
  duplexed.add("B2", no(), yes(25), false);
  const PatientCall call = patient(called(duplexed.plate, duplexed.panel), "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK(call.reference.value().result == SetResult::Invalid);
  CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R11NegativeUnreadable).words.en ==
        "negative, but no readable signal in B2: no result");

  duplexed.panel.rules.unreadable = UnreadableRule::LeftOut;
  CHECK(patient(called(duplexed.plate, duplexed.panel), "P").call == PatientCallState::Invalid);
}

TEST_CASE("a duplexed reference that fails in one well and cannot be read in the next is invalid") {
  DuplexedPlate duplexed;
  duplexed.add("B1", no(), no());
  duplexed.add("B2", no(), yes(25), false);
  const PatientCall call = patient(called(duplexed.plate, duplexed.panel), "P");
  CHECK(call.call == PatientCallState::Invalid);
  CHECK(set_of(call, "D4-7").flags == Flags{Flag::NegativeBlocked});
}

TEST_CASE("a well of which neither dye could be read is named once") {
  DuplexedPlate duplexed;
  duplexed.add("B1", no(), yes(25));
  duplexed.add("B2", no(), yes(25), false);
  duplexed.plate.analysed().curves[duplexed.plate.analysed().curves.size() - 2].delta_rn.clear();
  const PatientCall call = patient(called(duplexed.plate, duplexed.panel), "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK(call.reference.value().result == SetResult::Positive);
  CHECK(reason(call.reasons, ReasonCode::R11Unreadable).words.en == "no readable signal in B2: left out");
}
