#include "calling/sensitivity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "calling/controls.hpp"
#include "calling/make_reason.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

bool is_other_call(const PatientCall& call, const PatientCall& again) {
  return call.call != again.call || call.deletions != again.deletions;
}

/// Another answer, or none since a control would fail. Where the reference gene alone would not pass, whose
/// limit is one at the threshold in use, nothing is contradicted.
bool is_other_answer(const PatientCall& call, const PatientCall& again) {
  const auto failed_by_control = [](const SetCall& set) {
    return std::any_of(set.flags.begin(), set.flags.end(), [](Flag flag) {
      return flag == Flag::InvalidatedByControl || flag == Flag::PositiveControlFailed;
    });
  };
  const bool is_answer = again.call != PatientCallState::Invalid ||
                         std::any_of(again.sets.begin(), again.sets.end(), failed_by_control);
  return is_other_call(call, again) && is_answer;
}

std::optional<double> by_instrument(const WellCall& well) {
  const bool is_silent = well.ct_instrument_status == CtStatus::Absent;
  // The instrument's Ct is read beside the crosstalk.
  return is_silent || well.crosstalk == CrosstalkState::OwnProduct ? deciding_ct(well) : well.ct_instrument;
}

/// The Ct at half or double the threshold, where that is a threshold that somebody might choose (R23); else
/// as it is.
OtherCt at_threshold(double factor, std::optional<double> WellCall::*ct, const TargetSignals& signals,
                     const Rules& rules) {
  return [=, &signals, &rules](const WellCall& well) {
    if (!well.threshold)
      return deciding_ct(well);
    const TargetSignal& signal = signals.at({well.run, well.target});
    const std::optional<Reason> implausible =
        rule_threshold(factor * *well.threshold, well.target, signal, rules);
    return implausible ? deciding_ct(well) : well.*ct;
  };
}

/// The Ct at the usual threshold of the other sets, for a target whose own is far below it.
OtherCt at_usual_threshold(const TargetSignals& signals) {
  return [&signals](const WellCall& well) {
    const TargetSignal& signal = signals.at({well.run, well.target});
    const auto usual = signal.ct_at_usual.find(well.well);
    return usual == signal.ct_at_usual.end() ? deciding_ct(well) : usual->second;
  };
}

/// One way of calling again, and how a difference is noted. Refers to its Ct and words, made for the call.
struct Alternative {
  const OtherCt& ct;
  bool (*differs)(const PatientCall& call, const PatientCall& again);
  Flag flag;
  ReasonWith<"which", "call"> patient_outcome;
  ReasonWith<"which", "result"> set_outcome;
  ReasonWith<"which", "result", "control", "wells"> control_outcome;
  const ReasonWith<"which", "state">* well_outcome = nullptr;  ///< null: the well says nothing of it
  const Words& which;
};

/// The wells of a set that another state makes come out differently.
void note_wells(const Alternative& alternative, std::span<const WellCall> changed, const SetCall& set,
                std::vector<WellCall>& wells) {
  for (const std::size_t i : set.wells) {
    if (changed[i].state == wells[i].state)
      continue;
    add_flag(wells[i].flags, alternative.flag);
    if (alternative.well_outcome)
      wells[i].reasons.push_back(make_reason(*alternative.well_outcome, field<"which">(alternative.which),
                                             field<"state">(words_of(changed[i].state))));
  }
}

/// The control that alone makes the set come out otherwise, as it is in `other`: no well of the set has
/// another state there, and a control of its plate that stands now fails. Null where there is none.
const ControlCall* deciding_control(const SetCall& set, const Judgement& judgement, const Judgement& other) {
  std::size_t run = 0;
  for (const std::size_t i : set.wells) {
    run = judgement.wells[i].run;
    if (other.wells[i].state != judgement.wells[i].state)
      return nullptr;
  }
  for (const ControlCall& control : other.controls)
    if (control.set == set.set && control.run == run && control.outcome == ControlOutcome::Failed &&
        same_control(control, judgement.controls).outcome != ControlOutcome::Failed)
      return &control;
  return nullptr;
}

