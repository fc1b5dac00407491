// What the wells of one target share, the height of their plateaus and their efficiency, and what each curve
// gains from it.
#pragma once

#include <span>
#include <vector>

#include "curves/curve.hpp"

namespace crossbreak {

/// Completes ct_sdm and efficiency of the curves of one target, which carry their fits, delta Rn and verdicts
/// already.
///
/// The usual height of a plateau is the median, and the efficiency is computed, over the curves that amplify
/// beyond doubt and were not omitted; where there are none, ct_sdm is each curve's own and the efficiency
/// stays absent. Curves judged not to amplify get neither.
void complete_from_target(const Run& run, std::span<Curve* const> curves);

}  // namespace crossbreak
