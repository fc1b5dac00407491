// The Ct of a curve at any threshold.
#pragma once

#include "curves/ct/ct.hpp"
#include "curves/curve.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// threshold_cycle() of a curve of `run` with its own rule and digits, as the Ct at its threshold is found.
ThresholdCycle crossing_at(const Run& run, const Curve& curve, double threshold);

}  // namespace crossbreak
