#include "curves/window_choice.hpp"

namespace crossbreak {
namespace {

/// What the command line says of a target: its own choice, else that for all targets, else nothing.
template <typename Choice>
const Choice* command_line_choice(const std::map<std::string, Choice>& of_targets,
                                  const std::optional<Choice>& of_all, const std::string& target) {
  if (const auto found = of_targets.find(target); found != of_targets.end())
    return &found->second;
  return of_all ? &*of_all : nullptr;
}

}  // namespace

ChosenWindow choose_window(const CurveSettings& settings, const Reaction& reaction) {
  const BaselineChoice* const choice =
      command_line_choice(settings.target_baselines, settings.baseline, reaction.target);
  if (choice != nullptr && choice->kind == BaselineChoice::Kind::Window)
    return {BaselineSource::CommandLine, choice->window};
  if (choice != nullptr && choice->kind == BaselineChoice::Kind::Automatic)
    return {};
  if (const auto found = settings.panel_baselines.find(reaction.target);
      choice == nullptr && found != settings.panel_baselines.end())
    return {BaselineSource::Panel, found->second};
  return {BaselineSource::File, reaction.settings.baseline};
}

ChosenThreshold choose_threshold(const CurveSettings& settings, const Reaction& reaction) {
  const ThresholdChoice* const choice =
      command_line_choice(settings.target_thresholds, settings.threshold, reaction.target);
  if (choice != nullptr && choice->kind == ThresholdChoice::Kind::Value)
    return {ThresholdSource::CommandLine, choice->value};
  if (choice != nullptr && choice->kind == ThresholdChoice::Kind::Automatic)
    return {};
  if (const auto found = settings.panel_thresholds.find(reaction.target);
      choice == nullptr && found != settings.panel_thresholds.end())
    return {ThresholdSource::Panel, found->second};
  if (reaction.settings.threshold)
    return {ThresholdSource::File, reaction.settings.threshold};
  return {};
}

}  // namespace crossbreak
