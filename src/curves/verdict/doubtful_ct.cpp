#include "curves/verdict/doubtful_ct.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "curves/limits.hpp"
#include "curves/signal/issues.hpp"
#include "curves/signal/rn.hpp"
#include "curves/verdict/objection.hpp"
#include "curves/verdict/verdict.hpp"

namespace crossbreak {

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

}  // namespace crossbreak
