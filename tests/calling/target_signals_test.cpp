#include "calling/target_signals.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "calling/made_plate.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// A plate whose D4-7 wells have this threshold, noise and plateau.
MadePlate plate_with(double threshold, double noise, double plateau) {
  MadePlate plate = sound_plate();
  for (const char* sample : {"P", "Q", "R"})
    plate.add_patient(sample, {{"D4-7", yes(27)}});
  for (const char* sample : {"U", "V", "W"})
    plate.add_patient(sample);
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
    if (plate.run().reactions[i].target != "D4-7")
      continue;
    Curve& curve = plate.analysed().curves[i];
    curve.threshold = threshold;
    curve.noise_sd = noise;
    if (curve.verdict.amplified == Amplified::Yes)  // a steep rise, whose Ct no threshold moves much
      std::fill(curve.delta_rn.begin() + 27, curve.delta_rn.end(), plateau);
    if (curve.verdict.amplified == Amplified::Yes)
      curve.fit = SigmoidParameters{
          .lower = 1, .drift = 0, .upper = 1 + plateau, .midpoint = 30, .width = 1.5, .residual_sd = noise};
  }
  return plate;
}

}  // namespace

TEST_CASE("a threshold in the noise or above half the plateau asks for a look at all who rest on it") {
  struct Case {
    double threshold;
    bool asks;
    ReasonCode why;
  };
  for (const Case& one :
       {Case{0.2, false, {}}, Case{0.05, false, {}}, Case{0.0499, true, ReasonCode::R23ThresholdInNoise},
        Case{1.5, false, {}}, Case{1.51, true, ReasonCode::R23ThresholdHigh}}) {
    CAPTURE(one.threshold);
    MadePlate plate = plate_with(one.threshold, 0.005, 3);
    const Calls calls = called(plate);
    for (const PatientCall& call : calls.patients) {
      CHECK(has_flag(call.flags, Flag::ThresholdImplausible) == one.asks);
      CHECK(call.review == one.asks);
      CHECK(has_flag(set_of(call, "D4-7").flags, Flag::ThresholdImplausible) == one.asks);
      CHECK(set_of(call, "D2-7").flags.empty());
      CHECK((one.asks && has_reason(call.reasons, one.why)) == one.asks);
    }
  }
  MadePlate low = plate_with(0.02, 0.005, 3);
  const Reason why = reason(patient(called(low), "P").reasons, ReasonCode::R23ThresholdInNoise);
  CHECK(why.words == Words{"the threshold 0.02 of D4-7 is 4.00 times its noise, less than 10",
                           "D4-7的阈值0.02为其噪声的4.00倍，不足10倍"});
  CHECK(why.limit == 10);
}

TEST_CASE("two wells make no usual plateau, and fewer than three flat ones leave the noise to all") {
  MadePlate plate = sound_plate();
  const auto add = [&](const std::string& sample, Signal signal, double noise) {
    Curve& curve = plate.add(sample, "D4-7", signal).second;
    curve.noise_sd = noise;
    curve.fit = SigmoidParameters{
        .lower = 1, .drift = 0, .upper = 1.3, .midpoint = 30, .width = 1.5, .residual_sd = noise};
  };
  add("P", yes(27), 0.01);
  add("Q", yes(27), 0.01);
  add("R", no(), 0.5);
  CallInput input = plate.input();
  TargetSignals signals = target_signals(std::span(&input, 1), made_panel().rules);
  const TargetSignal& signal = signals.at({0, "D4-7"});
  CHECK(signal.noise == 0.01);
  CHECK_FALSE(signal.plateau.has_value());
  CHECK(signal.thresholds == std::vector<double>{0.2});
}

TEST_CASE("a curve that has not reached its plateau tells none") {
  MadePlate plate = plate_with(0.2, 0.005, 3);
  for (Curve& curve : plate.analysed().curves)
    if (curve.fit)
      curve.fit->midpoint = 36;
  CallInput input = plate.input();
  CHECK_FALSE(target_signals(std::span(&input, 1), made_panel().rules).at({0, "D4-7"}).plateau.has_value());
}

TEST_CASE("two thresholds of one target ask for a look, whoever has which") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  plate.add_patient("Q");
  plate.analysed().curves.back().threshold = 0.3;  // ALB of Q
  const Calls calls = called(plate);
  for (const char* sample : {"P", "Q"}) {
    const PatientCall& call = patient(calls, sample);
    CHECK(call.flags == std::vector<Flag>{Flag::ThresholdsDiffer});
    CHECK(call.reference->flags == std::vector<Flag>{Flag::ThresholdsDiffer});
    CHECK(reason(call.reasons, ReasonCode::R23ThresholdsDiffer).words.en ==
          "ALB has more than one threshold on this plate: 0.2, 0.3");
  }
}

TEST_CASE("a set whose threshold is far below the others' is asked about at theirs") {
  const auto signal_at = [](double threshold, const char* reporter) {
    MadePlate plate = plate_with(threshold, 0.005, 3);
    for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
      Reaction& reaction = plate.run().reactions[i];
      if (reaction.target != "D4-7")
        continue;
      reaction.reporter = reporter;
      Curve& curve = plate.analysed().curves[i];
      curve.delta_rn.clear();
      for (int cycle = 1; cycle <= 40; ++cycle)
        curve.delta_rn.push_back(0.05 * (cycle - 26));
    }
    plate.analysed().curves.front().delta_rn.clear();
    CallInput input = plate.input();
    return target_signals(std::span(&input, 1), made_panel().rules).at({0, "D4-7"}).ct_at_usual;
  };
  const auto found = signal_at(0.0999, "FAM");
  REQUIRE(found.size() == 7);  // three positives, three negatives and PC; NTC has no curve
  for (const auto& [well, ct] : found)
    CHECK(ct.value() == doctest::Approx(30));  // the others' 0.2
  CHECK(signal_at(0.1, "FAM").empty());
  CHECK(signal_at(0.0999, "VIC").empty());
}

TEST_CASE("a threshold that nobody would choose here is asked about nowhere") {
  MadePlate plate = plate_with(0.05, 0.005, 0.3);  // 0.2 is above half its plateau
  for (Curve& curve : plate.analysed().curves)
    curve.delta_rn = std::vector<double>(40, 0);
  CallInput input = plate.input();
  const TargetSignals signals = target_signals(std::span(&input, 1), made_panel().rules);
  CHECK(signals.at({0, "D4-7"}).ct_at_usual.empty());
}
