#include "formats/plate_and_signals.hpp"

#include <fmt/format.h>

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

}  // namespace crossbreak
