#include "calling/call.hpp"

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// A plate with good controls.
MadePlate sound_plate(const std::string& name = "plate.eds") {
  MadePlate plate(name);
  plate.add_controls();
  return plate;
}

}  // namespace

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
  CHECK(reason(call.reasons, "R10", "deletion").words ==
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
  CHECK(reason(call.reasons, "R10", "mixed").words.en ==
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
  CHECK(reason(call.reasons, "R11", "not_detected").words.en == "all 4 sets valid and negative");
}

TEST_CASE("the cut-off is strict and unrounded") {
  MadePlate plate = sound_plate();
  plate.add_patient("at", {{"D4-7", yes(36.0)}});
  plate.add_patient("below", {{"D4-7", yes(35.9999999)}});
  const Calls calls = called(plate);
  CHECK(patient(calls, "at").call == PatientCallState::NotDetected);
  CHECK(has_flag(patient(calls, "at").flags, "late"));
  CHECK(patient(calls, "at").review);
  CHECK(patient(calls, "below").call == PatientCallState::Deletion);
  const WellCall& well = calls.wells[set_of(patient(calls, "below"), "D4-7").wells.front()];
  CHECK(reason(well.reasons, "R1", "positive").words.en == "genuine amplification, Ct 35.9999999 below 36");
}

TEST_CASE("a panel may call late amplification inconclusive") {
  Panel panel = made_panel();
  panel.rules.late = LateRule::Inconclusive;
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", yes(37)}});
  CHECK(patient(called(plate, panel), "P").call == PatientCallState::Inconclusive);
}

TEST_CASE("a positive NTC makes its set invalid on the plate, positives included, and the others stand") {
  MadePlate plate;
  plate.add("NTC", "D4-7", yes(34));
  plate.add("NTC", "D4-7", no());
  for (const char* set : {"D2-7", "D2-8", "D4-8"})
    plate.add("NTC", set, no());
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("PC", set, yes(26));
  plate.add_patient("both", {{"D4-7", yes(27)}, {"D2-7", yes(27)}});
  plate.add_patient("none");
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::Invalid);
  CHECK(control(calls, "NTC", "D4-7").outcome == ControlOutcome::Failed);
  CHECK(reason(control(calls, "NTC", "D4-7").reasons, "R4", "positive").words.en ==
        "no-template control NTC positive in D4-7 (A1)");
  CHECK(control(calls, "NTC", "D2-7").outcome == ControlOutcome::Passed);
  const PatientCall& both = patient(calls, "both");
  CHECK(both.call == PatientCallState::Deletion);
  CHECK(both.deletions == std::vector<std::string>{"D2-7"});
  CHECK(both.review);
  CHECK(set_of(both, "D4-7").result == SetResult::Invalid);
  CHECK(reason(set_of(both, "D4-7").reasons, "R4", "set_invalid").words.en ==
        "NTC was positive in D4-7: the set is invalid on this plate");
  CHECK(patient(calls, "none").call == PatientCallState::Invalid);
}

TEST_CASE("a late or inconclusive NTC warns and changes nothing") {
  for (const Signal signal : {yes(37), unclear(34)}) {
    MadePlate plate;
    plate.add("NTC", "D4-7", signal);
    plate.add("PC", "D4-7", yes(26));
    plate.add_patient("P", {{"D4-7", yes(27)}});
    const Calls calls = called(plate);
    CHECK(calls.status == RunStatus::ValidWithWarnings);
    CHECK(control(calls, "NTC", "D4-7").outcome == ControlOutcome::Warning);
    CHECK_FALSE(control(calls, "NTC", "D4-7").invalidates);
    CHECK(patient(calls, "P").call == PatientCallState::Deletion);
  }
}

TEST_CASE("a failed positive control makes negatives invalid and positives inconclusive") {
  for (const Signal signal : {no(), yes(32.1), yes(37), unclear(30)}) {
    MadePlate plate;
    for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
      plate.add("NTC", set, no());
      plate.add("PC", set, std::string(set) == "D4-7" ? signal : yes(32.0));
    }
    plate.add_patient("negative");
    plate.add_patient("positive", {{"D4-7", yes(25)}});
    const Calls calls = called(plate);
    CHECK(calls.status == RunStatus::Invalid);
    CHECK(control(calls, "PC", "D4-7").outcome == ControlOutcome::Failed);
    CHECK(control(calls, "PC", "D2-7").outcome == ControlOutcome::Passed);
    CHECK(set_of(patient(calls, "negative"), "D4-7").result == SetResult::Invalid);
    CHECK(set_of(patient(calls, "negative"), "D2-7").result == SetResult::Negative);
    CHECK(set_of(patient(calls, "positive"), "D4-7").result == SetResult::Inconclusive);
    CHECK(has_flag(patient(calls, "positive").flags, "positive_control_failed"));
  }
}

