#include "calling/target_signals.hpp"

#include <algorithm>

#include "calling/make_reason.hpp"
#include "curves/ct/rise.hpp"
#include "curves/signal/median.hpp"
#include "run/number_text.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// What is collected of one target before its medians.
struct Collected {
  std::vector<double> thresholds;
  std::vector<double> flat_noise;
  std::vector<double> all_noise;
  std::vector<double> plateaus;
};

bool reached_plateau(const Curve& curve, int cycles) {
  return curve.verdict.amplified == Amplified::Yes && curve.fit &&
         curve.fit->midpoint + rise_end_widths * curve.fit->width <= static_cast<double>(cycles);
}

void collect(const Curve& curve, int cycles, Collected& target) {
  if (curve.threshold)
    target.thresholds.push_back(*curve.threshold);
  if (curve.noise_sd) {
    target.all_noise.push_back(*curve.noise_sd);
    if (curve.verdict.amplified == Amplified::No)
      target.flat_noise.push_back(*curve.noise_sd);
  }
  if (reached_plateau(curve, cycles))
    target.plateaus.push_back(height(*curve.fit));
}

TargetSignal summary_of(Collected collected) {
  std::sort(collected.thresholds.begin(), collected.thresholds.end());
  collected.thresholds.erase(std::unique(collected.thresholds.begin(), collected.thresholds.end()),
                             collected.thresholds.end());
  TargetSignal signal{.thresholds = std::move(collected.thresholds), .noise = {}, .plateau = {}};
  const bool has_flat = collected.flat_noise.size() >= least_usual_wells;
  const std::vector<double>& noise = has_flat ? collected.flat_noise : collected.all_noise;
  if (!noise.empty())
    signal.noise = median(noise);
  if (collected.plateaus.size() >= least_usual_wells)
    signal.plateau = median(collected.plateaus);
  return signal;
}

}  // namespace

TargetSignals target_signals(std::span<const CallInput> inputs) {
  std::map<std::pair<std::size_t, std::string>, Collected> collected;
  for (std::size_t run = 0; run < inputs.size(); ++run) {
    const AnalysedRun& analysed = *inputs[run].analysed;
    for (const Curve& curve : analysed.curves) {
      const Reaction& reaction = analysed.run.reactions[curve.reaction];
      Collected& target = collected[{run, reaction.target}];
      if (!reaction.omitted && !curve.unreadable)
        collect(curve, analysed.run.cycles, target);
    }
  }
  TargetSignals signals;
  for (auto& [key, target] : collected)
    signals.emplace(key, summary_of(std::move(target)));
  return signals;
}

std::optional<Reason> rule_threshold(double threshold, const std::string& target, const TargetSignal& signal,
                                     const Rules& rules) {
  const std::string shown = readable_text(threshold);
  if (signal.noise && threshold < rules.threshold_noise * *signal.noise)
    return make_reason(ReasonCode::R23ThresholdInNoise, threshold / *signal.noise, rules.threshold_noise,
                       field<"threshold">(shown), field<"target">(target));
  if (signal.plateau && threshold > rules.threshold_plateau_share * *signal.plateau)
    return make_reason(ReasonCode::R23ThresholdHigh, threshold / *signal.plateau,
                       rules.threshold_plateau_share, field<"threshold">(shown), field<"target">(target));
  return std::nullopt;
}

std::optional<Reason> rule_thresholds(const std::string& target, const TargetSignal& signal) {
  if (signal.thresholds.size() < 2)
    return std::nullopt;
  return make_reason(ReasonCode::R23ThresholdsDiffer, field<"target">(target),
                     field<"thresholds">(joined(signal.thresholds, ", ", readable_text)));
}

}  // namespace crossbreak
