#include "calling/sensitivity.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "calling/call.hpp"
#include "calling/made_plate.hpp"
#include "calling/rules.hpp"
#include "calling/wells.hpp"
#include "curves/because.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

namespace {

/// A patient whose D4-7 well has this signal, with what the instrument says of it.
struct Instrument {
  CtStatus status = CtStatus::Absent;
  std::optional<double> ct;
};

Calls called_with(Signal signal, Instrument instrument, ThresholdSource source = ThresholdSource::File) {
  MadePlate plate;
  plate.add_controls();
  plate.add_patient("P");
  for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
    Reaction& reaction = plate.run().reactions[i];
    if (reaction.sample != "P" || reaction.target != "D4-7")
      continue;
    Curve& curve = plate.analysed().curves[i];
    curve.verdict.amplified = signal.amplified;
    curve.ct = signal.ct;
    curve.ct_status = signal.ct ? CtStatus::Value : CtStatus::Undetermined;
    curve.ct_half_threshold = signal.ct;
    curve.ct_double_threshold = signal.ct;
    curve.threshold_source = source;
    reaction.instrument.ct_status = instrument.status;
    reaction.instrument.ct = instrument.ct;
  }
  return called(plate);
}

const WellCall& well_of(const Calls& calls) {
  return calls.wells[set_of(patient(calls, "P"), "D4-7").wells.front()];
}

}  // namespace

TEST_CASE("a call that half or double the threshold would change is flagged, with the call it would be") {
  struct Case {
    double ct;
    bool at_half;
    bool at_double;
  };
  for (const Case& one : {Case{34.9, false, false}, Case{35.5, false, true}, Case{36.5, true, false},
                          Case{37.0, false, false}}) {  // half the threshold: one cycle earlier, 36.0 is late
    CAPTURE(one.ct);
    MadePlate plate;
    plate.add_controls();
    plate.add_patient("P", {{"D4-7", yes(one.ct)}});
    const Calls calls = called(plate);
    const PatientCall& call = patient(calls, "P");
    CHECK(call.call == (one.ct < 36 ? PatientCallState::Deletion : PatientCallState::NotDetected));
    const bool flips = one.at_half || one.at_double;
    CHECK(has_flag(call.flags, Flag::ThresholdSensitive) == flips);
    CHECK(has_flag(set_of(call, "D4-7").flags, Flag::ThresholdSensitive) == flips);
    CHECK(has_flag(well_of(calls).flags, Flag::ThresholdSensitive) == flips);
    CHECK(has_reason(call.reasons, ReasonCode::R12Stands) == !flips);
    if (one.at_double) {
      CHECK(reason(call.reasons, ReasonCode::R12Flips).words ==
            Words{"at double the threshold the call would be not detected", "阈值取两倍时，判定将为未检出"});
      CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R12SetFlips).words.en ==
            "at double the threshold the set would be negative");
      CHECK(reason(well_of(calls).reasons, ReasonCode::R12WellFlip).words.en ==
            "at double the threshold the well would be late");
    }
    if (one.at_half)
      CHECK(reason(call.reasons, ReasonCode::R12Flips).words.en ==
            "at half the threshold the call would be deletion (D4-7)");
  }
}

TEST_CASE("a control that half the threshold would fail is felt by the patients, who are sent to it") {
  MadePlate plate;
  plate.add_controls();
  plate.add_patient("P", {{"D4-7", yes(28)}});
  plate.add_patient("N");
  plate.add("NTC", "D4-7", yes(36.5));
  const Calls calls = called(plate);
  const std::string wells = names_of(calls.wells, control(calls, "NTC", "D4-7").wells);
  CHECK(patient(calls, "P").call == PatientCallState::Deletion);
  CHECK(patient(calls, "N").call == PatientCallState::NotDetected);
  for (const char* sample : {"P", "N"}) {
    const PatientCall& call = patient(calls, sample);
    CHECK(reason(call.reasons, ReasonCode::R12Flips).words.en ==
          "at half the threshold the call would be invalid");
    CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R12ControlFlips).words ==
          Words{"at half the threshold NTC (" + wells + ") would fail, and the set would be invalid",
                "阈值取一半时，对照NTC（" + wells + "）将不合格，该引物组将为无效"});
    CHECK_FALSE(has_reason(set_of(call, "D4-7").reasons, ReasonCode::R12SetFlips));
    CHECK(call.next.value().en == "Look at the controls of D4-7: at half the threshold NTC (" + wells +
                                      ") would fail, and the set would be invalid.");
  }
  CHECK(well_of(calls).flags.empty());  // nothing is wrong with the patient's own
}

