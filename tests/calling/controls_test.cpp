// What the controls of a plate leave of its sets.
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "curves/because.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

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
  CHECK(reason(control(calls, "NTC", "D4-7").reasons, ReasonCode::R4Positive).words.en ==
        "no-template control NTC positive in D4-7 (A1)");
  CHECK(control(calls, "NTC", "D2-7").outcome == ControlOutcome::Passed);
  const PatientCall& both = patient(calls, "both");
  CHECK(both.call == PatientCallState::Deletion);
  CHECK(both.deletions == std::vector<std::string>{"D2-7"});
  CHECK(both.review);
  CHECK(set_of(both, "D4-7").result == SetResult::Invalid);
  CHECK(reason(set_of(both, "D4-7").reasons, ReasonCode::R4SetInvalid).words.en ==
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
    plate.add_patient("clean");
    plate.add_patient("deleted", {{"D4-7", yes(25)}});
    const Calls calls = called(plate);
    CHECK(calls.status == RunStatus::Invalid);
    CHECK(control(calls, "PC", "D4-7").outcome == ControlOutcome::Failed);
    CHECK(control(calls, "PC", "D2-7").outcome == ControlOutcome::Passed);
    CHECK(set_of(patient(calls, "clean"), "D4-7").result == SetResult::Invalid);
    CHECK(set_of(patient(calls, "clean"), "D2-7").result == SetResult::Negative);
    CHECK(set_of(patient(calls, "deleted"), "D4-7").result == SetResult::Inconclusive);
    CHECK(has_flag(patient(calls, "deleted").flags, Flag::PositiveControlFailed));
  }
}

TEST_CASE("a failed positive control leaves an inconclusive set inconclusive") {
  MadePlate plate = sound_plate();
  plate.add("PC", "D4-7", no());
  plate.add_patient("P", {{"D4-7", unclear(30)}});
  const SetCall set = set_of(patient(called(plate), "P"), "D4-7");
  CHECK(set.result == SetResult::Inconclusive);
  CHECK_FALSE(has_flag(set.flags, Flag::PositiveControlFailed));
}

TEST_CASE("a positive control is judged only in the sets that the panel lists for it") {
  MadePlate plate = sound_plate();
  plate.add("PC27", "D2-7", yes(27));
  plate.add("PC27", "D4-7", no());
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "PC27", "D2-7").outcome == ControlOutcome::Passed);
  CHECK(control(calls, "PC27", "D4-7").outcome == ControlOutcome::NotJudged);
  CHECK(has_reason(control(calls, "PC27", "D4-7").reasons, ReasonCode::R5NotListed));
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
    if (ntc)
      panel.rules.ntc = NtcDemand::Required;
    else
      panel.rules.positive_control = ControlDemand::Required;
    const Calls strict = called(plate, panel);
    CHECK(strict.status == RunStatus::Invalid);
    CHECK(patient(strict, "P").call == PatientCallState::Invalid);
    CHECK(has_reason(set_of(patient(strict, "P"), "D4-7").reasons,
                     ntc ? ReasonCode::R4SetWithoutControl : ReasonCode::R5SetWithoutControl));
  }
}

TEST_CASE("a set whose NTC wells are all inconclusive and without a Ct has no usable NTC") {
  struct Case {
    std::vector<Signal> ntc;  ///< of D4-7
    bool is_usable;
  };
  const std::vector<Case> cases = {{{yes_without_ct()}, false},
                                   {{yes_without_ct(), yes_without_ct()}, false},
                                   {{unclear(34)}, true},
                                   {{yes_without_ct(), unclear(34)}, true},
                                   {{yes_without_ct(), no()}, true},
                                   {{yes(37)}, true}};
  for (const Case& one : cases) {
    CAPTURE(&one - cases.data());
    MadePlate plate;
    for (const Signal& signal : one.ntc)
      plate.add("NTC", "D4-7", signal);
    for (const char* set : {"D2-7", "D2-8", "D4-8"})
      plate.add("NTC", set, no());
    for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
      plate.add("PC", set, yes(26));
    plate.add_patient("P", {{"D4-7", yes(27)}});
    const Calls calls = called(plate);
    CHECK(control(calls, "NTC", "D4-7").outcome == ControlOutcome::Warning);
    CHECK(patient(calls, "P").call == PatientCallState::Deletion);
    CHECK(patient(calls, "P").review == !one.is_usable);
    CHECK(has_flag(set_of(patient(calls, "P"), "D4-7").flags, Flag::NoNtc) == !one.is_usable);
    CHECK(codes(calls.issues) ==
          (one.is_usable ? std::vector<std::string>{} : std::vector<std::string>{"no_ntc"}));

    Panel panel = made_panel();
    panel.rules.ntc = NtcDemand::Required;
    const Calls strict = called(plate, panel);
    CHECK(set_of(patient(strict, "P"), "D4-7").result ==
          (one.is_usable ? SetResult::Positive : SetResult::Invalid));
    CHECK(set_of(patient(strict, "P"), "D2-7").result == SetResult::Negative);
  }
}

