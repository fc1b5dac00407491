// From a Run to its curves: Rn, baseline, delta Rn, threshold, Ct, fits and the verdict.
#pragma once

#include <vector>

#include "curves/curve.hpp"
#include "curves/settings.hpp"

namespace crossbreak {

/// Analyses every reaction; rules that need all wells of a target (automatic thresholds,
/// efficiency) see them together. Never throws because data are ugly.
std::vector<Curve> analyse_curves(const Run& run, const CurveSettings& settings);

}  // namespace crossbreak
