#include "formats/plate_and_signals.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "run/make_issue.hpp"
#include "words/joined.hpp"

namespace crossbreak {

std::string well_list(const std::set<Well>& wells) {
  return joined(wells, ", ", [](Well well) { return to_string(well); });
}

void compare_plate_and_signals(const std::string& file, Run& run) {
  std::set<Well> assigned;
  std::set<Well> with_signal;
  std::set<Well> without_signal;
  for (const DyeTrace& trace : run.dyes)
    with_signal.insert(trace.well);
  constexpr IssueWith<"target", "reporter"> unread = IssueCode::ReporterMissing;
  constexpr IssueWith<"target", "reporter"> unnamed = {IssueCode::ReporterMissing, "unnamed"};
  std::vector<Issue> missing;
  for (const Reaction& reaction : run.reactions) {
    assigned.insert(*reaction.well);
    if (!with_signal.contains(*reaction.well)) {
      without_signal.insert(*reaction.well);
    } else if (find_dye(run, *reaction.well, reaction.reporter) == nullptr) {
      missing.push_back(make_issue(reaction.reporter.empty() ? unnamed : unread,
                                   file + ": " + to_string(*reaction.well), field<"target">(reaction.target),
                                   field<"reporter">(reaction.reporter)));
    }
  }
  std::set<Well> unassigned;
  std::set<Well> without_reference;
  for (const Well well : with_signal) {
    if (!assigned.contains(well))
      unassigned.insert(well);
    else if (run.passive_reference_status == PassiveReferenceStatus::Dye &&
             find_dye(run, well, run.passive_reference) == nullptr)
      without_reference.insert(well);
  }
  run.issues.insert(run.issues.end(), missing.begin(), missing.end());
  const auto add = [&](IssueWith<"wells", "passive"> entry, const std::set<Well>& wells) {
    if (!wells.empty())
      run.issues.push_back(
          make_issue(entry, file, field<"wells">(well_list(wells)), field<"passive">(run.passive_reference)));
  };
  add(IssueCode::TargetWithoutSignal, without_signal);
  add(IssueCode::SignalWithoutTarget, unassigned);
  add({IssueCode::PassiveReferenceMissing, "wells"}, without_reference);
}

namespace {

/// Of wells that hold `target`, against the plate: those that it gives other targets, while this one is in
/// other wells.
std::set<Well> contradicted(const Run& run, const std::string& target, const std::set<Well>& wells) {
  const auto is_target = [&](const Reaction& reaction) { return reaction.target == target; };
  std::set<Well> found;
  if (std::any_of(run.reactions.begin(), run.reactions.end(), is_target))
    for (const Reaction& reaction : run.reactions)
      if (reaction.well && wells.contains(*reaction.well))
        found.insert(*reaction.well);
  return found;
}

void tell_contradiction(IssueWith<"target", "wells"> issue, const std::string& file,
                        const std::string& target, const std::set<Well>& wells, Run& run) {
  if (wells.empty())
    return;
  Issue told = make_issue(issue, file, field<"target">(target), field<"wells">(well_list(wells)));
  told.wells.assign(wells.begin(), wells.end());
  run.issues.push_back(std::move(told));
}

}  // namespace

void StrayTargets::tell_results(const std::string& file, Run& run) const {
  for (const auto& [target, wells] : wells_) {
    const std::set<Well> against_plate = contradicted(run, target, wells);
    tell_contradiction({IssueCode::ResultWithoutTarget, "elsewhere"}, file, target, against_plate, run);
    for (const Well well : wells)
      if (!against_plate.contains(well))
        run.issues.push_back(make_issue(IssueCode::ResultWithoutTarget, file + ": " + to_string(well),
                                        field<"target">(target)));
  }
}

void StrayTargets::tell_curves(const std::string& file, Run& run) const {
  std::set<Well> others;
  for (const auto& [target, wells] : wells_) {
    const std::set<Well> against_plate = contradicted(run, target, wells);
    tell_contradiction({IssueCode::SignalWithoutTarget, "elsewhere"}, file, target, against_plate, run);
    std::set_difference(wells.begin(), wells.end(), against_plate.begin(), against_plate.end(),
                        std::inserter(others, others.end()));
  }
  if (!others.empty())
    run.issues.push_back(
        make_issue({IssueCode::SignalWithoutTarget, "curve"}, file, field<"wells">(well_list(others))));
}

}  // namespace crossbreak
