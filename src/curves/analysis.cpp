#include "curves/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "curves/automatic_baseline.hpp"
#include "curves/automatic_threshold.hpp"
#include "curves/baseline.hpp"
#include "curves/ct.hpp"
#include "curves/delta_rn.hpp"
#include "curves/fit.hpp"
#include "curves/recover.hpp"
#include "curves/rise.hpp"
#include "curves/rn.hpp"
#include "curves/rounding.hpp"
#include "curves/target_shape.hpp"
#include "curves/window_choice.hpp"

namespace crossbreak {
namespace {

/// What the shape of a curve is told from: Rn, or the file's delta Rn where it gives no more.
std::span<const double> signal_of(const Run& run, const Curve& curve) {
  return curve.rn.empty() && curve.reporter.empty() ? std::span(run.reactions[curve.reaction].delta_rn)
                                                    : std::span(curve.rn);
}

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
  curve.issues = std::move(normalised.issues);
  // A curve whose dyes were refused keeps no Rn: the file's own was made from the same dyes.
  if (curve.rn.empty() && curve.reporter.empty())
    curve.rn = reaction.rn;
  return curve;
}

/// The noise of a signal within the window of our own rule, and delta Rn above it.
struct OwnBaseline {
  std::vector<double> delta_rn;
  double sd = 0;
};

std::optional<OwnBaseline> own_baseline(std::span<const double> signal) {
  const auto window = automatic_window(AutomaticRule::Own, signal);
  const auto baseline = window ? fit_baseline(signal, *window) : std::nullopt;
  if (!baseline)
    return std::nullopt;
  return OwnBaseline{subtract_baseline(signal, *baseline), residual_sd(signal, *baseline)};
}

/// Whether the curve rises out of its noise, and bends while it does.
Verdict judge(std::span<const double> signal) {
  if (signal.empty())
    return {Amplified::Unclear, {{"no_curve", {"no curve to judge", "没有可判读的曲线"}}}};
  const std::optional<OwnBaseline> own = own_baseline(signal);
  if (!own)
    return {Amplified::Unclear, {{"too_short", {"too few cycles to judge", "循环数太少，无法判读"}}}};
  if (exponential_region_end({signal, own->delta_rn, own->sd}))
    return {Amplified::Yes, {{"rise", {"rises far above its baseline noise", "上升远超基线噪声"}}}};
  return {Amplified::No, {{"no_rise", {"does not rise above its baseline noise", "未升至基线噪声之上"}}}};
}

void judge_and_fit(const Run& run, Curve& curve) {
  const std::span<const double> signal = signal_of(run, curve);
  curve.verdict = judge(signal);
  if (curve.verdict.amplified == Amplified::No || signal.empty())
    return;
  curve.fit = fit_rise(signal, fit_sigmoid(signal, SigmoidForm::Four));
  if (!curve.fit)
    return;
  curve.plateau = height(*curve.fit);
  curve.ct_cy0 = cy0(*curve.fit);
}

void subtract_baseline_of(const Run& run, const CurveSettings& settings, Curve& curve) {
  // Dyes that were refused leave no signal, whatever else the file gives.
  if (curve.rn.empty() && !curve.reporter.empty())
    return;
  DeltaRn subtracted = subtract_chosen_baseline(run, run.reactions[curve.reaction], curve.rn, settings,
                                                curve.verdict.amplified != Amplified::No);
  curve.delta_rn = std::move(subtracted.delta_rn);
  curve.baseline = subtracted.baseline;
  curve.baseline_source = subtracted.source;
  std::move(subtracted.issues.begin(), subtracted.issues.end(), std::back_inserter(curve.issues));
}

/// What the automatic threshold of its target needs of a curve; nothing of one that was omitted, has no delta
/// Rn or does not amplify.
std::optional<ThresholdWell> threshold_well(const Run& run, const Curve& curve) {
  if (curve.delta_rn.empty() || run.reactions[curve.reaction].omitted ||
      curve.verdict.amplified == Amplified::No)
    return std::nullopt;
  const std::span<const double> signal = signal_of(run, curve);
  if (curve.baseline)
    return ThresholdWell{signal, curve.delta_rn, residual_sd(signal, *curve.baseline)};
  const std::optional<OwnBaseline> own = own_baseline(signal);
  return ThresholdWell{signal, curve.delta_rn, own ? own->sd : 0};
}

void cross_threshold(const Run& run, const CurveSettings& settings, Curve& curve) {
  const double rounding = curve.baseline_source == BaselineSource::FileDeltaRn
                              ? half_last_digit(run.reactions[curve.reaction])
                              : 0;
  const auto cross = [&](double threshold) {
    return threshold_cycle(settings.ct_rule, curve.rn, curve.delta_rn, threshold, rounding);
  };
  const ThresholdCycle crossing = cross(*curve.threshold);
  curve.ct = crossing.ct;
  curve.ct_status = crossing.ct ? CtStatus::Value : CtStatus::Undetermined;
  curve.crossings = crossing.crossings;
  curve.ct_half_threshold = cross(*curve.threshold / 2).ct;
  curve.ct_double_threshold = cross(*curve.threshold * 2).ct;
}

/// What needs all wells of a target: the automatic threshold, efficiency and usual plateau.
void complete_target(const Run& run, const CurveSettings& settings, std::span<Curve* const> curves) {
  std::vector<ThresholdWell> wells;
  for (const Curve* curve : curves)
    if (const auto well = threshold_well(run, *curve))
      wells.push_back(*well);
  const std::optional<double> automatic = automatic_threshold(settings.automatic_rule, wells);

  for (Curve* curve : curves) {
    if (curve->delta_rn.empty())
      continue;
    const ChosenThreshold chosen = choose_threshold(settings, run.reactions[curve->reaction]);
    curve->threshold = chosen.value ? chosen.value : automatic;
    if (!curve->threshold)
      continue;
    curve->threshold_source = chosen.source;
    cross_threshold(run, settings, *curve);
  }
  complete_from_target(run, curves);
}

/// The run with the settings that its own numbers prove in place of those that its file states.
Run with_settings(const Run& file, const RecoveredSettings& recovered) {
  Run run = file;
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    run.reactions[i].settings = recovered.settings[i];
  return run;
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
  const RecoveredSettings recovered = recover_settings(run, settings.ct_rule);
  const Run proven = with_settings(run, recovered);
  const double usual_passive = usual_passive_reference(proven);
  std::vector<Curve> curves;
  curves.reserve(proven.reactions.size());
  std::map<std::string, std::vector<Curve*>> targets;
  for (std::size_t index = 0; index < proven.reactions.size(); ++index) {
    Curve& curve = curves.emplace_back(with_signal(proven, index, usual_passive, settings));
    judge_and_fit(proven, curve);
    subtract_baseline_of(proven, settings, curve);
    targets[proven.reactions[index].target].push_back(&curve);
  }
  for (const auto& [target, of_target] : targets)
    complete_target(proven, settings, of_target);
  for (Curve& curve : curves)
    tell_recovered(recovered, curve);
  return curves;
}

}  // namespace crossbreak
