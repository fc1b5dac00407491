#include "calling/patients.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "calling/controls.hpp"
#include "calling/make_reason.hpp"
#include "calling/sets.hpp"
#include "calling/wells.hpp"
#include "run/person_name.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

using SetWells = std::map<std::string, std::vector<std::size_t>>;

bool has(const Occurrence& occurrence, const std::string& set) {
  return occurrence.sets.contains(set);
}

bool overlaps(const Occurrence& occurrence, const SetWells& plate) {
  return std::any_of(plate.begin(), plate.end(), [&](const auto& set) { return has(occurrence, set.first); });
}

bool covers(const SetWells& plate, const Occurrence& occurrence) {
  return std::all_of(occurrence.sets.begin(), occurrence.sets.end(),
                     [&](const auto& set) { return plate.contains(set.first); });
}

/// Adds the sets of a further plate and returns which tests took any.
std::set<std::size_t> distribute(const SetWells& plate, std::vector<Occurrence>& tests) {
  std::set<std::size_t> takers;
  const auto give = [&](std::size_t test, const std::string& set, const std::vector<std::size_t>& indices) {
    tests.resize(std::max(tests.size(), test + 1));
    tests[test].sets[set] = indices;
    takers.insert(test);
  };
  const auto first_free = std::find_if(tests.begin(), tests.end(),
                                       [&](const Occurrence& test) { return !overlaps(test, plate); });
  const bool whole = first_free != tests.end() || tests.empty() || covers(plate, tests.back());
  const auto whole_place = static_cast<std::size_t>(first_free - tests.begin());
  for (const auto& [set, indices] : plate) {
    const auto lacking = std::find_if(tests.begin(), tests.end(),
                                      [&name = set](const Occurrence& test) { return !has(test, name); });
    give(whole ? whole_place : static_cast<std::size_t>(lacking - tests.begin()), set, indices);
  }
  return takers;
}

struct GateFailure {
  Reason reason;
  std::optional<std::size_t> beside;  ///< the set's well that the reference stands in, where one is
};

/// R7 over the wells of one set of a patient.
struct Gate {
  bool assessed = false;
  bool blocks = false;  ///< a negative is invalid
  std::vector<GateFailure> failures;
  std::vector<std::size_t> heard;  ///< reference wells that should have spoken for the set
};

/// What the controls of one plate say of its patients.
struct PlateControls {
  std::map<std::string, ControlEffect> effects;       ///< by set
  std::map<std::string, NtcAmplification> amplified;  ///< by set, and of the reference gene
};
using ControlsByRun = std::map<std::size_t, PlateControls>;

class Patients {
 public:
  Patients(std::span<const WellCall> wells, const Panel& panel, const ControlsByRun& controls)
      : wells_(wells), panel_(panel), controls_(controls) {
    for (const WellCall& well : wells)
      if (is_reference(well) && well.role == SampleRole::Unknown)
        runs_with_reference_.insert(well.run);
  }

  PatientCall call(const std::string& sample, const Occurrence& test) const {
    PatientCall patient;
    patient.sample = sample;
    SetCall reference = start_reference(test);
    std::vector<NamedResult> results;
    for (const PrimerSet& set : panel_.sets) {
      const auto found = test.sets.find(set.name);
      patient.sets.push_back(found == test.sets.end()
                                 ? call_set(set.name, {}, wells_, panel_)
                                 : judged_set(set.name, found->second, test, patient, reference));
      results.push_back({set.name, patient.sets.back().result});
    }
    finish_reference(test, reference, patient);
    note_without_result(test, patient);
    note_gate(test, patient);
    note_lacking_controls(test, patient);
    PatientRuling ruling = rule_patient(results);
    patient.call = ruling.call;
    patient.deletions = std::move(ruling.deletions);
    patient.review = ruling.review;
    patient.reasons.insert(patient.reasons.begin(), ruling.reasons.begin(), ruling.reasons.end());
    for (const SetCall& set : patient.sets)
      add_flags(patient.flags, set.flags);
    return patient;
  }

  bool is_reference(const WellCall& well) const {
    return panel_.reference && well.set == panel_.reference->target;
  }

