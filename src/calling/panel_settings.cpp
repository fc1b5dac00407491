#include "calling/panel_settings.hpp"

#include <optional>

namespace crossbreak {
namespace {

/// A fixed setting of the panel for every target of the run that has one.
template <typename Value, typename OfSet, typename OfReference>
std::map<std::string, Value> fixed_settings(const AssignedRun& assigned, const Panel& panel, OfSet of_set,
                                            OfReference of_reference) {
  std::map<std::string, Value> settings;
  for (std::size_t i = 0; i < assigned.assignments.size(); ++i) {
    const TargetMeaning& meaning = assigned.assignments[i].meaning;
    std::optional<Value> value;
    if (meaning.kind == TargetMeaning::Kind::Reference)
      value = of_reference(*panel.reference);
    for (const PrimerSet& set : panel.sets)
      if (set.name == meaning.set)
        value = of_set(set);
    if (value)
      settings.emplace(assigned.run.reactions[i].target, *value);
  }
  return settings;
}

}  // namespace

std::map<std::string, double> panel_thresholds(const AssignedRun& assigned, const Panel& panel) {
  return fixed_settings<double>(
      assigned, panel, [](const PrimerSet& set) { return set.threshold; },
      [](const ReferenceGene& reference) { return reference.threshold; });
}

std::map<std::string, BaselineWindow> panel_baselines(const AssignedRun& assigned, const Panel& panel) {
  return fixed_settings<BaselineWindow>(
      assigned, panel,
      [](const PrimerSet& set) {
        return set.baseline ? std::optional(BaselineWindow{set.baseline->first, set.baseline->second})
                            : std::nullopt;
      },
      [](const ReferenceGene&) { return std::optional<BaselineWindow>(); });
}

CrosstalkLimits crosstalk_limits(const Rules& rules) {
  return {.first_cycle = rules.crosstalk_first_cycle,
          .max_lag = rules.crosstalk_max_lag,
          .noise = rules.crosstalk_noise,
          .max_share = rules.crosstalk_max_share,
          .prompt_lag = rules.crosstalk_prompt_lag,
          .wells = rules.crosstalk_wells,
          .samples = rules.crosstalk_samples,
          .margin = rules.crosstalk_margin,
          .shown = rules.crosstalk_shown,
          .same_ct = rules.crosstalk_same_ct,
          .corrected = rules.crosstalk_corrected};
}

}  // namespace crossbreak
