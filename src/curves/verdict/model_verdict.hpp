// The verdict where noise or a moving background leaves the shape of a curve open: a sigmoid against every
// story without one.
#pragma once

#include <optional>
#include <span>

#include "curves/verdict/evidence.hpp"

namespace crossbreak {

/// The comparison of models of a curve whose shape leaves the verdict open, to be handed to `judge` as
/// CurveContext::models. Nothing where there is nothing to decide: a yes on a rise that is plain, being high
/// above the noise and on its way to a plateau, or that nothing else explains; a no on what a drift explains
/// to the noise.
std::optional<SigmoidOnBackground> open_question(std::span<const double> rn, const Verdict& by_shape,
                                                 const CurveShape& shape, RiseModels& models);

/// What the models make of the verdict by shape: they decide what noise or a moving background hid from it,
/// and take back a yes that a kink or a step explains as well. Nothing where it stands, or where no models
/// were compared.
std::optional<Verdict> judge_by_models(const Evidence& evidence, const Verdict& by_shape);

}  // namespace crossbreak
