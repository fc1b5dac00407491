// The sigmoid amplification curve: parameters by name, value, derivatives, and the cycles read off it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include <Eigen/Core>

#include "curves/curve.hpp"
#include "ieee/elementary.hpp"

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

/// The least-squares model of a sigmoid through (cycles, signal), see levenberg_marquardt.hpp.
///
/// It fits ln width, so that the width cannot turn negative: lower, upper, midpoint, ln width, then drift
/// where the form has it.
template <SigmoidForm form>
struct SigmoidModel {
  static constexpr bool drifting = form == SigmoidForm::FourWithDrift;
  static constexpr int parameter_count = 4 + (drifting ? 1 : 0);
  using Parameters = Eigen::Matrix<double, parameter_count, 1>;

  std::span<const double> cycles;
  std::span<const double> signal;  ///< as long as cycles, all finite

  static Parameters pack(const SigmoidParameters& curve) {
    Parameters p;
    p.template head<4>() << curve.lower, curve.upper, curve.midpoint, ieee::log(curve.width);
    if constexpr (drifting)
      p[4] = curve.drift;
    return p;
  }

  static SigmoidParameters unpack(const Parameters& p) {
    return {.lower = p[0],
            .drift = drifting ? p[parameter_count - 1] : 0.0,
            .upper = p[1],
            .midpoint = p[2],
            .width = ieee::exp(p[3])};
  }

  std::size_t size() const { return cycles.size(); }

  auto at(const Parameters& p) const {
    return [this, &p, width = ieee::exp(p[3])](std::size_t i, Parameters& gradient) {
      // Far left of the midpoint the rise is 0 in double precision; the limit keeps exp finite.
      const double z = std::max((cycles[i] - p[2]) / width, -500.0);
      const double height = p[1] - p[0];
      const double t = ieee::exp(-z);
      const double rise = 1 / (1 + t);
      const double slope = rise * t * rise;  // d rise / d z
      gradient[0] = 1 - rise;
      gradient[1] = rise;
      gradient[2] = -height * slope / width;
      gradient[3] = -height * slope * z;
      double value = p[0] + height * rise;
      if constexpr (drifting) {
        gradient[4] = cycles[i];
        value += p[4] * cycles[i];
      }
      return signal[i] - value;
    };
  }
};

}  // namespace crossbreak
