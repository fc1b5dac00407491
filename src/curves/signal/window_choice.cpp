#include "curves/signal/window_choice.hpp"

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

ChosenWindow choose_window(const CurveSettings& settings, const std::string& target,
                           const FileSettings& file) {
  const BaselineChoice* const choice =
      command_line_choice(settings.target_baselines, settings.baseline, target);
  if (choice != nullptr && choice->kind == BaselineChoice::Kind::Window)
    return {BaselineSource::CommandLine, choice->window};
  if (choice != nullptr && choice->kind == BaselineChoice::Kind::Automatic)
    return {};
  if (const auto found = settings.panel_baselines.find(target);
      choice == nullptr && found != settings.panel_baselines.end())
    return {BaselineSource::Panel, found->second};
  return {BaselineSource::File, file.baseline};
}

ChosenThreshold choose_threshold(const CurveSettings& settings, const std::string& target,
                                 const FileSettings& file) {
  const ThresholdChoice* const choice =
      command_line_choice(settings.target_thresholds, settings.threshold, target);
  if (choice != nullptr && choice->kind == ThresholdChoice::Kind::Value)
    return {ThresholdSource::CommandLine, choice->value};
  if (choice != nullptr && choice->kind == ThresholdChoice::Kind::Automatic)
    return {};
  if (const auto found = settings.panel_thresholds.find(target);
      choice == nullptr && found != settings.panel_thresholds.end())
    return {ThresholdSource::Panel, found->second};
  if (file.threshold)
    return {ThresholdSource::File, file.threshold};
  return {};
}

}  // namespace crossbreak
