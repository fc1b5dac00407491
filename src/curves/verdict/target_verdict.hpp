// The verdicts on the curves of one target: each curve by itself first, then beside what its target usually
// does.
#pragma once

#include <span>

#include "curves/curve.hpp"
#include "curves/verdict/rise_models.hpp"

namespace crossbreak {

/// Sets the verdict of every curve, which carries its dyes and Rn already.
///
/// The usual rise of the target is that of its curves that amplify beyond doubt by themselves and were not
/// omitted. A curve that cannot be read is Unclear with `Curve::unreadable` as its reason. `models`
/// keeps its tables from one target of a run to the next.
void judge_target(const Run& run, std::span<Curve* const> curves, RiseModels& models);

}  // namespace crossbreak