 private:
  SetCall judged_set(const std::string& name, std::span<const std::size_t> indices, const Occurrence& test,
                     PatientCall& patient, SetCall& reference) const {
    SetCall set = call_set(name, indices, wells_, panel_);
    const Gate gate = gate_of(indices, test);
    if (!gate.assessed)
      add_flag(patient.flags, Flag::DnaNotAssessed);
    if (gate.assessed && set.result != SetResult::Missing)
      hear_gate(gate, test, set, reference);
    apply(rule_confidence(name, set.result, effect_of(name, indices), gate.blocks), set);
    std::vector<std::size_t> planned(indices.begin(), indices.end());
    planned.insert(planned.end(), gate.heard.begin(), gate.heard.end());
    apply(rule_without_result(set.result,
                              {.unreadable = names_where(planned, is_unreadable),
                               .wrong_dye = names_where(planned, is_of_wrong_dye),
                               .too_short = names_where(planned, is_too_short)},
                              panel_.rules),
          set);
    return set;
  }

  static void apply(const ConfidenceRuling& ruling, SetCall& set) {
    set.result = ruling.result;
    if (ruling.reason)
      set.reasons.push_back(*ruling.reason);
    if (ruling.flag)
      add_flag(set.flags, *ruling.flag);
  }

  ControlEffect effect_of(const std::string& set, std::span<const std::size_t> indices) const {
    const std::map<std::string, ControlEffect>& plate = controls_.at(wells_[indices.front()].run).effects;
    const auto effect = plate.find(set);
    return effect == plate.end() ? ControlEffect{} : effect->second;
  }

  std::string names_where(std::span<const std::size_t> indices, bool (*wanted)(const WellCall&)) const {
    std::vector<std::size_t> found;
    std::copy_if(indices.begin(), indices.end(), std::back_inserter(found),
                 [&](std::size_t i) { return wanted(wells_[i]); });
    return names_of(wells_, found);
  }

  Gate gate_of(std::span<const std::size_t> indices, const Occurrence& test) const {
    Gate gate;
    const std::size_t run = wells_[indices.front()].run;
    gate.assessed = runs_with_reference_.contains(run) || !test.reference.empty();
    if (!gate.assessed)
      return gate;
    bool heard_apart = false;
    for (const std::size_t i : indices) {
      if (wells_[i].state == WellState::LeftOut)
        continue;
      const auto own = std::find_if(test.reference.begin(), test.reference.end(), [&](std::size_t r) {
        return wells_[r].run == run && wells_[r].well == wells_[i].well;
      });
      if (own != test.reference.end())
        hear(std::span(&*own, 1), i, gate);
      else if (!std::exchange(heard_apart, true))
        hear(reference_for(run, test), std::nullopt, gate);
    }
    return gate;
  }

  /// The patient's reference wells on the set's plate, else those of the test's other plates.
  std::vector<std::size_t> reference_for(std::size_t run, const Occurrence& test) const {
    std::vector<std::size_t> same_plate;
    std::copy_if(test.reference.begin(), test.reference.end(), std::back_inserter(same_plate),
                 [&](std::size_t r) { return wells_[r].run == run; });
    return same_plate.empty() ? test.reference : same_plate;
  }

