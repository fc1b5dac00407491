#include "curves/verdict/doubtful_ct.hpp"

#include <cmath>
#include <fmt/format.h>

#include "curves/signal/issues.hpp"
#include "curves/verdict/curve_shape.hpp"
#include "curves/verdict/step.hpp"
#include "curves/verdict/target_verdict.hpp"

namespace crossbreak {
namespace {

/// The cubic of Ct is not bound to pass through the two readings around the crossing (formats.md 1.2).
constexpr double cubic_overshoot = 0.5;

/// The cubic of Ct ends with the fourth reading after Ct at the latest (formats.md 1.1).
constexpr int readings_after_ct = 4;

bool crosses_by(const Step& step, double ct) {
  return step.height > 0 && ct > step.cycle - 1 - cubic_overshoot && ct < step.cycle + cubic_overshoot;
}

}  // namespace

void doubt_ct(const Run& run, Curve& curve) {
  if (!curve.ct || curve.verdict.amplified != Amplified::Yes)
    return;
  const std::span<const double> signal = signal_of(run, curve);
  const std::optional<Step> step = find_step(signal, *curve.threshold);
  if (!step || step->cycle > *curve.ct + readings_after_ct ||
      std::abs(step->height) <= step_noises * measure_shape(signal).noise_sd)
    return;
  const std::string height = fmt::format("{:.3g}", step->height);
  const std::string cycle = std::to_string(step->cycle);
  curve.issues.push_back(curve_issue(run, run.reactions[curve.reaction], IssueCode::Jump,
                                     field<"height">(height), field<"cycle">(cycle)));
  if (crosses_by(*step, *curve.ct))
    curve.verdict = {Amplified::Unclear,
                     {{"ct_of_jump",
                       {"amplifies, but a jump by " + height + " at cycle " + cycle +
                            " crosses the threshold, not the rise",
                        "有扩增，但越过阈值的是第" + cycle + "循环的突变（" + height + "），而非扩增上升"}}}};
}

}  // namespace crossbreak
