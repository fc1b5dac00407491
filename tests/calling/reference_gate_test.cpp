// The reference gene, in wells of its own and in a second dye.
#include "calling/reference_gate.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

WellCall made_well(std::size_t run, const std::string& well, const std::string& set, Signal signal) {
  WellCall call;
  call.run = run;
  call.well = parse_well(well).value();
  call.set = set;
  call.role = SampleRole::Unknown;
  call.amplified = signal.amplified;
  call.state = signal.amplified == Amplified::Yes ? WellState::Positive : WellState::Negative;
  call.ct = signal.ct;
  return call;
}

std::vector<ReasonCode> failures_of(const Gate& gate) {
  std::vector<ReasonCode> codes;
  for (const GateFailure& failure : gate.failures)
    codes.push_back(failure.reason.code);
  return codes;
}

}  // namespace

TEST_CASE("a set hears the reference in its own wells, else that of its plate, else that of other plates") {
  using Wells = std::vector<std::size_t>;
  using Codes = std::vector<ReasonCode>;
  const std::vector<WellCall> wells = {made_well(0, "A1", "D4-7", no()), made_well(0, "A2", "D4-7", no()),
                                       made_well(0, "A1", "ALB", no()), made_well(0, "A3", "ALB", yes(24)),
                                       made_well(1, "A1", "ALB", yes(25))};
  const Panel panel = made_panel();
  const ReferenceGate reference(wells, panel, {});

  const Gate beside = reference.gate_of(Wells{0}, Wells{2, 3, 4});
  CHECK(beside.heard == Wells{2});
  CHECK(beside.blocks);
  REQUIRE(failures_of(beside) == Codes{ReasonCode::R7NoAmplification});
  CHECK(beside.failures.front().beside == std::size_t{0});

  const Gate of_plate = reference.gate_of(Wells{1}, Wells{3, 4});
  CHECK(of_plate.assessed);
  CHECK(of_plate.heard == Wells{3});
  CHECK_FALSE(of_plate.blocks);
  CHECK(of_plate.failures.empty());

  const Gate of_other_plate = reference.gate_of(Wells{0}, Wells{4});
  CHECK(of_other_plate.heard == Wells{4});
  CHECK(of_other_plate.failures.empty());

  const Gate of_none = reference.gate_of(Wells{1}, Wells{});
  CHECK(of_none.assessed);
  CHECK(of_none.blocks);
  REQUIRE(failures_of(of_none) == Codes{ReasonCode::R7NoWell});
  CHECK_FALSE(of_none.failures.front().beside.has_value());
  CHECK(reference.finished(reference.start(Wells{4}), Wells{4}).value().result == SetResult::Positive);
  CHECK_FALSE(reference.finished(reference.start(Wells{}), Wells{}).has_value());
}

TEST_CASE("on plates without reference gene no set is assessed") {
  const std::vector<WellCall> wells = {made_well(0, "A1", "D4-7", no())};
  const Panel panel = made_panel();
  const Gate gate = ReferenceGate(wells, panel, {}).gate_of(std::vector<std::size_t>{0}, {});
  CHECK_FALSE(gate.assessed);
  CHECK_FALSE(gate.blocks);
  CHECK(gate.failures.empty());
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

namespace {

/// The sets of a patient in wells of their own, each with its reference in the same well; D4-7 in two.
struct Duplexed {
  Signal product;              ///< in both wells of D4-7
  Signal first;                ///< the reference beside it
  Signal second;               ///< the same in the other well
  Signal elsewhere = yes(24);  ///< the reference of the other sets

  MadePlate plate() const {
    MadePlate plate = sound_plate();
    add(plate, "C1", "D4-7", product, first);
    add(plate, "C3", "D4-7", product, second);
    add(plate, "C5", "D2-7", no(), elsewhere);
    add(plate, "C7", "D2-8", no(), elsewhere);
    add(plate, "C9", "D4-8", no(), elsewhere);
    return plate;
  }
  static void add(MadePlate& plate, const std::string& well, const std::string& set, Signal signal,
                  Signal reference) {
    plate.add(well, "P", set, signal, "FAM");
    plate.add(well, "P", "ALB", reference, "VIC");
  }
};

}  // namespace

TEST_CASE("a positive whose well holds no reference gene, which nothing crowds out, is looked at") {
  MadePlate plate = Duplexed{.product = yes(26), .first = no(), .second = no()}.plate();
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK(call.deletions == std::vector<std::string>{"D4-7"});
  CHECK(call.review);
  CHECK(call.flags == std::vector<Flag>{Flag::ReferenceFailed});
  CHECK(call.reference.value().result == SetResult::Invalid);
  const Words words = {
      "positive in C1, C3, where the reference gene failed, though it passes in the sample's other wells "
      "(mean Ct 24.00) and no product comes early enough to crowd it out",
      "C1, C3为阳性，但同孔内参基因不合格；该样本其他孔内参基因合格（平均Ct 24.00），"
      "且同孔产物出现不够早，不足以抑制内参基因扩增"};
  CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R7PositiveAlone).words == words);
  CHECK(reason(call.reference->reasons, ReasonCode::R7PositiveAlone).words == words);
  CHECK(call.next.value().en == "Repeat D4-7: " + words.en + ".");
}

