#include "calling/targets.hpp"

#include <algorithm>

#include "calling/call_error.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

std::string names_of_sets(const Panel& panel) {
  std::string names = joined(panel.sets, ", ", &PrimerSet::name);
  if (panel.reference)
    names += ", " + panel.reference->target;
  return names;
}

/// What NAME=SET says of the target. `option` names who said it.
TargetMeaning meaning_of_given(const Panel& panel, const std::string& option, const std::string& target,
                               const std::string& set) {
  TargetMeaning meaning = meaning_of_target(panel, set);
  if (meaning.kind == TargetMeaning::Kind::Unknown)
    throw CallError(option + ' ' + target + '=' + set + ": panel " + panel.id + " has no set '" + set +
                    "' (sets: " + names_of_sets(panel) + ")");
  return meaning;
}

}  // namespace

TargetMeaning meaning_of(const Panel& panel, const CallOptions& options, const std::string& target) {
  if (const auto given = options.target_sets.find(target); given != options.target_sets.end())
    return meaning_of_given(panel, "--target", target, given->second);
  if (const auto usual = options.usual_targets.find(target); usual != options.usual_targets.end())
    return meaning_of_given(panel, "[targets]", target, usual->second);
  return meaning_of_target(panel, target);
}

std::map<std::string, TargetMeaning> meanings_of(const Run& run, const Panel& panel,
                                                 const CallOptions& options) {
  std::map<std::string, TargetMeaning> meanings;
  for (const std::string& target : targets_of(run))
    meanings.emplace(target, meaning_of(panel, options, target));
  return meanings;
}

std::string set_name(const Panel& panel, const TargetMeaning& meaning) {
  return meaning.kind == TargetMeaning::Kind::Reference ? panel.reference->target : meaning.set;
}

std::vector<std::string> targets_of(const Run& run) {
  std::vector<std::string> targets;
  for (const Reaction& reaction : run.reactions)
    if (std::find(targets.begin(), targets.end(), reaction.target) == targets.end())
      targets.push_back(reaction.target);
  return targets;
}

}  // namespace crossbreak