TEST_CASE("an NTC whose detector stands still is no usable NTC") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i)
    if (plate.run().reactions[i].sample == "NTC" && plate.run().reactions[i].target == "D2-8") {
      plate.analysed().curves[i].verdict.amplified = Amplified::Unclear;
      plate.analysed().curves[i].verdict.reasons = {because(EvidenceCode::AllEqual, field<"cycle">("1"))};
    }
  const Calls calls = called(plate);
  CHECK(reason(control(calls, "NTC", "D2-8").reasons, ReasonCode::R4Inconclusive)
            .words.en.starts_with("no-template control NTC inconclusive in D2-8"));
  CHECK(control(calls, "", "D2-8").outcome == ControlOutcome::Missing);
  CHECK(patient(calls, "P").flags == std::vector<Flag>{Flag::NoNtc});
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
  CHECK(reason(control(calls, "NC", "ALB").reasons, ReasonCode::R7AboveLimit).value == 31);
  CHECK(has_reason(set_of(patient(calls, "P"), "D4-7").reasons, ReasonCode::R6SetInvalid));
}

TEST_CASE("DNA in an NTC's reference gene warns") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", yes(34));
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
  CHECK(reason(control(calls, "NTC", "ALB").reasons, ReasonCode::R4ReferencePositive).words.en ==
        "no-template control NTC positive in the reference gene ALB (A17): DNA in the reagents");
}

TEST_CASE("an NTC without DNA in its reference gene passes") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", no());
  plate.add_patient("P");
  const Calls calls = called(plate);
  CHECK(control(calls, "NTC", "ALB").outcome == ControlOutcome::Passed);
  CHECK(calls.status == RunStatus::Valid);
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
  CHECK(patient(calls, "P").flags == std::vector<Flag>{Flag::DnaNotAssessed});
}

TEST_CASE("a set that two controls invalidate says the first of them") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "D4-7", yes(30));
  plate.add("NC", "D4-7", yes(30));
  plate.add_patient("P");
  const SetCall set = set_of(patient(called(plate), "P"), "D4-7");
  CHECK(set.result == SetResult::Invalid);
  CHECK(has_reason(set.reasons, ReasonCode::R4SetInvalid));
  CHECK_FALSE(has_reason(set.reasons, ReasonCode::R6SetInvalid));
}

TEST_CASE("a positive less than a tenfold before a late NTC of its set is inconclusive") {
  for (const auto& [ct, state] :
       std::vector<std::pair<double, PatientCallState>>{{35.8, PatientCallState::Inconclusive},
                                                        {33.0, PatientCallState::Inconclusive},
                                                        {32.7, PatientCallState::Deletion},
                                                        {27, PatientCallState::Deletion}}) {
    const auto& this_ct = ct;
    CAPTURE(this_ct);
    MadePlate plate = sound_plate();
    plate.add("NTC", "D4-7", yes(36.1));
    plate.add_patient("P", {{"D4-7", yes(ct)}});
    plate.add_patient("other set", {{"D2-7", yes(ct)}});
    const Calls calls = called(plate);
    CHECK(patient(calls, "P").call == state);
    CHECK(has_flag(patient(calls, "P").flags, Flag::NearNtc) == (state == PatientCallState::Inconclusive));
    CHECK(patient(calls, "other set").call == PatientCallState::Deletion);
  }
  MadePlate plate = sound_plate();
  plate.add("NTC", "D4-7", yes(36.1));
  plate.add_patient("P", {{"D4-7", yes(34)}});
  const Calls calls = called(plate);
  const WellCall& well = calls.wells[set_of(patient(calls, "P"), "D4-7").wells.front()];
  CHECK(reason(well.reasons, ReasonCode::R20NearNtc).words ==
        Words{"Ct only 2.10 cycles before that of the NTC (A17), less than 3.3: inconclusive",
              "Ct仅比无模板对照（A17）早2.10个循环，不足3.3：可疑"});
}

TEST_CASE("an unclear NTC with a Ct keeps the distance too, one without amplification does not") {
  for (const bool is_unclear : {true, false}) {
    MadePlate plate = sound_plate();
    plate.add("NTC", "D4-7", is_unclear ? unclear(36.5) : no_but_crossing(30));
    plate.add_patient("P", {{"D4-7", yes(34)}});
    CHECK(has_flag(patient(called(plate), "P").flags, Flag::NearNtc) == is_unclear);
  }
}

