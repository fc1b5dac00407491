#include "calling/patients.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "calling/controls.hpp"
#include "calling/make_reason.hpp"
#include "calling/reference_gate.hpp"
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

/// What the controls of one plate say of its patients.
struct PlateControls {
  std::map<std::string, ControlEffect> effects;       ///< by set
  std::map<std::string, NtcAmplification> amplified;  ///< by set, and of the reference gene
};
using ControlsByRun = std::map<std::size_t, PlateControls>;

ReferenceNtcs reference_ntcs(const ControlsByRun& controls, const Panel& panel) {
  ReferenceNtcs ntcs;
  if (!panel.reference)
    return ntcs;
  for (const auto& [run, plate] : controls) {
    const auto ntc = plate.amplified.find(panel.reference->target);
    if (ntc != plate.amplified.end())
      ntcs.emplace(run, ntc->second);
  }
  return ntcs;
}

class Patients {
 public:
  Patients(std::span<const WellCall> wells, const Panel& panel, const ControlsByRun& controls)
      : wells_(wells),
        panel_(panel),
        controls_(controls),
        gate_(wells, panel, reference_ntcs(controls, panel)) {}

  PatientCall call(const std::string& sample, const Occurrence& test) const {
    PatientCall patient;
    patient.sample = sample;
    SetCall reference = gate_.start(test.reference);
    std::vector<NamedResult> results;
    for (const PrimerSet& set : panel_.sets) {
      const auto found = test.sets.find(set.name);
      patient.sets.push_back(found == test.sets.end()
                                 ? call_set(set.name, {}, wells_, panel_)
                                 : judged_set(set.name, found->second, test, patient, reference));
      results.push_back({set.name, patient.sets.back().result});
    }
    finish_reference(test, std::move(reference), patient);
    note_without_result(test, patient);
    gate_.note_open(test.reference, patient);
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

 private:
  SetCall judged_set(const std::string& name, std::span<const std::size_t> indices, const Occurrence& test,
                     PatientCall& patient, SetCall& reference) const {
    SetCall set = call_set(name, indices, wells_, panel_);
    const Gate gate = gate_.gate_of(indices, test.reference);
    if (!gate.assessed)
      add_flag(patient.flags, Flag::DnaNotAssessed);
    if (gate.assessed && set.result != SetResult::Missing)
      gate_.hear(gate, test.reference, set, reference);
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

  void finish_reference(const Occurrence& test, SetCall reference, PatientCall& patient) const {
    patient.reference = gate_.finished(std::move(reference), test.reference);
    if (patient.reference)
      add_flags(patient.flags, patient.reference->flags);
    else if (std::find(patient.flags.begin(), patient.flags.end(), Flag::DnaNotAssessed) !=
             patient.flags.end())
      patient.reasons.push_back(make_reason(ReasonCode::R7NotAssessed));
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
  ReferenceGate gate_;
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
    mark_failed_references(judgement.patients, panel.reference->max_ct, judgement.wells);
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