TEST_CASE("a control decides on its own plate alone") {
  MadePlate first("first.eds");
  first.add_controls();
  first.add_patient("P");
  first.add("NTC", "D4-7", yes(36.5));
  MadePlate second("second.eds");
  second.add_controls();
  second.add_patient("Q");
  second.add("NTC", "D4-7", yes(36.5));
  const Calls calls = called({std::move(first), std::move(second)});
  for (const auto& [sample, run] : {std::pair("P", std::size_t{0}), std::pair("Q", std::size_t{1})}) {
    const auto its_control =
        std::find_if(calls.controls.begin(), calls.controls.end(), [&, on = run](const ControlCall& each) {
          return each.sample == "NTC" && each.set == "D4-7" && each.run == on;
        });
    REQUIRE(its_control != calls.controls.end());
    const Words why =
        reason(set_of(patient(calls, sample), "D4-7").reasons, ReasonCode::R12ControlFlips).words;
    CHECK(why.en == "at half the threshold NTC (" + names_of(calls.wells, its_control->wells) +
                        ") would fail, and the set would be invalid");
  }
}

TEST_CASE("a control decides on its own plate, though another plate would lack one at that threshold") {
  MadePlate first("first.eds");
  MadePlate second("second.eds");
  for (const std::string set : {"D4-7", "D2-7", "D2-8", "D4-8"}) {
    Curve& ntc = first.add("NTC", set, set == "D4-7" ? unclear(34) : no()).second;
    if (set == "D4-7") {  // at double the threshold nothing is left that the NTC shows
      ntc.verdict.reasons = {because(EvidenceCode::AllEqual, field<"cycle">("4"))};
      ntc.ct_double_threshold.reset();
    }
    first.add("PC", set, yes(26));
    second.add("NTC", set, no());
    second.add("PC", set, yes(set == "D4-8" ? 31.5 : 26));
  }
  first.add_patient("P");
  second.add_patient("Q");
  const Calls calls = called({std::move(first), std::move(second)});
  CHECK(reason(set_of(patient(calls, "Q"), "D4-8").reasons, ReasonCode::R12ControlFlips)
            .words.en.starts_with("at double the threshold PC ("));
}

TEST_CASE("of a set's controls the one is named that would fail too") {
  MadePlate plate;
  for (const char* set : {"D4-7", "D4-8", "D2-7", "D2-8"})
    plate.add("NTC", set, no());
  plate.add("PC", "D4-7", no());  // fails as it is
  plate.add("NC", "D4-7", yes(36.5));
  plate.add_patient("P", {{"D4-7", yes(28)}});
  const Calls calls = called(plate);
  REQUIRE(control(calls, "PC", "D4-7").outcome == ControlOutcome::Failed);
  CHECK(patient(calls, "P").call == PatientCallState::Inconclusive);
  CHECK(reason(set_of(patient(calls, "P"), "D4-7").reasons, ReasonCode::R12ControlFlips)
            .words.en.starts_with("at half the threshold NC ("));
}

TEST_CASE("where the reference gene would let a set pass, no control is named") {
  MadePlate plate;
  plate.add_controls();
  for (const char* set : {"D4-7", "D4-8", "D2-7", "D2-8"})
    plate.add("P", set, no());
  plate.add("P", "ALB", yes(30.5));  // half the threshold: one cycle earlier, within the limit
  const Calls calls = called(plate);
  CHECK(patient(calls, "P").call == PatientCallState::Invalid);
  const SetCall& set = set_of(patient(calls, "P"), "D4-7");
  CHECK(reason(set.reasons, ReasonCode::R12SetFlips).words.en ==
        "at half the threshold the set would be negative");
  CHECK_FALSE(has_reason(set.reasons, ReasonCode::R12ControlFlips));
}

TEST_CASE("with the instrument's Ct a control that would fail is named") {
  MadePlate plate;
  plate.add_controls();
  plate.add_patient("N");
  const auto [reaction, curve] = plate.add("NTC", "D4-7", yes(36.1));
  reaction.instrument.ct_status = CtStatus::Value;
  reaction.instrument.ct = 35.9;
  curve.ct_half_threshold = 36.1;
  curve.ct_double_threshold = 36.1;
  const Calls calls = called(plate);
  const std::string wells = names_of(calls.wells, control(calls, "NTC", "D4-7").wells);
  CHECK(reason(set_of(patient(calls, "N"), "D4-7").reasons, ReasonCode::R13ControlDiffers).words ==
        Words{"with the instrument's Ct NTC (" + wells + ") would fail, and the set would be invalid",
              "采用仪器Ct时，对照NTC（" + wells + "）将不合格，该引物组将为无效"});
}