TEST_CASE("a positive control is judged only in the sets that the panel lists for it") {
  MadePlate plate = sound_plate();
  plate.add("PC27", "D2-7", yes(27));
  plate.add("PC27", "D4-7", no());
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "PC27", "D2-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "PC27", "D4-7").outcome == ControlOutcome::NotJudged);
  CHECK(has_reason(control(calls, "PC27", "D4-7").reasons, "R5", "not_listed"));
  CHECK(calls.status == RunStatus::Valid);
}

TEST_CASE("missing controls warn, or invalidate where the panel requires them") {
  MadePlate plate;
  plate.add_patient("P", {{"D4-7", yes(27)}});
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
  CHECK(codes(calls.issues) == std::vector<std::string>{"no_ntc", "no_positive_control"});
  CHECK(calls.issues[0].words.en == "No usable NTC for D4-7, D2-7, D2-8, D4-8.");
  CHECK(calls.issues[1].words.en == "No usable positive control for D4-7, D2-7, D2-8, D4-8.");
  CHECK(control(calls, "", "D4-7").outcome == ControlOutcome::Missing);
  CHECK(patient(calls, "P").call == PatientCallState::Deletion);

  for (const bool ntc : {true, false}) {
    CAPTURE(ntc);
    Panel panel = made_panel();
    (ntc ? panel.rules.ntc : panel.rules.positive_control) = ControlDemand::Required;
    const Calls strict = called(plate, panel);
    CHECK(strict.status == RunStatus::Invalid);
    CHECK(patient(strict, "P").call == PatientCallState::Invalid);
    CHECK(has_reason(set_of(patient(strict, "P"), "D4-7").reasons, ntc ? "R4" : "R5", "set_without_control"));
  }
}

TEST_CASE("negative-control DNA that is positive in a set invalidates it, and its failed reference warns") {
  MadePlate plate = sound_plate();
  plate.add("NC", "D4-7", yes(33));
  plate.add("NC", "D2-7", no());
  plate.add("NC", "ALB", yes(31));
  plate.add_patient("P", {{"D4-7", yes(27)}});
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::Invalid);
  CHECK(control(calls, "NC", "D4-7").outcome == ControlOutcome::Failed);
  CHECK(control(calls, "NC", "D2-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "NC", "ALB").outcome == ControlOutcome::Warning);
  CHECK(reason(control(calls, "NC", "ALB").reasons, "R7", "above_limit").value == 31);
  CHECK(has_reason(set_of(patient(calls, "P"), "D4-7").reasons, "R6", "set_invalid"));
}

TEST_CASE("DNA in an NTC's reference gene warns") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", yes(34));
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
  CHECK(reason(control(calls, "NTC", "ALB").reasons, "R4", "reference_positive").words.en ==
        "no-template control NTC positive in the reference gene ALB (A17): DNA in the reagents");
}

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
    for (const char* sample : {"negative", "positive"}) {
      for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"})
        plate.add(sample, set, sample == std::string("positive") && set == "D4-7" ? yes(28) : no());
      for (const Signal& signal : one.reference)
        plate.add(sample, "ALB", signal);
    }
    const Calls calls = called(plate);
    const PatientCall& negative = patient(calls, "negative");
    CHECK(negative.call == (one.passes ? PatientCallState::NotDetected : PatientCallState::Invalid));
    CHECK(negative.reference.value().result == (one.passes ? SetResult::Positive : SetResult::Invalid));
    CHECK(has_flag(negative.flags, "reference_failed") == !one.passes);
    CHECK(patient(calls, "positive").call == PatientCallState::Deletion);
    CHECK(has_flag(patient(calls, "positive").flags, "reference_failed") == !one.passes);
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
  CHECK(reason(patient(calls, "one fails").reference.value().reasons, "R7", "above_limit").value == 31);
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
  CHECK(call.flags == std::vector<std::string>{"dna_not_assessed"});
  CHECK_FALSE(call.review);
  CHECK(reason(call.reasons, "R7", "not_assessed").words.en ==
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
    CHECK(has_flag(patient(calls, sample).flags, "reference_missing"));
  }
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
    CHECK(has_flag(patient(calls, sample).flags, "replicates_split"));
  }
  CHECK(reason(set_of(patient(calls, "late"), "D4-7").reasons, "R8", "split").words.en ==
        "replicates disagree (positive, late): repeat in triplicate");
  CHECK(has_flag(patient(calls, "apart").flags, "spread"));
  CHECK(set_of(patient(calls, "apart"), "D4-7").ct_mean == 27.3);
  CHECK(reason(set_of(patient(calls, "apart"), "D4-7").reasons, "R9", "spread").limit == 0.5);
  CHECK_FALSE(has_flag(patient(calls, "near").flags, "spread"));
  CHECK(reason(set_of(patient(calls, "near"), "D4-7").reasons, "R9", "within").limit == 1.0);
}

