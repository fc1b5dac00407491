// R19 in calls: what a curve shows of another dye in its well (curves/crosstalk/crosstalk.hpp judges that).
#include <algorithm>

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "calling/panel_settings.hpp"
#include "calling/rules.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// A sound plate in whose last wells a patient's or control's D4-7 shows VIC.
class ShowingPlate {
 public:
  void add(const std::string& sample, Signal signal, CrosstalkState state, double share,
           std::optional<double> ct_without = {}) {
    for (const char* set : {"D2-7", "D2-8", "D4-8"})
      plate_.add(sample, set, sample == "PC" ? yes(26) : no());
    Curve& shown = plate_.add(sample, "D4-7", signal).second;
    shown.crosstalk =
        Crosstalk{.state = state,
                  .from = plate_.run().reactions.size(),
                  .share = share,
                  .lag = 0.1,
                  .plate_share = state == CrosstalkState::Copy ? std::nullopt : std::optional(0.1)};
    shown.ct_without_crosstalk = ct_without;
    if (ct_without) {
      shown.ct_half_threshold = *ct_without - 1;
      shown.ct_double_threshold = *ct_without + 1;
    }
    Reaction& reference = plate_.add(sample, "ALB", yes(24)).first;
    reference.reporter = "VIC";
    reference.well = plate_.run().reactions[plate_.run().reactions.size() - 2].well;
  }
  MadePlate& made() { return plate_; }
  Calls calls() { return called(plate_); }

 private:
  MadePlate plate_ = sound_plate();
};

const WellCall& d47_of(const Calls& calls, const std::string& sample) {
  return calls.wells[set_of(patient(calls, sample), "D4-7").wells.front()];
}

}  // namespace

TEST_CASE("a copy of another dye's rise is no deletion, whatever its Ct") {
  ShowingPlate plate;
  plate.add("P", unclear(27), CrosstalkState::Copy, 0.12);
  const Calls calls = plate.calls();
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::Inconclusive);
  CHECK(call.review);
  CHECK(has_flag(call.flags, Flag::Crosstalk));
  const WellCall& well = d47_of(calls, "P");
  CHECK(well.state == WellState::Inconclusive);
  CHECK(well.crosstalk_from == "VIC");
  CHECK(well.ct == 27);
  CHECK(
      reason(well.reasons, ReasonCode::R19Copy).words ==
      Words{
          "12.0 % of VIC in the same well explain the curve of FAM (crosstalk): no sign of a product of its "
          "own",
          "同孔VIC信号的12.0 %即可解释FAM曲线（串扰）：无自身产物的证据"});
  REQUIRE(call.next);
  CHECK(call.next->en.starts_with("Repeat D4-7: 12.0 % of VIC"));
}

TEST_CASE("a copy of the plate's share is negative, and is looked at") {
  ShowingPlate plate;
  plate.add("P", unclear(27), CrosstalkState::PlateCopy, 0.105);
  const Calls calls = plate.calls();
  const PatientCall& call = patient(calls, "P");
  CHECK(call.call == PatientCallState::NotDetected);
  CHECK(call.review);
  CHECK(has_flag(call.flags, Flag::Crosstalk));
  CHECK_FALSE(has_flag(call.flags, Flag::ThresholdSensitive));
  const WellCall& well = d47_of(calls, "P");
  CHECK(well.state == WellState::Negative);
  CHECK(reason(well.reasons, ReasonCode::R19PlateCopy).words.en ==
        "10.5 % of VIC in the same well explain the curve of FAM, as on the whole plate (10.0 %; crosstalk): "
        "negative");
  REQUIRE(call.next);
}

TEST_CASE("a negative by crosstalk needs its cycles too") {
  ShowingPlate plate;
  plate.add("P", unclear(27), CrosstalkState::PlateCopy, 0.1);
  for (Curve& curve : plate.made().analysed().curves)
    if (curve.crosstalk)
      curve.delta_rn.resize(30);
  const Calls calls = plate.calls();
  CHECK(patient(calls, "P").call == PatientCallState::Incomplete);
  CHECK(has_flag(d47_of(calls, "P").flags, Flag::TooFewCycles));
}

TEST_CASE("the Ct without crosstalk decides on a product of its own") {
  struct Case {
    double ct;
    std::optional<double> without;
    WellState state;
    PatientCallState call;
  };
  for (const Case& one : {Case{27, 28.5, WellState::Positive, PatientCallState::Deletion},
                          Case{27, 36.0, WellState::Late, PatientCallState::NotDetected},
                          Case{27, {}, WellState::Inconclusive, PatientCallState::Inconclusive}}) {
    CAPTURE(one.without.value_or(0));
    ShowingPlate plate;
    plate.add("P", yes(one.ct), CrosstalkState::OwnProduct, 0.1, one.without);
    const Calls calls = plate.calls();
    const PatientCall& call = patient(calls, "P");
    CHECK(call.call == one.call);
    CHECK(call.review);
    CHECK(has_flag(call.flags, Flag::Crosstalk));
    const WellCall& well = d47_of(calls, "P");
    CHECK(well.state == one.state);
    CHECK(well.ct == one.ct);  // as the instrument reads it
    CHECK(well.ct_without_crosstalk == one.without);
    CHECK(deciding_ct(well) == one.without);
    CHECK(set_of(call, "D4-7").ct_mean == one.without);
    CHECK(has_reason(well.reasons, ReasonCode::R19OwnProduct));
  }
}