  void hear(std::span<const std::size_t> reference, std::optional<std::size_t> beside, Gate& gate) const {
    std::vector<WellEvidence> evidence;
    for (const std::size_t r : reference)
      if (wells_[r].state != WellState::LeftOut)
        evidence.push_back(evidence_of(wells_[r]));
    gate.heard.insert(gate.heard.end(), reference.begin(), reference.end());
    const ReferenceRuling ruling = rule_reference(evidence, reference_limits(reference));
    if (ruling.passed)
      return;
    gate.failures.push_back({ruling.reason, beside});
    const auto any = [&](bool (*wanted)(const WellCall&)) {
      return std::any_of(reference.begin(), reference.end(),
                         [&](std::size_t r) { return wanted(wells_[r]); });
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

  /// R7 and R21 of reference wells, all of one plate or of a test's other plates.
  ReferenceLimits reference_limits(std::span<const std::size_t> reference) const {
    ReferenceLimits limits{
        .max_ct = panel_.reference->max_ct, .ntc_ct = {}, .margin = panel_.rules.ntc_margin};
    for (const std::size_t r : reference) {
      const auto& amplified = controls_.at(wells_[r].run).amplified;
      const auto ntc = amplified.find(panel_.reference->target);
      if (ntc != amplified.end() && (!limits.ntc_ct || ntc->second.ct < *limits.ntc_ct))
        limits.ntc_ct = ntc->second.ct;
    }
    return limits;
  }

  SetCall start_reference(const Occurrence& test) const {
    SetCall reference;
    reference.result = SetResult::Positive;
    if (panel_.reference)
      reference.set = panel_.reference->target;
    reference.wells = test.reference;
    for (const std::size_t r : test.reference)
      add_flags(reference.flags, wells_[r].flags);
    reference.ct_mean = mean_ct(wells_, test.reference);
    return reference;
  }

  /// The mean Ct of the test's reference wells that pass; nothing where none does.
  std::optional<double> passing_reference_ct(const Occurrence& test) const {
    std::vector<std::size_t> passing;
    for (const std::size_t r : test.reference) {
      if (wells_[r].state == WellState::LeftOut)
        continue;
      const WellEvidence evidence = evidence_of(wells_[r]);
      const ReferenceRuling ruling =
          rule_reference(std::span(&evidence, 1), reference_limits(std::span(&r, 1)));
      if (ruling.passed)
        passing.push_back(r);
    }
    return mean_ct(wells_, passing);
  }

  /// `reference_ct`: of the test's other wells. Where none of those passes, nobody knows what is early.
  bool may_crowd_out_reference(const WellCall& positive, std::optional<double> reference_ct) const {
    return !reference_ct || *deciding_ct(positive) <= *reference_ct - panel_.rules.crowding_margin;
  }

  /// Positives are never blocked, and a product that crowds the reference out of its own well is no fault.
  /// One that cannot, beside a reference that failed there alone, may be of another sample.
  void hear_gate(const Gate& gate, const Occurrence& test, SetCall& set, SetCall& reference) const {
    if (gate.failures.empty())
      return;
    const bool is_positive = set.result == SetResult::Positive;
    const std::optional<double> reference_ct = is_positive ? passing_reference_ct(test) : std::nullopt;
    std::vector<std::size_t> alone;
    for (const auto& [failure, beside] : gate.failures) {
      if (is_positive && beside) {
        const WellCall& well = wells_[*beside];                         // of another pair it may be negative
        const bool is_left_out = failure.code == ReasonCode::R7NoWell;  // and says nothing of the well
        if (is_left_out || well.state != WellState::Positive || may_crowd_out_reference(well, reference_ct))
          continue;
        alone.push_back(*beside);
      } else if (std::find(reference.reasons.begin(), reference.reasons.end(), failure) ==
                 reference.reasons.end()) {
        reference.reasons.push_back(failure);
      }
      reference.result = SetResult::Invalid;
      add_flag(reference.flags,
               failure.code == ReasonCode::R7NoWell ? Flag::ReferenceMissing : Flag::ReferenceFailed);
    }
    if (alone.empty())
      return;
    const Reason reason =
        make_reason(ReasonCode::R7PositiveAlone, reference_ct, {}, field<"wells">(names_of(wells_, alone)));
    set.reasons.push_back(reason);
    reference.reasons.push_back(reason);
  }

  void finish_reference(const Occurrence& test, SetCall& reference, PatientCall& patient) const {
    const bool assessed = reference.result == SetResult::Invalid || !test.reference.empty();
    if (!assessed) {
      if (std::find(patient.flags.begin(), patient.flags.end(), Flag::DnaNotAssessed) != patient.flags.end())
        patient.reasons.push_back(make_reason(ReasonCode::R7NotAssessed));
      return;
    }
    std::vector<WellEvidence> usable;
    for (const std::size_t r : test.reference)
      if (wells_[r].state != WellState::LeftOut)
        usable.push_back(evidence_of(wells_[r]));
    if (usable.empty())
      reference.result = SetResult::Missing;
    if (reference.reasons.empty())
      reference.reasons.push_back(rule_reference(usable, reference_limits(test.reference)).reason);
    add_flags(patient.flags, reference.flags);
    patient.reference = std::move(reference);
  }

  void note_without_result(const Occurrence& test, PatientCall& patient) const {
    std::vector<std::size_t> wells = test.reference;
    for (const auto& [set, indices] : test.sets)
      wells.insert(wells.end(), indices.begin(), indices.end());
    std::sort(wells.begin(), wells.end());
    const auto note = [&](bool (*wanted)(const WellCall&), ReasonWith<"wells"> reason) {
      if (const std::string names = names_where(wells, wanted); !names.empty())
        patient.reasons.push_back(make_reason(reason, field<"wells">(names)));
    };
    note(is_unreadable, ReasonCode::R11Unreadable);
    note(is_of_wrong_dye, ReasonCode::R24Wells);
    note(is_too_short, ReasonCode::R18TooShort);
  }

  /// R21: where the NTC's reference gene itself would pass R7, a patient's proves nothing: what rests on it,
  /// a negative, is looked at.
  void note_gate(const Occurrence& test, PatientCall& patient) const {
    if (!patient.reference || std::none_of(patient.sets.begin(), patient.sets.end(), [](const SetCall& set) {
          return set.result == SetResult::Negative;
        }))
      return;
    std::set<std::size_t> runs;
    for (const std::size_t r : test.reference)
      runs.insert(wells_[r].run);
    for (const std::size_t run : runs) {
      const auto& amplified = controls_.at(run).amplified;
      const auto ntc = amplified.find(panel_.reference->target);
      if (ntc == amplified.end() || ntc->second.ct > panel_.reference->max_ct)
        continue;
      patient.reference->reasons.push_back(make_reason(ReasonCode::R21GateOpen, ntc->second.ct,
                                                       panel_.reference->max_ct,
                                                       field<"wells">(ntc->second.wells)));
      add_flag(patient.reference->flags, Flag::NtcHoldsDna);
      add_flag(patient.flags, Flag::NtcHoldsDna);
    }
  }

  /// R26: the sets of the patient that its plates have no usable control for.
  void note_lacking_controls(const Occurrence& test, PatientCall& patient) const {
    const auto note = [&](bool ControlEffect::*lacks, Flag flag, ReasonWith<"sets"> reason) {
      std::vector<std::string> lacking;
      for (SetCall& set : patient.sets) {
        const auto found = test.sets.find(set.set);
        if (found == test.sets.end())
          continue;
        const ControlEffect effect = effect_of(set.set, found->second);
        if (!(effect.*lacks))
          continue;
        lacking.push_back(set.set);
        set.reasons.push_back(make_reason(reason, field<"sets">(set.set)));
        add_flag(set.flags, flag);
      }
      if (!lacking.empty())
        patient.reasons.push_back(make_reason(reason, field<"sets">(listed(lacking))));
    };
    note(&ControlEffect::lacks_ntc, Flag::NoNtc, ReasonCode::R26NoNtc);
    note(&ControlEffect::lacks_positive_control, Flag::NoPositiveControl, ReasonCode::R26NoPositiveControl);
  }

  std::span<const WellCall> wells_;
  const Panel& panel_;
  const ControlsByRun& controls_;
  std::set<std::size_t> runs_with_reference_;
};

/// R20 over the patients' wells of one plate; the reference gene has R21.
void keep_distance(std::span<WellCall> wells, std::size_t run,
                   const std::map<std::string, NtcAmplification>& amplified, const Panel& panel) {
  for (WellCall& well : wells) {
    const auto ntc = amplified.find(well.set);
    const bool is_reference = panel.reference && well.set == panel.reference->target;
    if (is_reference || well.run != run || well.role != SampleRole::Unknown ||
        well.state != WellState::Positive || ntc == amplified.end())
      continue;
    const std::optional<Reason> near = rule_ntc_distance(*deciding_ct(well), ntc->second, panel.rules);
    if (!near)
      continue;
    well.state = WellState::Inconclusive;
    well.reasons.push_back(*near);
    add_flag(well.flags, Flag::NearNtc);
  }
}

struct Sample {
  std::string name;
  std::vector<std::size_t> wells;
};

std::vector<Sample> patient_samples(std::span<const WellCall> wells) {
  std::vector<Sample> samples;
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    if (wells[i].role != SampleRole::Unknown)
      continue;
    const auto [entry, is_new] = place.emplace(wells[i].sample, samples.size());
    if (is_new)
      samples.push_back({wells[i].sample, {}});
    samples[entry->second].wells.push_back(i);
  }
  return samples;
}

/// The reference wells by which a patient's gate failed: those that would fail it alone, else all of them.
void mark_failed_references(Judgement& judgement, double max_ct) {
  for (const PatientCall& patient : judgement.patients) {
    if (!patient.reference || patient.reference->result != SetResult::Invalid)
      continue;
    std::vector<std::size_t> usable;
    std::vector<std::size_t> failed;
    for (const std::size_t i : patient.reference->wells) {
      if (judgement.wells[i].state == WellState::LeftOut)
        continue;
      usable.push_back(i);
      const WellEvidence evidence = evidence_of(judgement.wells[i]);
      if (!rule_reference(std::span(&evidence, 1), {.max_ct = max_ct, .ntc_ct = {}}).passed)
        failed.push_back(i);
    }
    for (const std::size_t i : failed.empty() ? usable : failed)
      add_flag(judgement.wells[i].flags, Flag::ReferenceFailed);
  }
}

}  // namespace

