// One well: verdict and Ct to a state.
#include <array>
#include <string>
#include <tuple>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/rules.hpp"
#include "curves/because.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// The sample's wells of one target as they are where no threshold could be found.
void take_threshold(MadePlate& plate, const std::string& sample, const std::string& target) {
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
    if (plate.run().reactions[i].sample != sample || plate.run().reactions[i].target != target)
      continue;
    Curve& curve = plate.analysed().curves[i];
    curve.threshold.reset();
    curve.threshold_source.reset();
    curve.ct_status = CtStatus::Absent;
  }
}

}  // namespace

TEST_CASE("the cut-off is strict and unrounded") {
  MadePlate plate = sound_plate();
  plate.add_patient("at", {{"D4-7", yes(36.0)}});
  plate.add_patient("below", {{"D4-7", yes(35.9999999)}});
  const Calls calls = called(plate);
  CHECK(patient(calls, "at").call == PatientCallState::NotDetected);
  CHECK(has_flag(patient(calls, "at").flags, Flag::Late));
  CHECK(patient(calls, "at").review);
  CHECK(patient(calls, "below").call == PatientCallState::Deletion);
  const WellCall& well = calls.wells[set_of(patient(calls, "below"), "D4-7").wells.front()];
  CHECK(reason(well.reasons, ReasonCode::R1Positive).words.en ==
        "genuine amplification, Ct 35.9999999 below 36");
}

TEST_CASE("an unclear curve without threshold is inconclusive: nobody knows whether it has a Ct") {
  MadePlate plate = sound_plate();
  plate.add_patient("no threshold", {{"D4-7", unclear()}});
  take_threshold(plate, "no threshold", "D4-7");
  plate.add_patient("no crossing", {{"D4-7", unclear()}});
  const Calls calls = called(plate);
  const PatientCall& without = patient(calls, "no threshold");
  const WellCall& well = calls.wells[set_of(without, "D4-7").wells.front()];
  CHECK(well.state == WellState::Inconclusive);
  CHECK(reason(well.reasons, ReasonCode::R3UnclearWithoutThreshold).words ==
        Words{"unclear curve, and no threshold to read a Ct at", "曲线形态不明确，且无阈值可用于读取Ct"});
  CHECK(well.flags == std::vector<Flag>{Flag::UnclearCurve});
  CHECK(without.call == PatientCallState::Inconclusive);

  const PatientCall& undetermined = patient(calls, "no crossing");
  const WellCall& other = calls.wells[set_of(undetermined, "D4-7").wells.front()];
  CHECK(other.state == WellState::Negative);
  CHECK(has_reason(other.reasons, ReasonCode::R3UnclearLate));
  CHECK(undetermined.call == PatientCallState::NotDetected);
  CHECK(undetermined.review);
}

TEST_CASE("a curve that had risen before it could show a baseline is inconclusive, with or without a Ct") {
  const VerdictReason risen = because(EvidenceCode::NoBaseline, field<"cycle">("2"));
  const VerdictReason saturated = because(EvidenceCode::Saturated, field<"share">("98 %"));
  const VerdictReason clipped = because(EvidenceCode::AllEqual, field<"cycle">("6"));
  const VerdictReason bend = because(EvidenceCode::LateBend);
  for (const VerdictReason& why : {risen, saturated, clipped, bend}) {
    CAPTURE(why.words.en);
    for (const std::optional<double> ct : {std::optional<double>(), std::optional(37.0)}) {
      MadePlate plate = sound_plate();
      plate.add_patient("P");
      plate.add("P", "D4-7", {Amplified::Unclear, ct}).second.verdict.reasons = {bend, why};
      const Calls calls = called(plate);
      const WellCall& well = calls.wells.back();
      const bool is_bend = why.code == EvidenceCode::LateBend;
      CHECK(well.state == (is_bend ? WellState::Negative : WellState::Inconclusive));
      CHECK(has_reason(well.reasons, ReasonCode::R25NoBaseline) == !is_bend);
      CHECK(well.flags == std::vector<Flag>{Flag::UnclearCurve});
      CHECK(patient(calls, "P").review);
      CHECK(patient(calls, "P").call ==
            (is_bend ? PatientCallState::NotDetected : PatientCallState::Inconclusive));
    }
  }
}

TEST_CASE("the sentences of a curve without a baseline say what to look at, in both languages") {
  MadePlate plate = sound_plate();
  plate.add_patient("P", {{"D4-7", unclear()}});
  for (Curve& curve : plate.analysed().curves)
    if (curve.verdict.amplified == Amplified::Unclear)
      curve.verdict.reasons = {because(EvidenceCode::Saturated, field<"share">("98 %"))};
  const Calls calls = called(plate);
  const WellCall& well = calls.wells[set_of(patient(calls, "P"), "D4-7").wells.front()];
  CHECK(
      reason(well.reasons, ReasonCode::R25NoBaseline).words ==
      Words{
          "the curve shows no baseline, with or without a Ct: risen before its first readings, or saturated",
          "曲线未显示基线（无论有无Ct）：首批读数之前已上升，或已饱和"});
  REQUIRE(patient(calls, "P").next.has_value());
  CHECK(patient(calls, "P").next->en.find("the curve shows no baseline") != std::string::npos);
}

