#include "calling/sensitivity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "calling/make_reason.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

bool is_same_call(const PatientCall& a, const PatientCall& b) {
  return a.call == b.call && a.deletions == b.deletions;
}

std::optional<double> at_half_threshold(const WellCall& well) {
  return well.ct_half_threshold;
}

std::optional<double> at_double_threshold(const WellCall& well) {
  return well.ct_double_threshold;
}

std::optional<double> by_instrument(const WellCall& well) {
  return well.ct_instrument_status == CtStatus::Absent ? well.ct : well.ct_instrument;
}

/// One way of calling again, and how a difference is noted.
struct Alternative {
  OtherCt ct;
  Flag flag;
  ReasonWith<"which", "call"> patient_outcome;
  ReasonWith<"which", "result"> set_outcome;
  const ReasonWith<"which", "state">* well_outcome = nullptr;  ///< null: the well says nothing of it
  Words which;
};

/// Returns whether any patient's call differs, patient by patient.
std::vector<bool> note(const Alternative& alternative, std::span<WellCall> wells, Judgement& judgement,
                       std::span<const std::size_t> plate_order, const Panel& panel) {
  const std::vector<WellCall> changed = with_other_ct(wells, alternative.ct, panel.rules);
  if (std::equal(changed.begin(), changed.end(), wells.begin(), wells.end(),
                 [](const WellCall& a, const WellCall& b) { return a.ct == b.ct; }))
    return std::vector<bool>(judgement.patients.size(), false);
  const Judgement other = judge(changed, plate_order, panel);
  const auto which = field<"which">(alternative.which);
  for (std::size_t i = 0; i < wells.size(); ++i) {
    if (changed[i].state == wells[i].state)
      continue;
    add_flag(wells[i].flags, alternative.flag);
    if (alternative.well_outcome)
      wells[i].reasons.push_back(
          make_reason(*alternative.well_outcome, which, field<"state">(words_of(changed[i].state))));
  }
  std::vector<bool> differs;
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    PatientCall& patient = judgement.patients[p];
    const PatientCall& again = other.patients[p];
    for (std::size_t s = 0; s < patient.sets.size(); ++s) {
      if (again.sets[s].result == patient.sets[s].result)
        continue;
      patient.sets[s].reasons.push_back(
          make_reason(alternative.set_outcome, which, field<"result">(words_of(again.sets[s].result))));
      add_flag(patient.sets[s].flags, alternative.flag);
      add_flag(patient.flags, alternative.flag);
    }
    differs.push_back(!is_same_call(patient, again));
    if (!differs.back())
      continue;
    patient.reasons.push_back(
        make_reason(alternative.patient_outcome, which, field<"call">(call_in_words(again))));
    add_flag(patient.flags, alternative.flag);
  }
  return differs;
}

bool has_instrument_ct(std::span<const WellCall> wells, const PatientCall& patient) {
  return std::any_of(patient.sets.begin(), patient.sets.end(), [&](const SetCall& set) {
    return std::any_of(set.wells.begin(), set.wells.end(),
                       [&](std::size_t i) { return wells[i].ct_instrument_status != CtStatus::Absent; });
  });
}

}  // namespace

void note_sensitivity(std::span<WellCall> wells, Judgement& judgement,
                      std::span<const std::size_t> plate_order, const Panel& panel) {
  static constexpr ReasonWith<"which", "state"> well_flips = ReasonCode::R12WellFlip;
  const auto at_threshold = [&](OtherCt ct, const Words& which) {
    return note(
        {ct, Flag::ThresholdSensitive, ReasonCode::R12Flips, ReasonCode::R12SetFlips, &well_flips, which},
        wells, judgement, plate_order, panel);
  };
  const std::vector<bool> half = at_threshold(at_half_threshold, words_of(ThresholdFactor::Half));
  const std::vector<bool> twice = at_threshold(at_double_threshold, words_of(ThresholdFactor::Double));
  const std::vector<bool> instrument = note({by_instrument,
                                             Flag::InstrumentCallDiffers,
                                             ReasonCode::R13CallDiffers,
                                             ReasonCode::R13SetDiffers,
                                             nullptr,
                                             {}},
                                            wells, judgement, plate_order, panel);
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    PatientCall& patient = judgement.patients[p];
    if (!half[p] && !twice[p])
      patient.reasons.push_back(make_reason(ReasonCode::R12Stands));
    if (!instrument[p] && has_instrument_ct(wells, patient))
      patient.reasons.push_back(make_reason(ReasonCode::R13CallStands));
  }
}

}  // namespace crossbreak
