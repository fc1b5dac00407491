// R19: light of one dye that shows in the curve of another of the same well. A copy of another rise is no
// amplification; what is no copy is one of its own, whose Ct is read without the crosstalk beside it.
#pragma once

#include <span>

#include "curves/curve.hpp"
#include "curves/settings.hpp"

namespace crossbreak {

/// Compares every curve with verdict Yes or Unclear with every other target of its well that has another dye
/// and verdict Yes (copy_fit.hpp; the reads of a dip of the passive reference are left out, since it moves
/// all dyes).
///
/// A curve is explained where the copy leaves at most limits.noise times its noise, which is no less than
/// the rounding of the file, is at most limits.max_share, and beats a straight line, which needs no other
/// dye. Its verdict becomes Unclear ("crosstalk"), unless the other wells deny it (other_wells.hpp), which
/// leaves the verdict as it was and says so.
///
/// The plate's share of one dye in another is the median of the copies that lag by at most
/// limits.prompt_lag, where at least limits.wells wells of limits.samples samples have one; omitted wells and
/// those with a dip do not count. One issue of the run says it. An explained curve within limits.margin of it
/// is a PlateCopy. What is not explained is an OwnProduct where the share is above limits.corrected: its
/// `ct_without_crosstalk`, and its Ct at half and double the threshold, are those of the curve less the share
/// of the other dye's delta Rn. `ct` stays as it is.
///
/// Curves carry their verdict, delta Rn, threshold and Ct already.
void judge_crosstalk(const Run& run, const CrosstalkLimits& limits, std::span<Curve> curves);

}  // namespace crossbreak
