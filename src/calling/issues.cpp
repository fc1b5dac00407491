#include "calling/issues.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "calling/patients.hpp"
#include "calling/rules.hpp"
#include "calling/sample_names.hpp"
#include "calling/task_role.hpp"
#include "run/make_issue.hpp"
#include "words/evidence.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// The wells of one run.
std::vector<const WellCall*> wells_of(const Calls& calls, std::size_t run) {
  std::vector<const WellCall*> wells;
  for (const WellCall& well : calls.wells)
    if (well.run == run)
      wells.push_back(&well);
  return wells;
}

/// One sentence for what would else be one a well.
void note_missing_reference_dye(const AnalysedRun& analysed, std::vector<Issue>& issues) {
  const bool in_no_well = std::all_of(analysed.curves.begin(), analysed.curves.end(), [](const Curve& curve) {
    return curve.unreadable && curve.unreadable->code == EvidenceCode::PassiveReferenceNearZero;
  });
  if (in_no_well)
    issues.push_back(make_issue(IssueCode::PassiveReferenceInNoWell, source_name(analysed.run),
                                field<"passive">(analysed.run.passive_reference)));
}

/// R23: a note; where the panel requires one the patients hear of it.
void note_no_passive_reference(const Run& run, std::vector<Issue>& issues) {
  if (run.passive_reference_status == PassiveReferenceStatus::None)
    issues.push_back(make_issue(IssueCode::NoPassiveReference, source_name(run)));
}

void note_missing_controls(std::size_t run, const std::string& place, const Calls& calls,
                           std::vector<Issue>& issues) {
  const auto note = [&](SampleRole role, IssueWith<"sets"> entry) {
    std::vector<std::string> sets;
    for (const ControlCall& control : calls.controls)
      if (control.run == run && control.role == role && control.outcome == ControlOutcome::Missing)
        sets.push_back(control.set);
    if (!sets.empty())
      issues.push_back(make_issue(entry, place, field<"sets">(joined(sets))));
  };
  note(SampleRole::Ntc, IssueCode::NoNtc);
  note(SampleRole::PositiveControl, IssueCode::NoPositiveControl);
}

void note_unlisted_controls(std::span<const WellCall* const> wells, const std::string& place,
                            const Panel& panel, std::vector<Issue>& issues) {
  std::set<std::string> noted;
  for (const WellCall* well : wells)
    if (well->role == SampleRole::PositiveControl && well->control.empty() &&
        noted.insert(well->sample).second)
      issues.push_back(make_issue(IssueCode::PositiveControlNotListed, place, field<"sample">(well->sample),
                                  field<"panel">(panel.id)));
}

void note_reference(std::span<const WellCall* const> wells, const std::string& place, const Panel& panel,
                    std::vector<Issue>& issues) {
  const auto is_patient = [](const WellCall* well) { return well->role == SampleRole::Unknown; };
  const auto is_patients_reference = [&](const WellCall* well) {
    return is_patient(well) && panel.reference && well->set == panel.reference->target;
  };
  if (std::none_of(wells.begin(), wells.end(), is_patient))
    issues.push_back(make_issue(IssueCode::NoPatients, place));
  else if (std::none_of(wells.begin(), wells.end(), is_patients_reference))
    issues.push_back(make_issue(IssueCode::DnaNotAssessed, place));
}

void note_quenchers(std::span<const WellCall* const> wells, const std::string& place, const Panel& panel,
                    std::vector<Issue>& issues) {
  for (const PrimerSet& set : panel.sets) {
    std::map<std::string, std::vector<std::string>> found;  // wells by quencher
    for (const WellCall* well : wells)
      if (well->set == set.name && !well->quencher.empty() && !set.quencher.empty() &&
          !is_same_name(well->quencher, set.quencher))
        found[well->quencher].push_back(to_string(well->well));
    for (const auto& [quencher, names] : found)
      issues.push_back(make_issue(IssueCode::QuencherDiffers, place, field<"set">(set.name),
                                  field<"quencher">(quencher), field<"expected">(set.quencher),
                                  field<"wells">(joined(names))));
  }
}