TEST_CASE("where the NTC holds DNA, a patient's reference gene must be a tenfold earlier") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", yes(32));
  plate.add_patient("enough");  // ALB at 24
  plate.add_patient("too near");
  plate.analysed().curves.back().ct = 28.8;
  plate.add_patient("deleted", {{"D4-7", yes(27)}});
  plate.analysed().curves.back().ct = 28.8;
  const Calls calls = called(plate);
  CHECK(patient(calls, "enough").call == PatientCallState::NotDetected);
  CHECK_FALSE(patient(calls, "enough").review);
  CHECK(patient(calls, "too near").call == PatientCallState::Invalid);
  CHECK(reason(patient(calls, "too near").reference->reasons, ReasonCode::R21NearNtc).limit ==
        doctest::Approx(28.7));
  CHECK(patient(calls, "deleted").call == PatientCallState::Deletion);
}

TEST_CASE("where the NTC's reference gene would itself pass, every negative is looked at") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "ALB", yes(28));
  plate.add_patient("without");
  plate.add_patient("deleted", {{"D4-7", yes(27)}});
  const Calls calls = called(plate);
  CHECK(patient(calls, "without").call == PatientCallState::NotDetected);
  CHECK(patient(calls, "without").review);
  CHECK(has_flag(patient(calls, "without").flags, Flag::NtcHoldsDna));
  CHECK(reason(patient(calls, "without").reference->reasons, ReasonCode::R21GateOpen).words.en ==
        "the NTC's own reference gene would pass (Ct 28.00, limit 30; A17): it proves no DNA on this plate");
  CHECK(patient(calls, "deleted").review);
}

TEST_CASE("a set without its controls asks those for a look who were tested in it, set by set") {
  MadePlate plate;
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    if (set != "D2-8")
      plate.add("NTC", set, no());
    if (set != "D4-8")
      plate.add("PC", set, yes(26));
  }
  plate.add_patient("P");
  plate.add("untested", "D4-7", no());
  plate.add("untested", "ALB", yes(24));
  Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK(call.flags == std::vector<Flag>{Flag::NoNtc, Flag::NoPositiveControl});
  CHECK(set_of(call, "D2-8").flags == std::vector<Flag>{Flag::NoNtc});
  CHECK(set_of(call, "D4-8").flags == std::vector<Flag>{Flag::NoPositiveControl});
  CHECK(set_of(call, "D4-7").flags.empty());
  CHECK_FALSE(has_flag(patient(calls, "untested").flags, Flag::NoNtc));

  Panel panel = made_panel();
  panel.rules.positive_control = ControlDemand::Optional;
  calls = called(plate, panel);
  CHECK(patient(calls, "P").flags == std::vector<Flag>{Flag::NoNtc});
  CHECK(codes(calls.issues) == std::vector<std::string>{"no_ntc"});
}

TEST_CASE("of several NTC wells that amplify the earliest keeps the distance, each plate for itself") {
  MadePlate first = sound_plate("first.eds");
  first.add("NTC", "D4-7", yes(38));
  first.add("NTC", "D4-7", yes(36.2));
  first.add_patient("P", {{"D4-7", yes(33.5)}});
  MadePlate second = sound_plate("second.eds");
  second.add_patient("Q", {{"D4-7", yes(33.5)}});
  const Calls calls = called(std::vector<MadePlate>{first, second});
  CHECK(has_flag(patient(calls, "P").flags, Flag::NearNtc));
  CHECK_FALSE(has_flag(patient(calls, "Q").flags, Flag::NearNtc));
}

TEST_CASE("a reference gene read on other plates keeps its distance to the earliest of their NTCs") {
  MadePlate sets = sound_plate("sets.eds");
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    sets.add("P", set, no());
  std::vector<MadePlate> plates = {sets};
  int number = 0;
  for (const std::optional<double> ntc :
       {std::optional(33.0), std::optional(31.0), std::optional(34.0), std::optional<double>()}) {
    MadePlate& plate = plates.emplace_back("reference" + std::to_string(++number) + ".eds");
    plate.add("P", "ALB", yes(28));
    plate.add("NTC", "ALB", ntc ? yes(*ntc) : no());
  }
  const Calls calls = called(plates);
  CHECK(set_of(patient(calls, "P"), "D4-7").result == SetResult::Invalid);
  CHECK(reason(patient(calls, "P").reference->reasons, ReasonCode::R21NearNtc).limit ==
        doctest::Approx(27.7));
}

TEST_CASE("an NTC that amplifies without a Ct keeps no distance") {
  MadePlate plate = sound_plate();
  plate.add("NTC", "D4-7", yes_without_ct());
  plate.add("NTC", "D2-7", unclear());
  plate.add_patient("P", {{"D4-7", yes(34)}});
  CHECK_FALSE(has_flag(patient(called(plate), "P").flags, Flag::NearNtc));
}

TEST_CASE("a panel without reference gene keeps the distance to the NTC too") {
  Panel panel = made_panel();
  panel.reference.reset();
  MadePlate plate;
  plate.add_controls();
  plate.add("NTC", "D4-7", yes(36.1));
  for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
    plate.add("P", set, std::string(set) == "D4-7" ? yes(35) : no());
  CHECK(patient(called(plate, panel), "P").call == PatientCallState::Inconclusive);
}
