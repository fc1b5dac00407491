#include "calling/reference_gate.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "calling/make_reason.hpp"
#include "calling/sets.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"

namespace crossbreak {

ReferenceGate::ReferenceGate(std::span<const WellCall> wells, const Panel& panel, ReferenceNtcs ntcs)
    : wells_(wells), panel_(panel), ntcs_(std::move(ntcs)) {
  for (const WellCall& well : wells)
    if (panel.reference && well.set == panel.reference->target && well.role == SampleRole::Unknown)
      runs_with_reference_.insert(well.run);
}

Gate ReferenceGate::gate_of(std::span<const std::size_t> indices,
                            std::span<const std::size_t> reference) const {
  Gate gate;
  const std::size_t run = wells_[indices.front()].run;
  gate.assessed = runs_with_reference_.contains(run) || !reference.empty();
  if (!gate.assessed)
    return gate;
  bool heard_apart = false;
  for (const std::size_t i : indices) {
    if (wells_[i].state == WellState::LeftOut)
      continue;
    const auto own = std::find_if(reference.begin(), reference.end(), [&](std::size_t r) {
      return wells_[r].run == run && wells_[r].well == wells_[i].well;
    });
    if (own != reference.end())
      hear_wells(std::span(&*own, 1), i, gate);
    else if (!std::exchange(heard_apart, true))
      hear_wells(reference_for(run, reference), std::nullopt, gate);
  }
  return gate;
}

/// The patient's reference wells on the set's plate, else those of the test's other plates.
std::vector<std::size_t> ReferenceGate::reference_for(std::size_t run,
                                                      std::span<const std::size_t> reference) const {
  std::vector<std::size_t> same_plate;
  std::copy_if(reference.begin(), reference.end(), std::back_inserter(same_plate),
               [&](std::size_t r) { return wells_[r].run == run; });
  if (same_plate.empty())
    return {reference.begin(), reference.end()};
  return same_plate;
}

std::vector<WellEvidence> ReferenceGate::usable(std::span<const std::size_t> reference) const {
  std::vector<WellEvidence> evidence;
  for (const std::size_t r : reference)
    if (wells_[r].state != WellState::LeftOut)
      evidence.push_back(evidence_of(wells_[r]));
  return evidence;
}

/// R7 and R21 of reference wells, all of one plate or of a test's other plates.
ReferenceLimits ReferenceGate::limits_of(std::span<const std::size_t> reference) const {
  ReferenceLimits limits{.max_ct = panel_.reference->max_ct, .ntc_ct = {}, .margin = panel_.rules.ntc_margin};
  for (const std::size_t r : reference) {
    const auto ntc = ntcs_.find(wells_[r].run);
    if (ntc != ntcs_.end() && (!limits.ntc_ct || ntc->second.ct < *limits.ntc_ct))
      limits.ntc_ct = ntc->second.ct;
  }
  return limits;
}

void ReferenceGate::hear_wells(std::span<const std::size_t> reference, std::optional<std::size_t> beside,
                               Gate& gate) const {
  const std::vector<WellEvidence> evidence = usable(reference);
  gate.heard.insert(gate.heard.end(), reference.begin(), reference.end());
  const ReferenceRuling ruling = rule_reference(evidence, limits_of(reference));
  if (ruling.passed)
    return;
  gate.failures.push_back({ruling.reason, beside});
  const auto any = [&](bool (*wanted)(const WellCall&)) {
    return std::any_of(reference.begin(), reference.end(), [&](std::size_t r) { return wanted(wells_[r]); });
  };
  // Where none of them has a result, the rules on wells without result decide on the negative.
  bool is_open = any(is_too_short);
  if (panel_.rules.unreadable == UnreadableRule::Incomplete) {
    is_open |= any(is_unreadable);
    is_open |= any(is_of_wrong_dye);
  }
  if (!evidence.empty())
    is_open = false;
  gate.blocks = gate.blocks || !is_open;
}

SetCall ReferenceGate::start(std::span<const std::size_t> reference) const {
  SetCall call;
  call.result = SetResult::Positive;
  if (panel_.reference)
    call.set = panel_.reference->target;
  call.wells.assign(reference.begin(), reference.end());
  for (const std::size_t r : reference)
    add_flags(call.flags, wells_[r].flags);
  call.ct_mean = mean_ct(wells_, reference);
  return call;
}

/// The mean Ct of the reference wells that pass; nothing where none does.
std::optional<double> ReferenceGate::passing_ct(std::span<const std::size_t> reference) const {
  std::vector<std::size_t> passing;
  for (const std::size_t r : reference) {
    if (wells_[r].state == WellState::LeftOut)
      continue;
    const WellEvidence evidence = evidence_of(wells_[r]);
    const ReferenceRuling ruling = rule_reference(std::span(&evidence, 1), limits_of(std::span(&r, 1)));
    if (ruling.passed)
      passing.push_back(r);
  }
  return mean_ct(wells_, passing);
}

/// `reference_ct`: of the test's other wells. Where none of those passes, nobody knows what is early.
bool ReferenceGate::may_crowd_out(const WellCall& positive, std::optional<double> reference_ct) const {
  return !reference_ct || *deciding_ct(positive) <= *reference_ct - panel_.rules.crowding_margin;
}

// Positives are never blocked, and a product that crowds the reference out of its own well is no fault. One
// that cannot, beside a reference that failed there alone, may be of another sample.
void ReferenceGate::hear(const Gate& gate, std::span<const std::size_t> reference, SetCall& set,
                         SetCall& call) const {
  if (gate.failures.empty())
    return;
  const bool is_positive = set.result == SetResult::Positive;
  const std::optional<double> reference_ct = is_positive ? passing_ct(reference) : std::nullopt;
  std::vector<std::size_t> alone;
  for (const auto& [failure, beside] : gate.failures) {
    if (is_positive && beside) {
      const WellCall& well = wells_[*beside];                         // of another pair it may be negative
      const bool is_left_out = failure.code == ReasonCode::R7NoWell;  // and says nothing of the well
      if (is_left_out || well.state != WellState::Positive || may_crowd_out(well, reference_ct))
        continue;
      alone.push_back(*beside);
    } else if (std::find(call.reasons.begin(), call.reasons.end(), failure) == call.reasons.end()) {
      call.reasons.push_back(failure);
    }
    call.result = SetResult::Invalid;
    add_flag(call.flags,
             failure.code == ReasonCode::R7NoWell ? Flag::ReferenceMissing : Flag::ReferenceFailed);
  }
  if (alone.empty())
    return;
  const Reason reason =
      make_reason(ReasonCode::R7PositiveAlone, reference_ct, {}, field<"wells">(names_of(wells_, alone)));
  set.reasons.push_back(reason);
  call.reasons.push_back(reason);
}

std::optional<SetCall> ReferenceGate::finished(SetCall call, std::span<const std::size_t> reference) const {
  if (call.result != SetResult::Invalid && reference.empty())
    return std::nullopt;
  const std::vector<WellEvidence> evidence = usable(reference);
  if (evidence.empty())
    call.result = SetResult::Missing;
  if (call.reasons.empty())
    call.reasons.push_back(rule_reference(evidence, limits_of(reference)).reason);
  return call;
}

void ReferenceGate::note_open(std::span<const std::size_t> reference, PatientCall& patient) const {
  if (!patient.reference || std::none_of(patient.sets.begin(), patient.sets.end(), [](const SetCall& set) {
        return set.result == SetResult::Negative;
      }))
    return;
  std::set<std::size_t> runs;
  for (const std::size_t r : reference)
    runs.insert(wells_[r].run);
  for (const std::size_t run : runs) {
    const auto ntc = ntcs_.find(run);
    if (ntc == ntcs_.end() || ntc->second.ct > panel_.reference->max_ct)
      continue;
    patient.reference->reasons.push_back(make_reason(ReasonCode::R21GateOpen, ntc->second.ct,
                                                     panel_.reference->max_ct,
                                                     field<"wells">(ntc->second.wells)));
    add_flag(patient.reference->flags, Flag::NtcHoldsDna);
    add_flag(patient.flags, Flag::NtcHoldsDna);
  }
}

void mark_failed_references(std::span<const PatientCall> patients, double max_ct, std::span<WellCall> wells) {
  for (const PatientCall& patient : patients) {
    if (!patient.reference || patient.reference->result != SetResult::Invalid)
      continue;
    std::vector<std::size_t> usable;
    std::vector<std::size_t> failed;
    for (const std::size_t i : patient.reference->wells) {
      if (wells[i].state == WellState::LeftOut)
        continue;
      usable.push_back(i);
      const WellEvidence evidence = evidence_of(wells[i]);
      if (!rule_reference(std::span(&evidence, 1), {.max_ct = max_ct, .ntc_ct = {}}).passed)
        failed.push_back(i);
    }
    for (const std::size_t i : failed.empty() ? usable : failed)
      add_flag(wells[i].flags, Flag::ReferenceFailed);
  }
}

}  // namespace crossbreak