TEST_CASE("omitted and unreadable wells are left out and flagged; none left is missing") {
  MadePlate plate = sound_plate();
  plate.add_patient("one left", {{"D4-7", yes(27)}});
  plate.add("one left", "D4-7", no()).first.omitted = true;
  plate.add("one left", "D4-7", no()).second.delta_rn.clear();
  plate.add_patient("none left");
  for (Reaction& reaction : plate.run().reactions)
    reaction.omitted = reaction.omitted || (reaction.sample == "none left" && reaction.target == "D4-7");
  const Calls calls = called(plate);
  const PatientCall& one = patient(calls, "one left");
  CHECK(one.call == PatientCallState::Deletion);
  CHECK(one.flags == std::vector<std::string>{"omitted", "unreadable"});
  CHECK(patient(calls, "none left").call == PatientCallState::Incomplete);
  CHECK(set_of(patient(calls, "none left"), "D4-7").result == SetResult::Missing);
  CHECK(has_flag(patient(calls, "none left").flags, "set_missing"));
}

TEST_CASE("a patient tested for fewer sets is incomplete, and a positive among them is still reported") {
  MadePlate plate = sound_plate();
  plate.add("few", "D4-7", no());
  plate.add("few", "ALB", yes(24));
  plate.add("few but positive", "D4-7", yes(28));
  plate.add("few but positive", "ALB", yes(24));
  const Calls calls = called(plate);
  CHECK(patient(calls, "few").call == PatientCallState::Incomplete);
  CHECK(has_flag(patient(calls, "few").flags, "not_tested"));
  CHECK(reason(patient(calls, "few").reasons, "R11", "incomplete").words.en ==
        "no result in D2-7, D2-8, D4-8");
  CHECK(patient(calls, "few but positive").call == PatientCallState::Deletion);
  CHECK(patient(calls, "few but positive").review);
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
    CHECK(has_flag(patient(calls, "P").flags, "pair_missing") == (one.result == SetResult::Missing));
  }
}

TEST_CASE("standards are no patients") {
  MadePlate plate = sound_plate();
  plate.add("S1", "D4-7", yes(20)).first.task = "STANDARD";
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

TEST_CASE("controls are judged on a panel without reference gene") {
  Panel panel = made_panel();
  panel.reference.reset();
  MadePlate plate = sound_plate();
  plate.add("NC", "D4-7", no());
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no());
  const Calls calls = called(plate, panel);
  CHECK(control(calls, "NC", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(patient(calls, "P").call == PatientCallState::NotDetected);
  CHECK(patient(calls, "P").flags == std::vector<std::string>{"dna_not_assessed"});
}

TEST_CASE("an NTC without DNA in its reference gene passes") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", no());
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "NTC", "ALB").outcome == ControlOutcome::Passed);
  CHECK(calls.status == RunStatus::Valid);
}

TEST_CASE("a set that two controls invalidate says the first of them") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "D4-7", yes(30));
  plate.add("NC", "D4-7", yes(30));
  plate.add_patient("P");
  const SetCall set = set_of(patient(called(plate), "P"), "D4-7");
  CHECK(set.result == SetResult::Invalid);
  CHECK(has_reason(set.reasons, "R4", "set_invalid"));
  CHECK_FALSE(has_reason(set.reasons, "R6", "set_invalid"));
}

TEST_CASE("a failed positive control leaves an inconclusive set inconclusive") {
  MadePlate plate = sound_plate();
  plate.add("PC", "D4-7", no());
  plate.add_patient("P", {{"D4-7", unclear(30)}});
  const SetCall set = set_of(patient(called(plate), "P"), "D4-7");
  CHECK(set.result == SetResult::Inconclusive);
  CHECK_FALSE(has_flag(set.flags, "positive_control_failed"));
}

TEST_CASE("a patient without usable well and without reference is incomplete, and nothing is said of DNA") {
  MadePlate plate = sound_plate();
  plate.add_patient("with");
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, no()).first.omitted = true;
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK_FALSE(call.reference.has_value());
  CHECK(call.flags == std::vector<std::string>{"omitted", "set_missing"});
}

TEST_CASE("targets named by their primers call their sets") {
  MadePlate plate = sound_plate();
  for (const char* target : {"F.4/R-7", "F.2a/R-7", "F.2b/R-8", "F.4/R-8"})
    plate.add("P", target, no());
  plate.add("P", "ALB", yes(24));
  const Calls calls = called(plate);
  CHECK(patient(calls, "P").call == PatientCallState::NotDetected);
  CHECK(calls.wells.back().pair == std::nullopt);
  CHECK(calls.wells[calls.wells.size() - 2].pair == 0);
}

TEST_CASE("a well without baseline keeps that open") {
  MadePlate plate = sound_plate();
  plate.add("P", "D4-7", no()).second.baseline.reset();
  CHECK_FALSE(called(plate).wells.back().baseline.has_value());
}
