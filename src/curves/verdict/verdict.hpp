// Is it an amplification? Yes, no or unclear, with the evidence in words.
//
// Rules over a few measured numbers, each with its source or the physics it rests on: see shape_verdict.cpp.
// Where noise or a moving background leaves the shape of a curve open, a comparison of models decides. No
// name, no label and no absolute height enters: Rn -> a Rn + b with a > 0 changes nothing but the numbers
// printed.
#pragma once

#include <optional>
#include <span>

#include "curves/curve.hpp"
#include "curves/verdict/curve_shape.hpp"
#include "curves/verdict/evidence.hpp"
#include "curves/verdict/limits.hpp"
#include "curves/verdict/rise_models.hpp"

namespace crossbreak {

/// rn[i] was read in cycle i + 1, NaN is missing; `shape` is measure_shape(rn).
Verdict judge(std::span<const double> rn, const CurveShape& shape, const CurveContext& context = {},
              const VerdictLimits& limits = {});

/// The comparison of models of a curve whose shape leaves the verdict open, to be handed to `judge` as
/// CurveContext::models. Nothing where there is nothing to decide: a yes on a rise that is plain, being high
/// above the noise and on its way to a plateau, or that nothing else explains; a no on what a drift explains
/// to the noise.
std::optional<SigmoidOnBackground> open_question(std::span<const double> rn, const Verdict& by_shape,
                                                 const CurveShape& shape, RiseModels& models,
                                                 const VerdictLimits& limits = {});

/// The median rise of the curves of one target that amplified; nothing for fewer than three.
std::optional<double> usual_rise(std::span<const double> rises_of_amplified);

}  // namespace crossbreak