TEST_CASE("the instrument's Ct, read beside the crosstalk, changes no call that rests on the other") {
  ShowingPlate plate;
  plate.add("P", yes(27), CrosstalkState::OwnProduct, 0.1, 36.4);
  for (Reaction& reaction : plate.made().run().reactions)
    if (reaction.sample == "P" && reaction.target == "D4-7") {
      reaction.instrument.ct_status = CtStatus::Value;
      reaction.instrument.ct = 27;
    }
  const Calls calls = plate.calls();
  CHECK_FALSE(has_flag(patient(calls, "P").flags, Flag::InstrumentCallDiffers));
  CHECK_FALSE(has_flag(d47_of(calls, "P").flags, Flag::InstrumentCtDiffers));  // parity is of `ct`
  CHECK(has_flag(patient(calls, "P").flags, Flag::ThresholdSensitive));        // 35.4 at half of it
}

TEST_CASE("controls are treated alike") {
  ShowingPlate positive;
  positive.add("PC", unclear(27), CrosstalkState::Copy, 0.1);
  positive.made().add_patient("P");
  CHECK(control(positive.calls(), "PC", "D4-7").outcome == ControlOutcome::Failed);

  ShowingPlate blank;
  blank.add("NTC", unclear(35), CrosstalkState::PlateCopy, 0.1);
  blank.made().add_patient("P", {{"D4-7", yes(34.9)}});
  const Calls calls = blank.calls();
  CHECK(control(calls, "NTC", "D4-7").outcome == ControlOutcome::Passed);
  CHECK(patient(calls, "P").call ==
        PatientCallState::Deletion);  // no amplification of the NTC to be far from
}

TEST_CASE("a positive control beside crosstalk is judged by its Ct without it") {
  for (const double without : {28.0, 36.5}) {
    CAPTURE(without);
    ShowingPlate plate;
    plate.add("PC", yes(27), CrosstalkState::OwnProduct, 0.1, without);
    plate.made().add_patient("P");
    CHECK(control(plate.calls(), "PC", "D4-7").outcome ==
          (without < 36 ? ControlOutcome::Passed : ControlOutcome::Failed));
  }
}

TEST_CASE("dyes that the file does not name go by their targets") {
  ShowingPlate plate;
  plate.add("P", unclear(27), CrosstalkState::Copy, 0.12);
  for (Reaction& reaction : plate.made().run().reactions)
    reaction.reporter.clear();
  const Calls calls = plate.calls();
  const WellCall& well = d47_of(calls, "P");
  CHECK(well.crosstalk_from == "ALB");
  CHECK(reason(well.reasons, ReasonCode::R19Copy)
            .words.en.starts_with("12.0 % of ALB in the same well explain the curve of D4-7 "));
}

TEST_CASE("a copy that no other sample shows is a positive control's own product, and no one else's") {
  for (const char* sample : {"PC", "P", "NC"}) {
    CAPTURE(sample);
    ShowingPlate plate;
    plate.add(sample, unclear(27), CrosstalkState::Copy, 0.1);
    for (Curve& curve : plate.made().analysed().curves)
      if (curve.crosstalk) {
        curve.crosstalk->alone = true;
        curve.crosstalk->by_itself = Amplified::Yes;
      }
    plate.made().add_patient("Q");
    const Calls calls = plate.calls();
    const auto shown = std::ranges::find_if(
        calls.wells, [&](const WellCall& well) { return well.sample == sample && well.ct == 27; });
    REQUIRE(shown != calls.wells.end());
    const bool is_control = shown->role == SampleRole::PositiveControl;
    CHECK(is_control == (shown->sample == "PC"));
    CHECK(shown->state == (is_control ? WellState::Positive : WellState::Inconclusive));
    CHECK(has_flag(shown->flags, Flag::Crosstalk));
    CHECK(has_reason(shown->reasons, ReasonCode::R19Copy) != is_control);
    if (is_control) {
      CHECK(control(calls, "PC", "D4-7").outcome == ControlOutcome::Warning);
      CHECK(control(calls, "PC", "D2-7").outcome == ControlOutcome::Passed);
      CHECK(
          reason(shown->reasons, ReasonCode::R19ControlAlone).words.en ==
          "10.0 % of VIC in the same well would explain the curve of FAM, but other samples show none: taken "
          "for the control's own product");
      CHECK(calls.status == RunStatus::ValidWithWarnings);
      CHECK_FALSE(patient(calls, "Q").review);
    }
  }
}

TEST_CASE("the panel's limits of crosstalk reach the curves, and both default alike") {
  const CrosstalkLimits by_default = crosstalk_limits({});
  const CrosstalkLimits own;
  CHECK(by_default.first_cycle == own.first_cycle);
  CHECK(by_default.max_lag == own.max_lag);
  CHECK(by_default.noise == own.noise);
  CHECK(by_default.max_share == own.max_share);
  CHECK(by_default.prompt_lag == own.prompt_lag);
  CHECK(by_default.wells == own.wells);
  CHECK(by_default.samples == own.samples);
  CHECK(by_default.margin == own.margin);
  CHECK(by_default.shown == own.shown);
  CHECK(by_default.same_ct == own.same_ct);
  CHECK(by_default.corrected == own.corrected);
  Rules rules;
  rules.crosstalk_max_share = 0.3;
  rules.crosstalk_wells = 5;
  CHECK(crosstalk_limits(rules).max_share == 0.3);
  CHECK(crosstalk_limits(rules).wells == 5);
}
