// The sigmoid amplification curve: parameters by name, value, derivatives, and the cycles read off it.
#pragma once

#include "curves/curve.hpp"

namespace crossbreak {

/// f at a cycle, counted from 1.
double sigmoid_value(const SigmoidParameters& curve, double cycle);

/// Where the second derivative of f is largest, in cycles, on its front: midpoint - width * ln(2 + sqrt 3).
double second_derivative_maximum(const SigmoidParameters& curve);

/// Cy0: where the tangent at the inflection meets the baseline. Guescini et al. 2008, BMC Bioinformatics
/// 9:326, who let it meet the axis of abscissae; we use the fitted baseline, so that an offset cancels.
/// Closed form: midpoint - 2 * width.
double cy0(const SigmoidParameters& curve);

/// Which of the parameters a fit may move. Without drift it stays at 0.
enum class SigmoidForm { Four, FourWithDrift };

constexpr int parameter_count(SigmoidForm form) {
  return form == SigmoidForm::FourWithDrift ? 5 : 4;
}

}  // namespace crossbreak