TEST_CASE("the instrument's Ct beside ours: within the limit it agrees, above it is flagged") {
  const Calls near = called_with(yes(28), {CtStatus::Value, 28.04});
  CHECK(has_reason(well_of(near).reasons, ReasonCode::R13Agrees));
  CHECK(well_of(near).flags.empty());
  CHECK(has_reason(patient(near, "P").reasons, ReasonCode::R13CallStands));

  const Calls far = called_with(yes(28), {CtStatus::Value, 28.0625});
  CHECK(reason(well_of(far).reasons, ReasonCode::R13Differs).words.en ==
        "the instrument says Ct 28.06, we say Ct 28.00: 0.06 cycles apart, more than 0.05");
  CHECK(well_of(far).flags == std::vector<Flag>{Flag::InstrumentCtDiffers});
  CHECK(patient(far, "P").flags == std::vector<Flag>{Flag::InstrumentCtDiffers});
  CHECK_FALSE(patient(far, "P").review);
}

TEST_CASE("a file's Ct that its curve does not give asks for a look at the well, both undetermined agree") {
  const Calls one = called_with(yes(28), {CtStatus::Undetermined, {}});
  CHECK(reason(well_of(one).reasons, ReasonCode::R13StatusDiffers).words ==
        Words{"the file says undetermined, its curve gives Ct 28.00",
              "文件结果为未测出，而其曲线给出Ct 28.00"});
  CHECK(has_flag(well_of(one).flags, Flag::InstrumentCtContradicted));
  CHECK(patient(one, "P").review);
  const Calls flat = called_with(no(), {CtStatus::Value, 31.8});
  CHECK(patient(flat, "P").call == PatientCallState::NotDetected);
  CHECK(has_flag(patient(flat, "P").flags, Flag::InstrumentCtContradicted));
  CHECK(patient(flat, "P").next.value().en == "Look at " + to_string(well_of(flat).well) +
                                                  ": the file says Ct 31.80, its curve gives undetermined.");
  const Calls far = called_with(yes(33), {CtStatus::Value, 25});
  CHECK(reason(well_of(far).reasons, ReasonCode::R13Contradicted).words.en ==
        "the file says Ct 25.00, its curve gives Ct 33.00: 8.00 cycles apart, more than 0.5");
  CHECK(patient(far, "P").review);
  const Calls none = called_with(no(), {CtStatus::Undetermined, {}});
  CHECK(reason(well_of(none).reasons, ReasonCode::R13AgreesUndetermined).value == std::nullopt);
}

TEST_CASE("of an omitted well the file's Ct contradicts nothing") {
  MadePlate plate = sound_plate();
  plate.add_patient("P");
  const auto [reaction, curve] = plate.add("P", "D4-7", no_but_crossing(37));
  reaction.omitted = true;
  reaction.instrument.ct_status = CtStatus::Undetermined;
  const Calls calls = called(plate);
  CHECK_FALSE(patient(calls, "P").review);
  CHECK(has_flag(set_of(patient(calls, "P"), "D4-7").flags, Flag::InstrumentCtDiffers));
}

TEST_CASE("a control that passes by a curve other than that of the file's Ct is warned of") {
  MadePlate plate;
  plate.add_controls();
  const auto [reaction, curve] = plate.add("NTC", "D4-7", no());
  reaction.instrument.ct_status = CtStatus::Value;
  reaction.instrument.ct = 33;
  const std::string well = to_string(*reaction.well);
  plate.add_patient("P");
  const Calls calls = called(plate);
  const ControlCall& ntc = control(calls, "NTC", "D4-7");
  CHECK(ntc.outcome == ControlOutcome::Warning);
  CHECK(ntc.next.value().en.find("NTC passes in D4-7 by its curve, but the file's Ct of " + well +
                                 " is another") != std::string::npos);
  CHECK(calls.status == RunStatus::ValidWithWarnings);
}

TEST_CASE("a control that fails by its curve is no better for another Ct in the file") {
  MadePlate plate;
  plate.add_controls();
  const auto [reaction, curve] = plate.add("NTC", "D4-7", yes(30));
  reaction.instrument.ct_status = CtStatus::Undetermined;
  plate.add_patient("P");
  const Calls calls = called(plate);
  const ControlCall& ntc = control(calls, "NTC", "D4-7");
  CHECK(ntc.outcome == ControlOutcome::Failed);
  CHECK_FALSE(has_reason(ntc.reasons, ReasonCode::R13ControlContradicted));
}

TEST_CASE("where ours rests on other settings only the calls are compared") {
  for (const ThresholdSource source : {ThresholdSource::CommandLine, ThresholdSource::Panel,
                                       ThresholdSource::Automatic, ThresholdSource::Recovered}) {
    const Calls same_call = called_with(yes(28), {CtStatus::Value, 29}, source);
    CHECK(has_reason(well_of(same_call).reasons, ReasonCode::R13OtherSettings));
    CHECK(patient(same_call, "P").flags.empty());
  }
}

