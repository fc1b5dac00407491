#include "curves/ct/crossing.hpp"

#include "curves/signal/rounding.hpp"

namespace crossbreak {

ThresholdCycle crossing_at(const Run& run, const Curve& curve, double threshold) {
  const double rounding = curve.baseline_source == BaselineSource::FileDeltaRn
                              ? half_last_digit(run.reactions[curve.reaction])
                              : 0;
  return threshold_cycle(curve.ct_rule, curve.rn, curve.delta_rn, threshold, rounding);
}

}  // namespace crossbreak