void note_tasks(std::span<const WellCall* const> wells, const std::string& place,
                std::vector<Issue>& issues) {
  std::map<std::string, std::vector<std::string>> unknown;  // wells by task
  for (const WellCall* well : wells) {
    const bool has_task = !folded_sample_name(well->task).empty();
    if (has_task && !role_of_task(well->task))
      unknown[well->task].push_back(to_string(well->well));
  }
  for (const auto& [task, names] : unknown)
    issues.push_back(
        make_issue(IssueCode::UnknownTask, place, field<"task">(task), field<"wells">(joined(names))));
}

void note_spellings(const Calls& calls, const std::string& place, std::vector<Issue>& issues) {
  for (auto [folded, names] : spellings_of(calls.patients)) {
    for (std::string& name : names)
      name = "'" + name + "'";
    std::sort(names.begin(), names.end());
    if (names.size() > 1)
      issues.push_back(make_issue(IssueCode::SpellingVariants, place, field<"names">(joined(names))));
  }
}

/// Repeats are counted in the order of the runs' dates; without them in the order of the command line.
void note_undated_repeats(std::span<const CallInput> inputs, const Calls& calls, const std::string& place,
                          std::vector<Issue>& issues) {
  std::vector<std::string> undated;
  for (const CallInput& input : inputs)
    if (!is_dated(input.analysed->run))
      undated.push_back(source_name(input.analysed->run));
  std::vector<std::string> repeated;
  for (const PatientCall& patient : calls.patients)
    if (patient.repeat == 1)
      repeated.push_back("'" + patient.sample + "'");
  if (!undated.empty() && !repeated.empty())
    issues.push_back(make_issue(IssueCode::RepeatsInOrderGiven, place, field<"files">(listed(undated)),
                                field<"samples">(listed(repeated))));
}

void note_unused_targets(std::span<const CallInput> inputs, const CallOptions& options,
                         const std::string& place, std::vector<Issue>& issues) {
  for (const auto& [target, set] : options.target_sets) {
    const bool used = std::any_of(inputs.begin(), inputs.end(), [&name = target](const CallInput& input) {
      const std::vector<Reaction>& reactions = input.analysed->run.reactions;
      return std::any_of(reactions.begin(), reactions.end(),
                         [&](const Reaction& r) { return r.target == name; });
    });
    if (!used)
      issues.push_back(
          make_issue(IssueCode::TargetOptionUnused, place, field<"target">(target), field<"set">(set)));
  }
}

}  // namespace

std::vector<Issue> issues_of(std::span<const CallInput> inputs, const Calls& calls, const Panel& panel,
                             const CallOptions& options, const std::map<std::size_t, Reason>& many_mixed) {
  std::vector<Issue> issues;
  for (const CallInput& input : inputs)
    note_missing_reference_dye(*input.analysed, issues);
  for (const CallInput& input : inputs)
    issues.insert(issues.end(), input.analysed->run.issues.begin(), input.analysed->run.issues.end());
  const std::string all =
      joined(inputs, " + ", [](const CallInput& input) { return source_name(input.analysed->run); });
  for (const CallInput& input : inputs)
    for (const Curve& curve : input.analysed->curves)
      issues.insert(issues.end(), curve.issues.begin(), curve.issues.end());
  for (std::size_t run = 0; run < inputs.size(); ++run) {
    const std::string place = source_name(inputs[run].analysed->run);
    const std::vector<const WellCall*> wells = wells_of(calls, run);
    note_no_passive_reference(inputs[run].analysed->run, issues);
    note_missing_controls(run, place, calls, issues);
    note_unlisted_controls(wells, place, panel, issues);
    note_reference(wells, place, panel, issues);
    note_quenchers(wells, place, panel, issues);
    note_tasks(wells, place, issues);
    if (const auto reason = many_mixed.find(run); reason != many_mixed.end())
      issues.push_back(make_issue(IssueCode::ManyMixed, place, field<"reason">(reason->second.words)));
  }
  note_spellings(calls, all, issues);
  note_undated_repeats(inputs, calls, all, issues);
  note_unused_targets(inputs, options, all, issues);
  return issues;
}

}  // namespace crossbreak
