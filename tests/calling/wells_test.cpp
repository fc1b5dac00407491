// One well: verdict and Ct to a state.
#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
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
        Words{"unclear curve, and no threshold to read a Ct at: look at the curve",
              "曲线形态不明确，且无阈值可用于读取Ct：请查看曲线"});
  CHECK(well.flags == std::vector<Flag>{Flag::UnclearCurve});
  CHECK(without.call == PatientCallState::Inconclusive);

  const PatientCall& undetermined = patient(calls, "no crossing");
  const WellCall& other = calls.wells[set_of(undetermined, "D4-7").wells.front()];
  CHECK(other.state == WellState::Negative);
  CHECK(has_reason(other.reasons, ReasonCode::R3UnclearLate));
  CHECK(undetermined.call == PatientCallState::NotDetected);
  CHECK(undetermined.review);
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