TEST_CASE("without a threshold, amplification is inconclusive and its absence negative") {
  MadePlate plate = sound_plate();
  plate.add_patient("yes", {{"D4-7", yes_without_ct()}});
  plate.add_patient("no");
  take_threshold(plate, "yes", "D4-7");
  take_threshold(plate, "no", "D4-7");
  const Calls calls = called(plate);
  CHECK(patient(calls, "yes").call == PatientCallState::Inconclusive);
  CHECK(patient(calls, "yes").flags == std::vector<Flag>{Flag::AmplificationWithoutCt});
  CHECK(patient(calls, "no").call == PatientCallState::NotDetected);
  CHECK_FALSE(patient(calls, "no").review);
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

TEST_CASE(
    "a negative that was read up to cycle 35 has no result, a positive stands, whatever a panel leaves out") {
  for (const UnreadableRule unreadable : {UnreadableRule::Incomplete, UnreadableRule::LeftOut}) {
    Panel panel = made_panel();
    panel.rules.unreadable = unreadable;
    MadePlate plate = sound_plate();
    plate.add_patient("without");
    plate.add("without", "D4-7", no()).second.delta_rn.resize(35);
    plate.add_patient("deleted", {{"D4-7", yes(27)}});
    plate.add("deleted", "D4-7", yes(27)).second.delta_rn.resize(35);
    plate.add_patient("last", {{"D2-7", no()}});
    plate.add("last", "D4-7", no()).second.delta_rn.resize(36);
    const Calls calls = called(plate, panel);

    const PatientCall& call = patient(calls, "without");
    CHECK(call.call == PatientCallState::Incomplete);
    CHECK(call.flags == std::vector<Flag>{Flag::TooFewCycles});
    const WellCall& well = calls.wells[set_of(call, "D4-7").wells.back()];
    CHECK(well.state == WellState::LeftOut);
    CHECK(well.last_cycle == 35);
    CHECK(reason(well.reasons, ReasonCode::R18TooFewCycles).words ==
          Words{"no amplification up to cycle 35, behind which nothing can be read; a negative needs 36: no "
                "result",
                "至第35循环无扩增，其后无可用读数；判为阴性须读至第36循环：无结果"});
    CHECK(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R18NegativeTooShort));
    CHECK(patient(calls, "deleted").call == PatientCallState::Deletion);
    CHECK_FALSE(patient(calls, "deleted").review);
    CHECK_FALSE(patient(calls, "last").review);
  }
}

TEST_CASE("the least cycles of a negative follow the cut-off, rounded up, or are the panel's") {
  Rules rules;
  CHECK(least_cycles(rules) == 36);
  rules.ct_cutoff = 37.2;
  CHECK(least_cycles(rules) == 38);
  rules.min_cycles = 40;
  CHECK(least_cycles(rules) == 40);
}

TEST_CASE("an NTC that is too short is no usable NTC") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i)
    if (plate.run().reactions[i].sample == "NTC" && plate.run().reactions[i].target == "D2-8")
      plate.analysed().curves[i].delta_rn.resize(30);
  const Calls calls = called(plate);
  CHECK(control(calls, "", "D2-8").outcome == ControlOutcome::Missing);
  CHECK(patient(calls, "P").flags == std::vector<Flag>{Flag::NoNtc});
  CHECK(reason(patient(calls, "P").reasons, ReasonCode::R26NoNtc).words ==
        Words{"the plate has no usable NTC for D2-8", "本板D2-8缺少可用的无模板对照"});
}

TEST_CASE("dyes that were swapped leave a patient without result, and the dye is named") {
  MadePlate plate = sound_plate();
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    const std::string well =
        std::string(1, static_cast<char>('B' + (set == "D2-7") + 2 * (set == "D2-8") + 3 * (set == "D4-8"))) +
        "1";
    plate.add(well, "P", set, yes(24), "VIC");
    plate.add(well, "P", "ALB", no(), "FAM");
  }
  const Calls calls = called(plate);
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::Incomplete);
  CHECK(has_flag(call.flags, Flag::ReporterDiffers));
  const WellCall& well = calls.wells[set_of(call, "D4-7").wells.front()];
  CHECK(well.state == WellState::LeftOut);
  CHECK(reason(well.reasons, ReasonCode::R24WrongDye).words ==
        Words{"read in VIC, where the panel says FAM: no result", "以VIC读取，而检测方案规定为FAM：无结果"});
}

