// Which baseline and which threshold a reaction takes, before any automatic rule.
#pragma once

#include <optional>
#include <string>

#include "curves/curve.hpp"
#include "curves/settings.hpp"

namespace crossbreak {

/// A window and who asked for it; no window: the automatic rule is to find it.
struct ChosenWindow {
  BaselineSource source = BaselineSource::Automatic;
  std::optional<BaselineWindow> window;  ///< set for CommandLine, Panel and File only
};

/// A threshold and who asked for it; no value: the automatic rule is to find it.
struct ChosenThreshold {
  ThresholdSource source = ThresholdSource::Automatic;
  std::optional<double> value;
};

/// Command line (the target's choice before that for all), else panel, else file, else automatic. `--baseline
/// file` and `--baseline auto` on the command line pass over the panel. `file` is what counts as the file's
/// for a reaction of `target`: what it states, or what its own numbers prove.
ChosenWindow choose_window(const CurveSettings& settings, const std::string& target,
                           const FileSettings& file);

/// The same for the threshold.
ChosenThreshold choose_threshold(const CurveSettings& settings, const std::string& target,
                                 const FileSettings& file);

}  // namespace crossbreak
