#include "curves/verdict/target_verdict.hpp"

#include <vector>

#include "curves/limits.hpp"
#include "curves/signal/rn.hpp"
#include "curves/verdict/model_verdict.hpp"
#include "curves/verdict/verdict.hpp"

namespace crossbreak {
namespace {

Verdict judge_curve(const Curve& curve, std::span<const double> signal, const CurveShape& shape,
                    const std::optional<SigmoidOnBackground>& models, std::optional<double> usual_rise) {
  return judge(signal, shape,
               {.unreadable = curve.unreadable ? &*curve.unreadable : nullptr,
                .reporter = curve.reporter,
                .passive = curve.passive,
                .usual_rise = usual_rise,
                .models = models,
                .jump_at_ct = {}});
}

}  // namespace

void judge_target(const Run& run, std::span<Curve* const> curves, RiseModels& models) {
  std::vector<CurveShape> shapes;
  std::vector<std::optional<SigmoidOnBackground>> compared(curves.size());
  std::vector<double> rises;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    Curve* curve = curves[i];
    const std::span<const double> signal = signal_of(run, *curve);
    const CurveShape& shape = shapes.emplace_back(measure_shape(signal));
    curve->verdict = judge_curve(*curve, signal, shape, std::nullopt, std::nullopt);
    if (!signal.empty() && !curve->unreadable)
      compared[i] = open_question(signal, curve->verdict, shape, models);
    if (compared[i])
      curve->verdict = judge_curve(*curve, signal, shape, compared[i], std::nullopt);
    if (curve->verdict.amplified == Amplified::Yes && !run.reactions[curve->reaction].omitted)
      rises.push_back(shape.rise);
  }
  const std::optional<double> usual = usual_rise(rises);
  if (!usual)
    return;
  // Beside its target a curve is judged otherwise only where it rises far less than is usual; how far, the
  // models may have to say.
  for (std::size_t i = 0; i < curves.size(); ++i)
    if (compared[i] || shapes[i].rise < limits::share_of_usual * *usual)
      curves[i]->verdict = judge_curve(*curves[i], signal_of(run, *curves[i]), shapes[i], compared[i], usual);
}

}  // namespace crossbreak
