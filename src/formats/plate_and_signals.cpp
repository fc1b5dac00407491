#include "formats/plate_and_signals.hpp"

#include <fmt/format.h>

#include "run/issue_words.hpp"

namespace crossbreak {

std::string well_list(const std::set<Well>& wells) {
  std::string text;
  for (const Well well : wells)
    text += (text.empty() ? "" : ", ") + to_string(well);
  return text;
}

void compare_plate_and_signals(const std::string& file, Run& run) {
  std::set<Well> assigned;
  std::set<Well> with_signal;
  std::set<Well> without_signal;
  for (const DyeTrace& trace : run.dyes)
    with_signal.insert(trace.well);
  std::vector<Issue> missing;
  for (const Reaction& reaction : run.reactions) {
    assigned.insert(*reaction.well);
    if (!with_signal.contains(*reaction.well)) {
      without_signal.insert(*reaction.well);
    } else if (find_dye(run, *reaction.well, reaction.reporter) == nullptr) {
      missing.push_back(
          make_issue(reaction.reporter.empty() ? "reporter_missing.unnamed" : "reporter_missing",
                     file + ": " + to_string(*reaction.well),
                     {{"target", reaction.target}, {"reporter", reaction.reporter}}));
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
  const auto add = [&](std::string_view entry, const std::set<Well>& wells) {
    if (!wells.empty())
      run.issues.push_back(
          make_issue(entry, file, {{"wells", well_list(wells)}, {"passive", run.passive_reference}}));
  };
  add("target_without_signal", without_signal);
  add("signal_without_target", unassigned);
  add("passive_reference_missing.wells", without_reference);
}

}  // namespace crossbreak