/// What the alternative makes of a set, and which control does where it is one.
Reason set_reason(const Alternative& alternative, const SetCall& set, SetResult result,
                  const Judgement& judgement, const Judgement& other) {
  const Words result_words = words_of(result);
  const auto which = field<"which">(alternative.which);
  const auto new_result = field<"result">(result_words);
  const ControlCall* control = deciding_control(set, judgement, other);
  if (control == nullptr)
    return make_reason(alternative.set_outcome, which, new_result);
  return make_reason(alternative.control_outcome, which, new_result, field<"control">(control->sample),
                     field<"wells">(names_of(other.wells, control->wells)));
}

/// Returns whether the call would be another one, patient by patient; noted is only what the alternative
/// takes for a difference.
std::vector<bool> note(const Alternative& alternative, Judgement& judgement,
                       std::span<const std::size_t> plate_order, const Panel& panel) {
  std::vector<WellCall> changed = with_other_ct(judgement.wells, alternative.ct, panel.rules);
  std::vector<bool> changes(judgement.patients.size(), false);
  if (std::equal(changed.begin(), changed.end(), judgement.wells.begin(),
                 [](const WellCall& a, const WellCall& b) { return deciding_ct(a) == deciding_ct(b); }))
    return changes;
  const Judgement other = judge(std::move(changed), plate_order, panel);
  const auto which = field<"which">(alternative.which);
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    PatientCall& patient = judgement.patients[p];
    const PatientCall& again = other.patients[p];
    changes[p] = is_other_call(patient, again);
    if (!alternative.differs(patient, again))
      continue;
    for (std::size_t s = 0; s < patient.sets.size(); ++s) {
      if (again.sets[s].result == patient.sets[s].result)
        continue;
      patient.sets[s].reasons.push_back(
          set_reason(alternative, patient.sets[s], again.sets[s].result, judgement, other));
      add_flag(patient.sets[s].flags, alternative.flag);
      note_wells(alternative, other.wells, patient.sets[s], judgement.wells);
    }
    patient.reasons.push_back(
        make_reason(alternative.patient_outcome, which, field<"call">(call_in_words(again))));
    add_flag(patient.flags, alternative.flag);
  }
  return changes;
}

bool has_instrument_ct(std::span<const WellCall> wells, const PatientCall& patient) {
  return std::any_of(patient.sets.begin(), patient.sets.end(), [&](const SetCall& set) {
    return std::any_of(set.wells.begin(), set.wells.end(),
                       [&](std::size_t i) { return wells[i].ct_instrument_status != CtStatus::Absent; });
  });
}

}  // namespace

void note_sensitivity(Judgement& judgement, const TargetSignals& signals,
                      std::span<const std::size_t> plate_order, const Panel& panel) {
  static constexpr ReasonWith<"which", "state"> well_flips = ReasonCode::R12WellFlip;
  const auto note_threshold = [&](const OtherCt& other_ct, const Words& which) {
    return note({other_ct, is_other_answer, Flag::ThresholdSensitive, ReasonCode::R12Flips,
                 ReasonCode::R12SetFlips, ReasonCode::R12ControlFlips, &well_flips, which},
                judgement, plate_order, panel);
  };
  const std::vector<bool> half = note_threshold(
      at_threshold(0.5, &WellCall::ct_half_threshold, signals, panel.rules), words_of(OtherThreshold::Half));
  const std::vector<bool> twice =
      note_threshold(at_threshold(2, &WellCall::ct_double_threshold, signals, panel.rules),
                     words_of(OtherThreshold::Double));
  const std::vector<bool> usual =
      note_threshold(at_usual_threshold(signals), words_of(OtherThreshold::OtherSets));
  const OtherCt instruments_ct = by_instrument;
  const Words nothing;
  const std::vector<bool> instrument =
      note({instruments_ct, is_other_call, Flag::InstrumentCallDiffers, ReasonCode::R13CallDiffers,
            ReasonCode::R13SetDiffers, ReasonCode::R13ControlDiffers, nullptr, nothing},
           judgement, plate_order, panel);
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    PatientCall& patient = judgement.patients[p];
    if (!half[p] && !twice[p] && !usual[p])
      patient.reasons.push_back(make_reason(ReasonCode::R12Stands));
    if (!instrument[p] && has_instrument_ct(judgement.wells, patient))
      patient.reasons.push_back(make_reason(ReasonCode::R13CallStands));
  }
}

}  // namespace crossbreak
