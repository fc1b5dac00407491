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

/// A threshold below this share of what the other sets of its run use is far below the usual one. Arbitrary:
/// R12 asks about half and double the threshold anyway.
inline constexpr double usual_threshold_share = 0.5;

/// One target of one run. Omitted wells do not count.
struct TargetSignal {
  std::vector<double> thresholds;  ///< in delta Rn, each once, rising
  /// Median residual SD about the baseline, in Rn, of at least least_usual_wells wells without amplification;
  /// without so many of all wells. Absent: no well has a baseline.
  std::optional<double> noise;
  /// Median height, in Rn, of at least least_usual_wells amplifications that reached their plateau.
  std::optional<double> plateau;
  /// Of a set whose threshold is below usual_threshold_share of the median of the run's other sets in the
  /// same reporter: the Ct at that median, in cycles, absent where it is not reached. Else empty, and where
  /// the median is one that nobody would choose here (rule_threshold()).
  std::map<Well, std::optional<double>> ct_at_usual;
};

/// Every target of every run, by the number of the run and the name of the target in the file.
using TargetSignals = std::map<std::pair<std::size_t, std::string>, TargetSignal>;

TargetSignals target_signals(std::span<const CallInput> inputs, const Rules& rules);

/// R23: a threshold below rules.threshold_noise times the noise, or above rules.threshold_plateau_share of
/// the plateau. Nothing where it lies between, or where the wells do not say.
std::optional<Reason> rule_threshold(double threshold, const std::string& target, const TargetSignal& signal,
                                     const Rules& rules);

/// R23: more than one threshold.
std::optional<Reason> rule_thresholds(const std::string& target, const TargetSignal& signal);

}  // namespace crossbreak
