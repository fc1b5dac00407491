// A Ct stands for the rise of its curve. What a jump of the optics made of it is told.
#pragma once

#include <optional>
#include <string>

#include "curves/curve.hpp"

namespace crossbreak {

/// Where a curve that amplifies jumps by more than its threshold (step.hpp) within the readings that its
/// baseline and its Ct come from, its Ct may be moved: the issue "jump" says so. Where the jump itself
/// crosses the threshold, the Ct stands for no rise, and the verdict becomes Unclear ("ct_of_jump"). Looks at
/// curves with verdict Yes and a Ct only.
void doubt_ct(const Run& run, Curve& curve);

/// A steady drift above 0.01 Rn a cycle shrinks the baseline window that the 7500 software chooses to the
/// first two cycles, however late the curve rises (signal/automatic_baseline.hpp). The Ct on such a window,
/// or on another one of at most limits::constant_readings readings, whoever chose it, is computed once more
/// with our own window and the same threshold: `ct_own_window`. Where the two differ by at most
/// limits::window_shift the well stands, and a note says so. Otherwise an issue asks for a look, and a
/// verdict Yes becomes Unclear
/// ("ct_of_collapsed_window"). A curve without a Ct is left as it is: it is no result either way. Where the
/// file gives delta Rn without a window, a constant difference from Rn is such a window. Looks at curves with
/// a threshold that may have amplified.
void doubt_collapsed_window(const Run& run, Curve& curve);

}  // namespace crossbreak
