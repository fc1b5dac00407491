#include "curves/verdict/doubtful_ct.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "curves/ct/ct.hpp"
#include "curves/limits.hpp"
#include "curves/signal/automatic_baseline.hpp"
#include "curves/signal/baseline.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rn.hpp"
#include "curves/signal/rounding.hpp"
#include "curves/verdict/objection.hpp"
#include "curves/verdict/verdict.hpp"
#include "words/cycles.hpp"
#include "words/issues.hpp"

namespace crossbreak {
namespace {

/// Whether the file's delta Rn, which came without a window, is Rn less a constant. Both are rounded.
bool is_rn_less_constant(const Reaction& reaction, std::span<const double> rn,
                         std::span<const double> delta_rn) {
  constexpr double float32_rounding = 0x1p-22;  // of both and of their difference
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  double signal = 0;
  for (std::size_t i = 0; i < rn.size(); ++i) {
    const double constant = rn[i] - delta_rn[i];
    if (!std::isfinite(constant))
      continue;
    lowest = std::min(lowest, constant);
    highest = std::max(highest, constant);
    signal = std::max(signal, std::abs(rn[i]));
  }
  return highest - lowest <= 4 * half_last_digit(reaction) + float32_rounding * signal;
}

}  // namespace

void doubt_ct(const Run& run, Curve& curve) {
  if (!curve.ct || curve.verdict.amplified != Amplified::Yes)
    return;
  const std::span<const double> signal = signal_of(run, curve);
  const std::optional<Step> jump = find_step(signal, *curve.threshold);
  if (!jump || jump->cycle > *curve.ct + limits::readings_after_ct)
    return;
  const CurveShape shape = measure_shape(signal);
  if (std::abs(jump->height) <= limits::step_noises * shape.noise_sd)
    return;
  curve.issues.push_back(curve_issue(run, run.reactions[curve.reaction], IssueCode::Jump,
                                     field<"height">(three_digits(jump->height)),
                                     field<"cycle">(std::to_string(jump->cycle))));
  CurveContext context;
  context.jump_at_ct = {*jump, *curve.ct};
  curve.verdict = judge_ct(std::move(curve.verdict), signal, shape, context);
}

void doubt_collapsed_window(const Run& run, Curve& curve) {
  if (!curve.threshold || curve.verdict.amplified == Amplified::No)
    return;
  const Reaction& reaction = run.reactions[curve.reaction];
  const std::span<const double> signal = signal_of(run, curve);
  const std::optional<BaselineWindow> own = automatic_window(AutomaticRule::Own, signal);
  if (!own)
    return;
  if (curve.baseline) {
    const BaselineWindow window = curve.baseline->window;
    if (window.end - window.start + 1 > limits::constant_readings ||
        own->end < window.end + limits::window_cycles_lost)
      return;
  } else if (curve.rn.size() != curve.delta_rn.size() || own->end < 2 + limits::window_cycles_lost ||
             !is_rn_less_constant(reaction, curve.rn, curve.delta_rn)) {
    return;
  }
  const std::optional<Baseline> line = fit_baseline(signal, *own);
  if (!line)
    return;
  curve.ct_own_window =
      threshold_cycle(curve.ct_rule, curve.rn, subtract_baseline(signal, *line), *curve.threshold).ct;
  const std::optional<double>& own_ct = curve.ct_own_window;
  if (!curve.ct && !own_ct)
    return;
  const bool stands = curve.ct && own_ct && std::abs(*curve.ct - *own_ct) <= limits::window_shift;
  using Collapsed = IssueWith<"window", "cycle", "ct", "own", "own_ct">;
  constexpr Collapsed moved = IssueCode::BaselineWindowCollapsed;
  constexpr Collapsed moved_constant = {IssueCode::BaselineWindowCollapsed, "constant"};
  constexpr Collapsed same = {IssueCode::BaselineWindowCollapsed, "stands"};
  if (stands && !curve.baseline)
    return;
  curve.issues.push_back(curve_issue(run, reaction,
                                     stands           ? same
                                     : curve.baseline ? moved
                                                      : moved_constant,
                                     field<"window">(curve.baseline ? text_of(curve.baseline->window) : ""),
                                     field<"cycle">(std::to_string(own->end)),
                                     field<"ct">(ct_in_words(curve.ct)), field<"own">(text_of(*own)),
                                     field<"own_ct">(ct_in_words(own_ct))));
  if (stands || !curve.ct || curve.verdict.amplified != Amplified::Yes)
    return;
  CurveContext context;
  context.collapsed_window = {*own, *curve.ct, own_ct};
  curve.verdict = judge_ct(std::move(curve.verdict), signal, measure_shape(signal), context);
}

}  // namespace crossbreak
