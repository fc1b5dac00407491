#include "curves/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "curves/crosstalk/crosstalk.hpp"
#include "curves/ct/automatic_threshold.hpp"
#include "curves/ct/crossing.hpp"
#include "curves/ct/fit.hpp"
#include "curves/ct/rise.hpp"
#include "curves/ct/target_shape.hpp"
#include "curves/recovered/recover.hpp"
#include "curves/signal/automatic_baseline.hpp"
#include "curves/signal/baseline.hpp"
#include "curves/signal/delta_rn.hpp"
#include "curves/signal/file_readings.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rn.hpp"
#include "curves/signal/window_choice.hpp"
#include "curves/verdict/doubtful_ct.hpp"
#include "curves/verdict/rise_models.hpp"
#include "curves/verdict/target_verdict.hpp"

namespace crossbreak {
namespace {

/// Rn from the well's dyes, else as the file gives it.
Curve with_signal(const Run& run, std::size_t index, double usual_passive, const CurveSettings& settings) {
  const Reaction& reaction = run.reactions[index];
  NormalisedReporter normalised =
      normalised_reporter(run, reaction, usual_passive, settings.passive_dip_note_from_cycle);
  Curve curve;
  curve.reaction = index;
  curve.reporter = std::move(normalised.reporter);
  curve.passive = std::move(normalised.passive);
  curve.rn = std::move(normalised.rn);
  curve.unreadable = std::move(normalised.unreadable);
  curve.issues = std::move(normalised.issues);
  // A curve whose dyes were refused keeps no Rn: the file's own was made from the same dyes.
  if (curve.rn.empty() && curve.reporter.empty())
    curve.rn = reaction.rn;
  if (std::optional<Issue> issue = other_curve(run, reaction, curve.rn))
    curve.issues.push_back(std::move(*issue));
  return curve;
}

void fit_curve(const Run& run, Curve& curve) {
  const std::span<const double> signal = signal_of(run, curve);
  if (curve.verdict.amplified == Amplified::No || curve.unreadable || signal.empty())
    return;
  curve.fit = fit_rise(signal);
  if (!curve.fit)
    return;
  curve.plateau = height(*curve.fit);
  curve.ct_cy0 = cy0(*curve.fit);
}

void subtract_baseline_of(const Run& run, const RecoveredSettings& recovered, const CurveSettings& settings,
                          Curve& curve) {
  // Dyes that were refused leave no signal, whatever else the file gives.
  if (curve.rn.empty() && !curve.reporter.empty())
    return;
  const Reaction& reaction = run.reactions[curve.reaction];
  ChosenWindow chosen = choose_window(settings, reaction.target, recovered.settings[curve.reaction]);
  if (chosen.source == BaselineSource::File && recovered.baseline_by_ct[curve.reaction])
    chosen.source = BaselineSource::Recovered;  // whatever the file's own delta Rn says
  DeltaRn subtracted = subtract_chosen_baseline(run, reaction, curve.rn, chosen, settings.automatic_rule,
                                                curve.verdict.amplified != Amplified::No);
  curve.delta_rn = std::move(subtracted.delta_rn);
  curve.baseline = subtracted.baseline;
  curve.baseline_source = subtracted.source;
  std::move(subtracted.issues.begin(), subtracted.issues.end(), std::back_inserter(curve.issues));
}

/// Residual SD about the baseline, or about our own rule's where the file's delta Rn comes without one.
std::optional<double> baseline_noise(const Run& run, const Curve& curve) {
  const std::span<const double> signal = signal_of(run, curve);
  std::optional<Baseline> baseline = curve.baseline;
  if (!baseline)
    if (const auto window = automatic_window(AutomaticRule::Own, signal))
      baseline = fit_baseline(signal, *window);
  const double noise = baseline ? residual_sd(signal, *baseline) : std::nan("");
  return std::isfinite(noise) ? std::optional(noise) : std::nullopt;
}

/// What the automatic threshold of its target needs of a curve; nothing of one that was omitted, has no delta
/// Rn or does not amplify beyond doubt.
std::optional<ThresholdWell> threshold_well(const Run& run, const Curve& curve) {
  if (curve.delta_rn.empty() || run.reactions[curve.reaction].omitted ||
      curve.verdict.amplified != Amplified::Yes)
    return std::nullopt;
  return ThresholdWell{signal_of(run, curve), curve.delta_rn, curve.noise_sd.value_or(0)};
}

void tell_no_threshold(const Run& run, Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  curve.issues.push_back(
      curve_issue(run, reaction, IssueCode::ThresholdNotFound, field<"target">(reaction.target)));
}

void tell_estimated_threshold(const Run& run, Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  curve.issues.push_back(curve_issue(run, reaction, IssueCode::ThresholdEstimated,
                                     field<"target">(reaction.target),
                                     field<"threshold">(fmt::format("{:.4f}", *curve.threshold))));
}

void cross_threshold(const Run& run, Curve& curve) {
  const ThresholdCycle crossing = crossing_at(run, curve, *curve.threshold);
  curve.ct = crossing.ct;
  curve.ct_status = crossing.ct ? CtStatus::Value : CtStatus::Undetermined;
  curve.crossings = crossing.crossings;
  curve.ct_half_threshold = crossing_at(run, curve, *curve.threshold / 2).ct;
  curve.ct_double_threshold = crossing_at(run, curve, *curve.threshold * 2).ct;
}

/// The Ct, whose automatic threshold needs all wells of a target. `recovered` holds the settings of every
/// reaction that the file's own numbers prove, in place of those it states.
void read_ct(const Run& run, const RecoveredSettings& recovered, const CurveSettings& settings,
             std::span<Curve* const> curves) {
  std::vector<ThresholdWell> wells;
  for (Curve* curve : curves) {
    if (!curve->delta_rn.empty())
      curve->noise_sd = baseline_noise(run, *curve);
    if (const auto well = threshold_well(run, *curve))
      wells.push_back(*well);
  }
  const std::optional<double> automatic = automatic_threshold(settings.automatic_rule, wells);

  for (Curve* curve : curves) {
    curve->ct_rule = recovered.ct_rules[curve->reaction];
    if (curve->delta_rn.empty())
      continue;
    const ChosenThreshold chosen = choose_threshold(settings, run.reactions[curve->reaction].target,
                                                    recovered.settings[curve->reaction]);
    curve->threshold = chosen.value ? chosen.value : automatic;
    if (!curve->threshold) {
      tell_no_threshold(run, *curve);
      continue;
    }
    curve->threshold_source = chosen.source;
    if (!chosen.value && settings.automatic_rule == AutomaticRule::QuantStudio)
      tell_estimated_threshold(run, *curve);
    cross_threshold(run, *curve);
    doubt_ct(run, *curve);
  }
}

void tell_recovered(const RecoveredSettings& recovered, Curve& curve) {
  if (curve.threshold_source == ThresholdSource::File && recovered.recovered_threshold[curve.reaction])
    curve.threshold_source = ThresholdSource::Recovered;
  if (curve.baseline_source == BaselineSource::File && recovered.recovered_baseline[curve.reaction])
    curve.baseline_source = BaselineSource::Recovered;
  const std::vector<Issue>& issues = recovered.issues[curve.reaction];
  curve.issues.insert(curve.issues.end(), issues.begin(), issues.end());
}

}  // namespace

std::vector<Curve> analyse_curves(const Run& run, const CurveSettings& settings) {
  const double usual_passive = usual_passive_reference(run);
  std::vector<Curve> curves;
  curves.reserve(run.reactions.size());
  std::map<std::string, std::vector<Curve*>> targets;
  for (std::size_t index = 0; index < run.reactions.size(); ++index) {
    Curve& curve = curves.emplace_back(with_signal(run, index, usual_passive, settings));
    targets[run.reactions[index].target].push_back(&curve);
  }
  std::vector<std::vector<double>> rn;
  for (const Curve& curve : curves)
    rn.push_back(curve.rn);
  const RecoveredSettings recovered = recover_settings(run, settings.ct_rule, settings.automatic_rule, rn);
  RiseModels models;
  for (const auto& [target, of_target] : targets) {
    judge_target(run, of_target, models);
    for (Curve* curve : of_target) {
      fit_curve(run, *curve);
      subtract_baseline_of(run, recovered, settings, *curve);
    }
    read_ct(run, recovered, settings, of_target);
  }
  judge_crosstalk(run, settings.crosstalk, curves);
  for (const auto& [target, of_target] : targets) {
    for (Curve* curve : of_target)
      doubt_collapsed_window(run, *curve);
    complete_from_target(run, of_target);
  }
  for (Curve& curve : curves)
    tell_recovered(recovered, curve);
  return curves;
}

}  // namespace crossbreak
