// A Ct stands for the rise of its curve. What a jump of the optics made of it is told.
#pragma once

#include "curves/curve.hpp"

namespace crossbreak {

/// Where a curve that amplifies jumps by more than its threshold (step.hpp) within the readings that its
/// baseline and its Ct come from, its Ct may be moved: the issue "jump" says so. Where the jump itself
/// crosses the threshold, the Ct stands for no rise, and the verdict becomes Unclear ("ct_of_jump"). Looks at
/// curves with verdict Yes and a Ct only.
void doubt_ct(const Run& run, Curve& curve);

}  // namespace crossbreak