TEST_CASE("a positive is looked at by the reference of its own wells where that could have stood beside it") {
  struct Case {
    Duplexed duplexed;
    bool is_looked_at;
  };
  const std::vector<Case> cases = {{{.product = yes(20.75), .first = no(), .second = no()}, true},
                                   {{.product = yes(20.5), .first = no(), .second = no()}, false},
                                   {{.product = yes(18), .first = yes(31), .second = yes(24)}, false},
                                   {{.product = yes(26), .first = yes(31), .second = yes(31)}, true},
                                   {{.product = yes(26), .first = yes(24), .second = no()}, true},
                                   {{.product = yes(26), .first = yes(24), .second = yes(24)}, false}};
  for (const Case& one : cases) {
    CAPTURE(&one - cases.data());
    MadePlate plate = one.duplexed.plate();
    const PatientCall call = patient(called(plate), "P");
    CHECK(call.call == PatientCallState::Deletion);
    CHECK(call.review == one.is_looked_at);
    CHECK(has_flag(call.flags, Flag::ReferenceFailed) == one.is_looked_at);
    CHECK(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R7PositiveAlone) == one.is_looked_at);
  }
}

TEST_CASE("how early a product must be to crowd out the reference gene beside it is a setting of the panel") {
  const struct {
    double margin;
    double product;
    bool is_looked_at;
  } cases[] = {{0, 24, false}, {0, 24.25, true}, {6, 18, false}, {6, 18.25, true}};
  for (const auto& one : cases) {
    CAPTURE(one.margin);
    CAPTURE(one.product);
    Panel panel = made_panel();
    panel.rules.crowding_margin = one.margin;
    MadePlate plate = Duplexed{.product = yes(one.product), .first = no(), .second = no()}.plate();
    const PatientCall call = patient(called(plate, panel), "P");
    CHECK(call.review == one.is_looked_at);
    CHECK(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R7PositiveAlone) == one.is_looked_at);
  }
}

TEST_CASE("where the reference gene passes in no well of the patient, nobody knows what crowds it out") {
  MadePlate plate = Duplexed{.product = yes(26), .first = no(), .second = no(), .elsewhere = yes(31)}.plate();
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK(has_flag(call.flags, Flag::NegativeBlocked));
  CHECK_FALSE(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R7PositiveAlone));
}

TEST_CASE("a reference that was left out says nothing of the positive beside it") {
  const auto reference_beside = [](MadePlate& plate) {
    for (std::size_t i = 0; i < plate.run().reactions.size(); ++i)
      if (plate.run().reactions[i].well == parse_well("C3") && plate.run().reactions[i].target == "ALB")
        return i;
    FAIL("no reference in C3");
    return std::size_t{0};
  };
  const Duplexed duplexed{.product = yes(26), .first = yes(24), .second = yes(24)};
  MadePlate unreadable = duplexed.plate();
  unreadable.analysed().curves[reference_beside(unreadable)].delta_rn.clear();
  MadePlate omitted = duplexed.plate();
  omitted.run().reactions[reference_beside(omitted)].omitted = true;
  for (MadePlate* plate : {&unreadable, &omitted}) {
    const PatientCall call = patient(called(*plate), "P");
    CHECK(call.call == PatientCallState::Deletion);
    CHECK(call.reference.value().result == SetResult::Positive);
    CHECK_FALSE(has_flag(call.flags, Flag::ReferenceMissing));
    CHECK_FALSE(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R7PositiveAlone));
  }
}

TEST_CASE("leaving out a well of two dyes beside another of its replicates changes nothing for a positive") {
  MadePlate plate = Duplexed{.product = yes(26), .first = yes(24), .second = yes(24)}.plate();
  for (Reaction& reaction : plate.run().reactions)
    if (reaction.well == parse_well("C3"))
      reaction.omitted = true;
  const PatientCall call = patient(called(plate), "P");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK(call.flags == std::vector<Flag>{Flag::Omitted});
  CHECK_FALSE(call.review);
}

TEST_CASE("a pair without product says nothing of the reference gene beside another that is positive") {
  Panel panel = made_panel();
  panel.sets.resize(1);
  panel.sets[0].pairs = {{"F.4", "R-7"}, {"F.2a", "R-7"}};
  MadePlate plate;
  plate.add("A1", "NTC", "D4-7", no());
  plate.add("A3", "PC", "D4-7", yes(26));
  Duplexed::add(plate, "C1", "F.4/R-7", yes(26), yes(24));
  Duplexed::add(plate, "C3", "F.2a/R-7", no(), no());
  const PatientCall call = patient(called(plate, panel), "P");
  CHECK(call.call == PatientCallState::Deletion);
  CHECK_FALSE(call.review);
  CHECK_FALSE(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R7PositiveAlone));
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
