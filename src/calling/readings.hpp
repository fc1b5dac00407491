// How far a well's readings can show an amplification (R18).
#pragma once

#include "curves/curve.hpp"

namespace crossbreak {

/// The last cycle, from 1, up to which an amplification would have been seen; 0: nothing can be read. That is
/// the last finite reading of delta Rn; an earlier one where so many readings are missing behind it that a
/// rise could hide there, or where from it on every reading of Rn is the same number to the last bit, though
/// the readings before it moved: a detector that stands still measures nothing.
int last_telling_cycle(const Curve& curve);

}  // namespace crossbreak
