#include "curves/verdict/target_verdict.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "curves/limits.hpp"
#include "curves/signal/median.hpp"
#include "curves/signal/rn.hpp"
#include "curves/verdict/beside_target.hpp"
#include "curves/verdict/model_verdict.hpp"
#include "curves/verdict/verdict.hpp"

namespace crossbreak {
namespace {

/// Beside `usual_rise` and `target`, or by itself where there is no target.
CurveContext context_of(const Curve& curve, const std::optional<SigmoidOnBackground>& models,
                        std::optional<double> usual_rise, const std::optional<TargetUsual>& target) {
  return {.unreadable = curve.unreadable ? &*curve.unreadable : nullptr,
          .reporter = curve.reporter,
          .passive = curve.passive,
          .usual_rise = usual_rise,
          .target = target,
          .models = models,
          .jump_at_ct = {}};
}

/// What a curve begins with; NaN where its first readings are missing.
double start_of(std::span<const double> signal) {
  return median(signal.first(std::min<std::size_t>(signal.size(), limits::first_reads)));
}

double spread_of(std::vector<double> values) {
  const double middle = median(values);
  for (double& value : values)
    value = std::abs(value - middle);
  return limits::sd_of_mad * median(values);
}

}  // namespace

void judge_target(const Run& run, std::span<Curve* const> curves, RiseModels& models) {
  std::vector<CurveShape> shapes;
  std::vector<std::optional<SigmoidOnBackground>> compared(curves.size());
  std::vector<double> rises, plateaus, their_starts, starts;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    Curve* curve = curves[i];
    const std::span<const double> signal = signal_of(run, *curve);
    const CurveShape& shape = shapes.emplace_back(measure_shape(signal));
    const auto judge_alone = [&] {
      curve->verdict = judge(signal, shape, context_of(*curve, compared[i], std::nullopt, std::nullopt));
    };
    judge_alone();
    if (curve->unreadable)
      continue;
    if (!signal.empty())
      compared[i] = open_question(signal, curve->verdict, shape, models);
    if (compared[i])
      judge_alone();
    if (run.reactions[curve->reaction].omitted)
      continue;
    starts.push_back(start_of(signal));
    if (curve->verdict.amplified != Amplified::Yes)
      continue;
    rises.push_back(shape.rise);
    if (shape.end_slope > limits::still_rising)
      continue;
    plateaus.push_back(shape.rise);
    their_starts.push_back(starts.back());
  }
  const std::optional<double> usual = usual_rise(rises);
  std::optional<TargetUsual> target;
  if (!plateaus.empty())
    target = {.plateau = median(plateaus),
              .start = median(their_starts),
              .start_spread = spread_of(std::move(starts))};
  // Beside its target a curve is judged otherwise only where it rises far less than is usual (how far, the
  // models may have to say), late, before its first readings, or as far as its target in a drift.
  for (std::size_t i = 0; i < curves.size(); ++i) {
    Curve& curve = *curves[i];
    const std::span<const double> signal = signal_of(run, curve);
    const CurveContext context = context_of(curve, compared[i], usual, target);
    const bool is_low = usual && (compared[i] || shapes[i].rise < limits::share_of_usual * *usual);
    if (is_low || is_asked_beside_target({signal, shapes[i], context}, curve.verdict))
      curve.verdict = judge(signal, shapes[i], context);
  }
}

}  // namespace crossbreak
