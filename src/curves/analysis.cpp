#include "curves/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "curves/automatic_baseline.hpp"
#include "curves/automatic_threshold.hpp"
#include "curves/baseline.hpp"
#include "curves/ct.hpp"
#include "curves/issues.hpp"
#include "curves/rn.hpp"
#include "curves/window_choice.hpp"

namespace crossbreak {
namespace {

/// Exports round Rn to three decimals; from such numbers neither a window nor a line can be found again
/// (formats.md 1.3). Half a unit of the last digit in Rn, one more half in delta Rn, and the line's share of
/// both.
double rounding_of(const Reaction& reaction) {
  return reaction.rn_decimals ? 2 * std::pow(10.0, -*reaction.rn_decimals) : 0;
}

int cycles_of(const Curve& curve) {
  return static_cast<int>(curve.rn.empty() ? curve.delta_rn.size() : curve.rn.size());
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
  // A curve whose dyes were refused has no Rn: the file's own was made from the same dyes.
  if (curve.rn.empty() && curve.reporter.empty())
    curve.rn = reaction.rn;
  return curve;
}

void subtract_window(const Run& run, BaselineWindow window, BaselineSource source, Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::span<const double> signal =
      curve.rn.empty() ? std::span(reaction.delta_rn) : std::span(curve.rn);
  const std::optional<Baseline> baseline = fit_baseline(signal, window);
  if (!baseline) {
    curve.issues.push_back(curve_issue(
        run, reaction, "baseline_window_unusable", Issue::Severity::Warning,
        "the baseline window " + std::to_string(window.start) + "-" + std::to_string(window.end) +
            " holds no reading of this curve of " + std::to_string(signal.size()) + " cycles: no delta Rn."));
    return;
  }
  curve.delta_rn = subtract_baseline(signal, *baseline);
  curve.baseline = baseline;
  curve.baseline_source = source;
}

/// The window of the automatic rule where the well has grown, else the one for flat wells.
void subtract_automatic(const Run& run, AutomaticRule rule, Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::span<const double> signal =
      curve.rn.empty() ? std::span(reaction.delta_rn) : std::span(curve.rn);
  const BaselineWindow flat = flat_window(static_cast<int>(signal.size()));
  const std::optional<BaselineWindow> window = automatic_window(rule, signal);
  if (const auto baseline = window ? fit_baseline(signal, *window) : std::nullopt) {
    const std::vector<double> delta_rn = subtract_baseline(signal, *baseline);
    const bool has_grown =
        exponential_region_end({signal, delta_rn, residual_sd(signal, *baseline)}).has_value();
    if (has_grown) {
      subtract_window(run, *window, BaselineSource::Automatic, curve);
      return;
    }
  }
  subtract_window(run, flat, BaselineSource::Automatic, curve);
}

/// The file's window is a placeholder (some exports write 1 to the last cycle for every automatic well) or
/// another target's (the 7500 v2.0 export writes one target's into all rows; formats.md 6, quirks 3 and 4).
bool window_is_false(const Run& run, BaselineWindow window, Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::string text =
      "the file's baseline window " + std::to_string(window.start) + "-" + std::to_string(window.end);
  if (window.start <= 1 && window.end >= cycles_of(curve)) {
    curve.issues.push_back(curve_issue(run, reaction, "baseline_window_placeholder", Issue::Severity::Note,
                                       text + " is the whole run, so no window that was used: passed over."));
    return true;
  }
  const std::optional<Baseline> baseline = fit_baseline(curve.rn, window);
  if (!baseline || reaction.delta_rn.size() != curve.rn.size())
    return false;
  const std::vector<double> expected = subtract_baseline(curve.rn, *baseline);
  double largest = 0;
  double rn_scale = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (!std::isfinite(expected[i]) || !std::isfinite(reaction.delta_rn[i]))
      continue;
    largest = std::max(largest, std::abs(expected[i] - reaction.delta_rn[i]));
    rn_scale = std::max(rn_scale, std::abs(curve.rn[i]));
  }
  // Far outside rounding, which extrapolating the line may magnify.
  if (largest <= 10 * rounding_of(reaction) + 1e-5 * rn_scale)
    return false;
  curve.issues.push_back(curve_issue(run, reaction, "baseline_window_contradicted", Issue::Severity::Warning,
                                     text + " does not give the file's own delta Rn: passed over."));
  return true;
}

void subtract_baseline_of(const Run& run, const CurveSettings& settings, Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  if (curve.rn.empty() && (reaction.delta_rn.empty() || !curve.reporter.empty()))
    return;
  const ChosenWindow chosen = choose_window(settings, reaction);
  if (chosen.source == BaselineSource::Automatic) {
    subtract_automatic(run, settings.automatic_rule, curve);
    return;
  }
  const bool is_false = chosen.source == BaselineSource::File && chosen.window && !curve.rn.empty() &&
                        window_is_false(run, *chosen.window, curve);
  const bool has_delta_rn = !reaction.delta_rn.empty();
  // From delta Rn alone the file's window is already subtracted.
  const bool from_file =
      chosen.source == BaselineSource::File && (!chosen.window || is_false || curve.rn.empty());
  if (!from_file) {
    subtract_window(run, *chosen.window, chosen.source, curve);
  } else if (has_delta_rn) {
    curve.delta_rn = reaction.delta_rn;
    curve.baseline_source = BaselineSource::FileDeltaRn;
  } else {
    subtract_automatic(run, settings.automatic_rule, curve);
  }
}

ThresholdWell threshold_well(const Run& run, const Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::span<const double> signal =
      curve.rn.empty() ? std::span(reaction.delta_rn) : std::span(curve.rn);
  double noise = 0;
  if (curve.baseline) {
    noise = residual_sd(signal, *curve.baseline);
  } else if (const auto window = automatic_window(AutomaticRule::Own, signal)) {
    if (const auto baseline = fit_baseline(signal, *window))
      noise = residual_sd(signal, *baseline);
  }
  return {signal, curve.delta_rn, noise};
}

/// The automatic threshold of every target that needs one.
std::map<std::string, std::optional<double>> automatic_thresholds(const Run& run,
                                                                  const CurveSettings& settings,
                                                                  const std::vector<Curve>& curves) {
  std::map<std::string, std::vector<ThresholdWell>> wells;
  for (const Curve& curve : curves) {
    const Reaction& reaction = run.reactions[curve.reaction];
    if (!curve.delta_rn.empty() && !reaction.omitted)
      wells[reaction.target].push_back(threshold_well(run, curve));
  }
  std::map<std::string, std::optional<double>> thresholds;
  for (const auto& [target, of_target] : wells)
    thresholds[target] = automatic_threshold(settings.automatic_rule, of_target);
  return thresholds;
}

void cross_threshold(const CurveSettings& settings, Curve& curve) {
  const auto cross = [&](double threshold) {
    return threshold_cycle(settings.ct_rule, curve.rn, curve.delta_rn, threshold);
  };
  const ThresholdCycle crossing = cross(*curve.threshold);
  curve.ct = crossing.ct;
  curve.ct_status = crossing.ct ? CtStatus::Value : CtStatus::Undetermined;
  curve.crossings = crossing.crossings;
  curve.ct_half_threshold = cross(*curve.threshold / 2).ct;
  curve.ct_double_threshold = cross(*curve.threshold * 2).ct;
}

/// Whether the curve rises out of its noise, and bends while it does.
Verdict judge(const Run& run, const Curve& curve) {
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::span<const double> signal =
      curve.rn.empty() ? std::span(reaction.delta_rn) : std::span(curve.rn);
  if (curve.delta_rn.empty())
    return {Amplified::Unclear, {{"no_curve", {"no curve to judge", "没有可判读的曲线"}}}};
  const std::optional<BaselineWindow> window = automatic_window(AutomaticRule::Own, signal);
  const std::optional<Baseline> baseline = window ? fit_baseline(signal, *window) : std::nullopt;
  if (!baseline)
    return {Amplified::Unclear, {{"too_short", {"too few cycles to judge", "循环数太少，无法判读"}}}};
  const std::vector<double> delta_rn = subtract_baseline(signal, *baseline);
  if (exponential_region_end({signal, delta_rn, residual_sd(signal, *baseline)}))
    return {Amplified::Yes, {{"rise", {"rises far above its baseline noise", "上升远超基线噪声"}}}};
  return {Amplified::No, {{"no_rise", {"does not rise above its baseline noise", "未升至基线噪声之上"}}}};
}

}  // namespace

std::vector<Curve> analyse_curves(const Run& run, const CurveSettings& settings) {
  const double usual_passive = usual_passive_reference(run);
  std::vector<Curve> curves;
  curves.reserve(run.reactions.size());
  for (std::size_t index = 0; index < run.reactions.size(); ++index) {
    curves.push_back(with_signal(run, index, usual_passive, settings));
    subtract_baseline_of(run, settings, curves.back());
    curves.back().verdict = judge(run, curves.back());
  }

  const auto automatic = automatic_thresholds(run, settings, curves);
  for (Curve& curve : curves) {
    if (curve.delta_rn.empty())
      continue;
    const Reaction& reaction = run.reactions[curve.reaction];
    const ChosenThreshold chosen = choose_threshold(settings, reaction);
    curve.threshold = chosen.value;
    if (!chosen.value)
      if (const auto found = automatic.find(reaction.target); found != automatic.end())
        curve.threshold = found->second;
    if (!curve.threshold)
      continue;
    curve.threshold_source = chosen.source;
    cross_threshold(settings, curve);
  }
  return curves;
}

}  // namespace crossbreak
