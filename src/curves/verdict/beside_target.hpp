// The verdict on a curve beside the other curves of its target: a late rise that its growth does not tell
// from a bend, a drift that climbs as far as they do, and a well that stands at the plateau from its first
// cycles on.
#pragma once

#include <optional>
#include <span>

#include "curves/verdict/evidence.hpp"

namespace crossbreak {

/// A rise that does not level off within the run, or stays far below the target's usual plateau, may be a
/// bend near the end: evaporation, a seal that opens. It is an amplification where its growth below a third
/// of that plateau is one, and the front of an amplification is not beaten by any bend
/// (late_front.hpp).
std::optional<Verdict> late_bend(const Evidence& evidence, const Verdict& before);

/// Nothing but an amplification is known to lift a well of the target as far. In much noise a drift passes
/// through the readings of one as well as a front does.
std::optional<Verdict> drifts_like_target(const Evidence& evidence, const Verdict& before);

/// A well that stands near the target's usual plateau for the first half of the run shows no baseline: it was
/// saturated before the first readings could show one, and proves nothing.
std::optional<Verdict> saturated(const Evidence& evidence, const Verdict& before);

/// Whether these stages may say something of a curve that was judged without its target.
bool is_asked_beside_target(const Evidence& evidence, const Verdict& alone);

}  // namespace crossbreak
