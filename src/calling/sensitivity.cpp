#include "calling/sensitivity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "calling/state_words.hpp"
#include "calling/wells.hpp"
#include "calling/words.hpp"

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
  std::string rule;
  std::string flag;
  std::string patient_outcome;
  std::string set_outcome;
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
  const Argument which("which", alternative.which);
  for (std::size_t i = 0; i < wells.size(); ++i) {
    if (changed[i].state == wells[i].state)
      continue;
    add_flag(wells[i].flags, alternative.flag);
    if (alternative.rule == "R12")
      wells[i].reasons.push_back(
          make_reason("R12", "well_flip", {}, {}, {which, {"state", words_of(changed[i].state)}}));
  }
  std::vector<bool> differs;
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    PatientCall& patient = judgement.patients[p];
    const PatientCall& again = other.patients[p];
    for (std::size_t s = 0; s < patient.sets.size(); ++s) {
      if (again.sets[s].result == patient.sets[s].result)
        continue;
      patient.sets[s].reasons.push_back(make_reason(alternative.rule, alternative.set_outcome, {}, {},
                                                    {which, {"result", words_of(again.sets[s].result)}}));
      add_flag(patient.sets[s].flags, alternative.flag);
      add_flag(patient.flags, alternative.flag);
    }
    differs.push_back(!is_same_call(patient, again));
    if (!differs.back())
      continue;
    patient.reasons.push_back(make_reason(alternative.rule, alternative.patient_outcome, {}, {},
                                          {which, {"call", call_in_words(again)}}));
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
  const std::string sensitive = "threshold_sensitive";
  const std::vector<bool> half =
      note({at_half_threshold, "R12", sensitive, "flips", "set_flips", {"half the", "一半"}}, wells,
           judgement, plate_order, panel);
  const std::vector<bool> twice =
      note({at_double_threshold, "R12", sensitive, "flips", "set_flips", {"double the", "两倍"}}, wells,
           judgement, plate_order, panel);
  const std::vector<bool> instrument =
      note({by_instrument, "R13", "instrument_call_differs", "call_differs", "set_differs", {}}, wells,
           judgement, plate_order, panel);
  for (std::size_t p = 0; p < judgement.patients.size(); ++p) {
    PatientCall& patient = judgement.patients[p];
    if (!half[p] && !twice[p])
      patient.reasons.push_back(make_reason("R12", "stands", {}, {}));
    if (!instrument[p] && has_instrument_ct(wells, patient))
      patient.reasons.push_back(make_reason("R13", "call_stands", {}, {}));
  }
}

}  // namespace crossbreak
