#include "calling/target_signals.hpp"

#include <algorithm>

#include "calling/make_reason.hpp"
#include "curves/ct/crossing.hpp"
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
  TargetSignal signal{
      .thresholds = std::move(collected.thresholds), .noise = {}, .plateau = {}, .ct_at_usual = {}};
  const bool has_flat = collected.flat_noise.size() >= least_usual_wells;
  const std::vector<double>& noise = has_flat ? collected.flat_noise : collected.all_noise;
  if (!noise.empty())
    signal.noise = median(noise);
  if (collected.plateaus.size() >= least_usual_wells)
    signal.plateau = median(collected.plateaus);
  return signal;
}

/// The sets of a run, each by its target's name, with the lowest threshold in use.
std::map<std::string, double> thresholds_of_sets(const CallInput& input, std::size_t run,
                                                 const std::string& reporter, const TargetSignals& signals) {
  std::map<std::string, double> thresholds;
  for (const Curve& curve : input.analysed->curves) {
    const Reaction& reaction = input.analysed->run.reactions[curve.reaction];
    const std::vector<double>& of_target = signals.at({run, reaction.target}).thresholds;
    const bool is_set = input.assignments[curve.reaction].meaning.kind == TargetMeaning::Kind::Set;
    if (is_set && reaction.reporter == reporter && !of_target.empty())
      thresholds.emplace(reaction.target, of_target.front());
  }
  return thresholds;
}

/// The median threshold of the other sets, where the target's own is far below it.
std::optional<double> usual_threshold(const std::string& target, const std::map<std::string, double>& sets) {
  std::vector<double> others;
  for (const auto& [other, threshold] : sets)
    if (other != target)
      others.push_back(threshold);
  if (!sets.contains(target) || others.empty())
    return std::nullopt;
  const double usual = median(others);
  return sets.at(target) < usual_threshold_share * usual ? std::optional(usual) : std::nullopt;
}

bool is_plausible(double threshold, const TargetSignal& signal, const Rules& rules) {
  return !rule_threshold(threshold, {}, signal, rules).has_value();
}

void add_ct_at_usual(const CallInput& input, std::size_t run, const Rules& rules, TargetSignals& signals) {
  const AnalysedRun& analysed = *input.analysed;
  std::map<std::string, std::map<std::string, double>> sets;  // by reporter
  for (const Curve& curve : analysed.curves) {
    const Reaction& reaction = analysed.run.reactions[curve.reaction];
    if (!sets.contains(reaction.reporter))
      sets[reaction.reporter] = thresholds_of_sets(input, run, reaction.reporter, signals);
    const std::optional<double> usual = usual_threshold(reaction.target, sets.at(reaction.reporter));
    TargetSignal& signal = signals.at({run, reaction.target});
    if (curve.delta_rn.empty() || !usual)
      continue;
    if (is_plausible(*usual, signal, rules))
      signal.ct_at_usual[*reaction.well] = crossing_at(analysed.run, curve, *usual).ct;
  }
}

}  // namespace

TargetSignals target_signals(std::span<const CallInput> inputs, const Rules& rules) {
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
  for (std::size_t run = 0; run < inputs.size(); ++run)
    add_ct_at_usual(inputs[run], run, rules, signals);
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