TEST_CASE("a call that would differ with the instrument's Ct is a review, whatever the settings") {
  for (const ThresholdSource source : {ThresholdSource::File, ThresholdSource::Panel}) {
    const Calls calls = called_with(yes(35.9), {CtStatus::Value, 36.1}, source);
    const PatientCall& call = patient(calls, "P");
    CHECK(call.call == PatientCallState::Deletion);
    CHECK(has_flag(call.flags, Flag::InstrumentCallDiffers));
    CHECK(call.review);
    CHECK(reason(call.reasons, ReasonCode::R13CallDiffers).words.en ==
          "with the instrument's Ct the call would be not detected");
    CHECK(reason(set_of(call, "D4-7").reasons, ReasonCode::R13SetDiffers).words.en ==
          "with the instrument's Ct the set would be negative");
    CHECK_FALSE(has_reason(call.reasons, ReasonCode::R13CallStands));
  }
}

TEST_CASE("where the instrument is silent nothing is said of it") {
  const Calls calls = called_with(yes(28), {});
  CHECK(well_of(calls).reasons.size() == 1);
  CHECK_FALSE(has_reason(patient(calls, "P").reasons, ReasonCode::R13CallStands));
}

TEST_CASE("the other call is told with all its deletions, and another deletion is another call") {
  MadePlate plate;
  plate.add_controls();
  plate.add_patient("mixed at half", {{"D4-7", yes(28)}, {"D2-7", yes(36.5)}});
  plate.add_patient("other", {{"D4-7", yes(35.9)}, {"D2-7", yes(36.1)}});
  for (Reaction& reaction : plate.run().reactions) {
    if (reaction.sample != "other" || (reaction.target != "D4-7" && reaction.target != "D2-7"))
      continue;
    reaction.instrument.ct_status = CtStatus::Value;
    reaction.instrument.ct = reaction.target == "D4-7" ? 36.1 : 35.9;
  }
  const Calls calls = called(plate);
  CHECK(reason(patient(calls, "mixed at half").reasons, ReasonCode::R12Flips).words ==
        Words{"at half the threshold the call would be mixed (D4-7, D2-7)",
              "阈值取一半时，判定将为混合型（D4-7、D2-7）"});
  CHECK(patient(calls, "other").deletions == std::vector<std::string>{"D4-7"});
  CHECK(reason(patient(calls, "other").reasons, ReasonCode::R13CallDiffers).words.en ==
        "with the instrument's Ct the call would be deletion (D2-7)");
}

TEST_CASE("Ct are compared only where both exist and both rest on the file's threshold and baseline") {
  InstrumentEvidence evidence;
  evidence.instrument = CtStatus::Value;
  evidence.instrument_ct = 28;
  CHECK(rule_instrument_ct(evidence, {}) == std::nullopt);
  for (const BaselineSource source :
       {BaselineSource::File, BaselineSource::FileDeltaRn, BaselineSource::Automatic}) {
    MadePlate plate;
    const auto [reaction, curve] = plate.add("P", "D4-7", yes(28));
    reaction.instrument.ct_status = CtStatus::Value;
    reaction.instrument.ct = 28.0;
    curve.baseline_source = source;
    const Calls calls = called(plate);
    CHECK(has_reason(calls.wells[0].reasons, ReasonCode::R13Agrees) == (source != BaselineSource::Automatic));
    CHECK(has_reason(calls.wells[0].reasons, ReasonCode::R13OtherSettings) ==
          (source == BaselineSource::Automatic));
  }
}

TEST_CASE("a call that the other sets' threshold would change is flagged, with the call it would be") {
  for (const double ct : {27.0, 34.5}) {
    CAPTURE(ct);
    MadePlate plate = sound_plate();
    plate.add_patient("P", {{"D4-7", yes(ct)}});
    for (std::size_t i = 0; i < plate.run().reactions.size(); ++i) {
      if (plate.run().reactions[i].target != "D4-7")
        continue;
      Curve& curve = plate.analysed().curves[i];
      curve.threshold = 0.05;
      curve.ct_half_threshold = curve.ct_double_threshold = curve.ct;
      curve.delta_rn.clear();
      for (int cycle = 1; cycle <= 40; ++cycle)
        curve.delta_rn.push_back(curve.ct ? 0.05 * (1 + 1.5 * (cycle - *curve.ct)) : 0);
    }
    const Calls calls = called(plate);
    const PatientCall& call = patient(calls, "P");
    const bool changes = ct > 34;  // 0.2 is reached two cycles later
    CHECK(has_flag(call.flags, Flag::ThresholdSensitive) == changes);
    CHECK(call.review == changes);
    CHECK(has_reason(call.reasons, ReasonCode::R12Stands) == !changes);
    if (changes)
      CHECK(reason(call.reasons, ReasonCode::R12Flips).words ==
            Words{"at the other sets' threshold the call would be not detected",
                  "阈值取其他引物组的值时，判定将为未检出"});
  }
}
