// What a verdict is told from: one curve, its measured shape and what is known beside it.
#pragma once

#include <optional>
#include <span>

#include "curves/verdict/curve_shape.hpp"
#include "curves/verdict/limits.hpp"
#include "curves/verdict/rise_models.hpp"

namespace crossbreak {

/// What is known beside the curve itself.
struct CurveContext {
  std::span<const double> reporter;           ///< one reading a cycle; empty when not given
  std::span<const double> passive;            ///< as long as reporter; empty when not given
  std::optional<double> usual_rise;           ///< of the target, see usual_rise(); in the unit of the curve
  std::optional<SigmoidOnBackground> models;  ///< of rn, see open_question()
};

struct Evidence {
  std::span<const double> rn;
  const CurveShape& shape;
  const CurveContext& context;
  const VerdictLimits& limits;
};

}  // namespace crossbreak