std::vector<Occurrence> occurrences_of(std::span<const std::size_t> indices, std::span<const WellCall> wells,
                                       std::span<const std::size_t> plate_order,
                                       const std::string& reference) {
  std::vector<Occurrence> tests;
  for (const std::size_t run : plate_order) {
    SetWells plate;
    std::vector<std::size_t> reference_wells;
    for (const std::size_t i : indices) {
      if (wells[i].run != run)
        continue;
      if (wells[i].set == reference)
        reference_wells.push_back(i);
      else
        plate[wells[i].set].push_back(i);
    }
    std::set<std::size_t> takers = distribute(plate, tests);
    if (takers.empty() && !reference_wells.empty()) {  // reference only: for the test at hand
      tests.resize(std::max<std::size_t>(tests.size(), 1));
      takers.insert(tests.size() - 1);
    }
    for (const std::size_t test : takers)
      tests[test].reference.insert(tests[test].reference.end(), reference_wells.begin(),
                                   reference_wells.end());
  }
  return tests;
}

Judgement judge(std::vector<WellCall> wells, std::span<const std::size_t> plate_order, const Panel& panel) {
  Judgement judgement;
  judgement.wells = std::move(wells);
  ControlsByRun controls;
  for (std::size_t run = 0; run < plate_order.size(); ++run) {
    const std::vector<ControlCall> of_run = judge_controls(judgement.wells, run, panel);
    controls[run] = {effects_of(of_run), amplified_ntcs(judgement.wells, run)};
    judgement.controls.insert(judgement.controls.end(), of_run.begin(), of_run.end());
    keep_distance(judgement.wells, run, controls[run].amplified, panel);
  }
  const Patients patients(judgement.wells, panel, controls);
  for (const Sample& sample : patient_samples(judgement.wells)) {
    const std::vector<Occurrence> tests =
        occurrences_of(sample.wells, judgement.wells, plate_order,
                       panel.reference ? panel.reference->target : std::string());
    for (std::size_t i = 0; i < tests.size(); ++i) {
      judgement.patients.push_back(patients.call(sample.name, tests[i]));
      judgement.patients.back().repeat = static_cast<int>(i);
    }
  }
  if (panel.reference)
    mark_failed_references(judgement, panel.reference->max_ct);
  return judgement;
}

std::map<std::string, std::vector<std::string>> spellings_of(std::span<const PatientCall> patients) {
  std::map<std::string, std::vector<std::string>> spellings;
  for (const PatientCall& patient : patients) {
    std::vector<std::string>& names = spellings[folded_look(patient.sample)];
    if (std::find(names.begin(), names.end(), patient.sample) == names.end())
      names.push_back(patient.sample);
  }
  return spellings;
}

}  // namespace crossbreak
