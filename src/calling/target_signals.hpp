// What the wells of a target show of the settings that its Ct rest on: the evidence of R23, and the
// thresholds that R12 may ask about.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "assay/rules.hpp"
#include "calling/call_input.hpp"
#include "calling/reason.hpp"

namespace crossbreak {

/// So many wells of a target make a usual noise or a usual plateau; fewer say nothing. Arbitrary.
inline constexpr std::size_t least_usual_wells = 3;

/// One target of one run. Omitted wells do not count.
struct TargetSignal {
  std::vector<double> thresholds;  ///< in delta Rn, each once, rising
  /// Median residual SD about the baseline, in Rn, of at least least_usual_wells wells without amplification;
  /// without so many of all wells. Absent: no well has a baseline.
  std::optional<double> noise;
  /// Median height, in Rn, of at least least_usual_wells amplifications that reached their plateau.
  std::optional<double> plateau;
};

/// Every target of every run, by the number of the run and the name of the target in the file.
using TargetSignals = std::map<std::pair<std::size_t, std::string>, TargetSignal>;

TargetSignals target_signals(std::span<const CallInput> inputs);

/// R23: a threshold below rules.threshold_noise times the noise, or above rules.threshold_plateau_share of
/// the plateau. Nothing where it lies between, or where the wells do not say.
std::optional<Reason> rule_threshold(double threshold, const std::string& target, const TargetSignal& signal,
                                     const Rules& rules);

/// R23: more than one threshold.
std::optional<Reason> rule_thresholds(const std::string& target, const TargetSignal& signal);

}  // namespace crossbreak
