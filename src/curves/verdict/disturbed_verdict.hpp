// The verdict on a curve that a jump, a dip of the passive reference or a drift disturbs: what they may hide
// is for a person to judge.
#pragma once

#include <optional>

#include "curves/verdict/evidence.hpp"

namespace crossbreak {

/// A curve that jumps, and beside the jump rises as an amplification does.
std::optional<Verdict> rise_beside_step(const Evidence& evidence, const Verdict& before);

/// A dip of the passive reference makes a rise and a fall in Rn. Where the reporter alone amplifies, they may
/// hide it.
std::optional<Verdict> rise_beside_dip(const Evidence& evidence, const Verdict& before);

/// Where a jump crosses the threshold, the Ct stands for no rise.
std::optional<Verdict> jump_makes_ct(const Evidence& evidence, const Verdict& before);

/// Where the Ct of a window that a drift has shrunk lies further from that of our own window than
/// limits::window_shift, it stands for the drift.
std::optional<Verdict> drift_makes_ct(const Evidence& evidence, const Verdict& before);

}  // namespace crossbreak