TEST_CASE("a reference gene may be read in VIC, JOE or HEX, and in FAM in wells of its own") {
  for (const auto& [dye, apart, usable] :
       std::vector<std::tuple<std::string, bool, bool>>{{"VIC", false, true},
                                                        {"joe", false, true},
                                                        {"HEX", false, true},
                                                        {"FAM", true, true},
                                                        {"CY5", false, false},
                                                        {"CY5", true, false}}) {
    const auto& this_dye = dye;
    CAPTURE(this_dye);
    MadePlate plate = sound_plate();
    for (int i = 0; i < 4; ++i) {
      const std::string well = std::string(1, static_cast<char>('B' + i)) + "1";
      plate.add(well, "P", std::array{"D4-7", "D2-7", "D2-8", "D4-8"}[static_cast<std::size_t>(i)], no());
      plate.add(apart ? std::string(1, static_cast<char>('B' + i)) + "5" : well, "P", "ALB", yes(24), dye);
    }
    CHECK((patient(called(plate), "P").call == PatientCallState::NotDetected) == usable);
  }
}

TEST_CASE("a Ct that another baseline window takes across a limit is unclear, one that stands is not") {
  struct Case {
    const char* target;
    double ct;
    double own;
    bool doubted;
  };
  for (const Case& one :
       {Case{"D4-7", 35.6, 36.2, true}, Case{"D4-7", 36.2, 35.6, true}, Case{"D4-7", 30.0, 30.9, false},
        Case{"D4-7", 36.4, 37.1, false}, Case{"ALB", 29.7, 30.4, true}, Case{"ALB", 24.0, 24.9, false}}) {
    CAPTURE(one.ct);
    MadePlate plate = sound_plate();
    plate.add_patient("P");
    plate.add("P", one.target, yes(one.ct)).second.ct_own_window = one.own;
    const Calls calls = called(plate);
    const WellCall& well = calls.wells.back();
    CHECK((well.amplified == Amplified::Unclear) == one.doubted);
    CHECK(has_flag(well.flags, Flag::UnclearCurve) == one.doubted);
    CHECK(has_reason(well.reasons, ReasonCode::R23WindowDecides) == one.doubted);
  }
}

TEST_CASE("a positive control's limit is one of those, and only a genuine amplification is doubted so") {
  const auto amplified = [](const std::string& sample, Signal signal, double own) {
    MadePlate plate = sound_plate();
    plate.add_patient("P");
    plate.add(sample, "D2-7", signal).second.ct_own_window = own;
    return called(plate).wells.back().amplified;
  };
  CHECK(amplified("PC", yes(31.8), 32.3) == Amplified::Unclear);
  CHECK(amplified("PC27", yes(31.8), 32.3) == Amplified::Unclear);
  CHECK(amplified("PC", yes(27), 27.5) == Amplified::Yes);
  CHECK(amplified("P", no_but_crossing(35.8), 36.2) == Amplified::No);
}

TEST_CASE("without a reference gene a window is asked about at the cut-off alone") {
  Panel panel = made_panel();
  panel.reference.reset();
  MadePlate plate;
  plate.add_controls();
  plate.add("P", "D4-7", yes(35.6)).second.ct_own_window = 36.3;
  CHECK(called(plate, panel).wells.back().amplified == Amplified::Unclear);
}

TEST_CASE("an omitted well of a wrong dye was not planned, and leaves a negative standing") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  const auto [reaction, curve] = plate.add("P", "D4-7", no());
  reaction.omitted = true;
  reaction.reporter = "NED";
  CHECK(set_of(patient(called(plate), "P"), "D4-7").result == SetResult::Negative);
}

TEST_CASE(
    "a reference gene without result leaves a negative open, or blocks it where the panel leaves wells out") {
  for (const UnreadableRule unreadable : {UnreadableRule::Incomplete, UnreadableRule::LeftOut}) {
    Panel panel = made_panel();
    panel.rules.unreadable = unreadable;
    const bool left_out = unreadable == UnreadableRule::LeftOut;
    MadePlate plate = sound_plate();
    for (const char* sample : {"short", "dark", "dye"})
      for (const char* set : {"D4-7", "D2-7", "D2-8", "D4-8"})
        plate.add(sample, set, no());
    plate.add("short", "ALB", no()).second.delta_rn.resize(30);
    plate.add("dark", "ALB", no()).second.delta_rn.clear();
    plate.add("dye", "ALB", yes(24)).first.reporter = "NED";
    const Calls calls = called(plate, panel);
    CHECK(set_of(patient(calls, "short"), "D4-7").result == SetResult::Missing);
    for (const char* sample : {"dark", "dye"})
      CHECK(set_of(patient(calls, sample), "D4-7").result ==
            (left_out ? SetResult::Invalid : SetResult::Missing));
  }
}
