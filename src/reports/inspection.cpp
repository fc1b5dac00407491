#include "reports/inspection.hpp"

#include <algorithm>

#include "calling/call_error.hpp"
#include "reports/well_list.hpp"
#include "words/issues.hpp"

namespace crossbreak {
namespace {

bool has_signal(const Run& run, const Reaction& reaction) {
  if (!reaction.rn.empty() || !reaction.delta_rn.empty()) {
    return true;
  }
  return reaction.well && find_dye(run, *reaction.well, reaction.reporter) != nullptr;
}

template <class Lacks>
std::vector<Well> wells_where(const Run& run, Lacks lacks) {
  std::vector<Well> wells;
  for (const Reaction& reaction : run.reactions) {
    if (reaction.well && !reaction.omitted && lacks(reaction)) {
      wells.push_back(*reaction.well);
    }
  }
  return wells;
}

bool blank(const std::string& text) {
  return text.find_first_not_of(' ') == std::string::npos;
}

std::vector<std::string> missing_for_a_call(const Run& run) {
  std::vector<std::string> missing;
  if (run.reactions.empty()) {
    missing.push_back(
        "No well has a target: set up the plate in the instrument's software and export again.");
    return missing;
  }
  const auto& reactions = run.reactions;
  if (std::any_of(reactions.begin(), reactions.end(), [](const Reaction& r) { return !r.well; })) {
    missing.push_back("Curves have no well positions: this layout serves `crossbreak curves`, not `call`.");
  }
  const auto no_signal = wells_where(run, [&](const Reaction& r) { return !has_signal(run, r); });
  const bool no_curve_at_all =
      std::none_of(reactions.begin(), reactions.end(), [&](const Reaction& r) { return has_signal(run, r); });
  if (no_curve_at_all) {
    const auto said = std::find_if(run.issues.begin(), run.issues.end(),
                                   [](const Issue& issue) { return issue.code == IssueCode::CurvesMissing; });
    missing.push_back(said == run.issues.end() ? "No amplification curves." : said->words.en);
  } else if (!no_signal.empty()) {
    missing.push_back("No amplification curve in " + well_list(no_signal) + '.');
  }
  if (const auto unnamed = wells_where(run, [](const Reaction& r) { return blank(r.sample); });
      !unnamed.empty()) {
    missing.push_back("No sample name in " + well_list(unnamed) +
                      ": name the samples, or give a --plate-map.");
  }
  if (const auto no_target = wells_where(run, [](const Reaction& r) { return blank(r.target); });
      !no_target.empty()) {
    missing.push_back("No target in " + well_list(no_target) + ": name the targets, or give a --plate-map.");
  }
  if (run.passive_reference == "TAMRA") {
    missing.push_back("A passive reference that is one: TAMRA is the quencher of the probes.");
  }
  return missing;
}

}  // namespace

Inspection inspect_run(const Run& run, const Profile* profile, const ChosenRules& rules) {
  Inspection inspection;
  inspection.run = &run;
  inspection.profile = profile != nullptr ? profile->id : std::string();
  inspection.rules = rules.rules;
  inspection.missing = missing_for_a_call(run);
  inspection.issues = run.issues;
  if (rules.issue) {
    inspection.issues.push_back(*rules.issue);
  }
  return inspection;
}

void add_samples(Inspection& inspection, std::span<const std::optional<SampleRole>> mapped,
                 const Panel& panel, const CallOptions& options) {
  const Run& run = *inspection.run;
  const std::vector<AssignedRole> roles = roles_of(run, mapped, panel, options);
  inspection.panel = panel.id;
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const Reaction& reaction = run.reactions[i];
    if (blank(reaction.sample)) {
      continue;
    }
    auto found = std::find_if(
        inspection.samples.begin(), inspection.samples.end(),
        [&](const InspectedSample& s) { return s.sample == reaction.sample && s.role == roles[i]; });
    if (found == inspection.samples.end()) {
      found = inspection.samples.insert(
          found, {.sample = reaction.sample, .task = reaction.task, .role = roles[i], .wells = {}});
    }
    if (reaction.well && (found->wells.empty() || found->wells.back() != *reaction.well)) {
      found->wells.push_back(*reaction.well);
    }
  }
  try {
    check_roles(run, roles, panel);
  } catch (const CallError& error) {
    inspection.missing.push_back("Samples whose roles are plain: " + std::string(error.what()) + '.');
  }
  const Run* const runs[] = {&run};
  const std::vector<Issue> unused = unused_roles(runs, options, source_name(run));
  inspection.issues.insert(inspection.issues.end(), unused.begin(), unused.end());
}

}  // namespace crossbreak
