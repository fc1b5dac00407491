// The sigmoid amplification curve: parameters by name, value, derivatives, and the cycles read off it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include <Eigen/Core>

#include "curves/curve.hpp"

namespace crossbreak {

/// f at a cycle, counted from 1.
double sigmoid_value(const SigmoidParameters& curve, double cycle);

/// Where the second derivative of f is largest, in cycles. Closed form: with u = exp(-(c - midpoint) / width)
/// and s = asymmetry, f''' = 0 is s^2 u^2 - (3 s + 1) u + 1 = 0, and the larger root is the earlier cycle.
double second_derivative_maximum(const SigmoidParameters& curve);

/// Cy0: where the tangent at the inflection meets the baseline. Guescini et al. 2008, BMC Bioinformatics
/// 9:326, who let it meet the axis of abscissae; we use the fitted baseline, so that an offset cancels.
/// Closed form: midpoint + width * (ln s - 1 - 1 / s).
double cy0(const SigmoidParameters& curve);

/// Which of the parameters a fit may move. Those left out stay at drift 0, asymmetry 1.
enum class SigmoidForm { Four, Five, FourWithDrift, FiveWithDrift };

/// The least-squares model of a sigmoid through (cycles, signal), see levenberg_marquardt.hpp.
///
/// It fits other coordinates than SigmoidParameters names, so that the limits of the curve stay within reach:
///   lower, upper, inflection = midpoint + width ln s, ln width, then ln s and drift where the form has them.
/// Neither width nor asymmetry s can turn negative, and as s grows the curve
/// (1 + exp(-z) / s)^-s, z = (c - inflection) / width, goes over into a Gompertz curve at a standing
/// inflection.
template <SigmoidForm form>
struct SigmoidModel {
  static constexpr bool asymmetric = form == SigmoidForm::Five || form == SigmoidForm::FiveWithDrift;
  static constexpr bool drifting = form == SigmoidForm::FourWithDrift || form == SigmoidForm::FiveWithDrift;
  static constexpr int parameter_count = 4 + (asymmetric ? 1 : 0) + (drifting ? 1 : 0);
  using Parameters = Eigen::Matrix<double, parameter_count, 1>;

  std::span<const double> cycles;
  std::span<const double> signal;  ///< as long as cycles, all finite

  static Parameters pack(const SigmoidParameters& curve) {
    Parameters p;
    const double log_s = std::log(curve.asymmetry);
    p.template head<4>() << curve.lower, curve.upper, curve.midpoint + curve.width * log_s,
        std::log(curve.width);
    if constexpr (asymmetric)
      p[4] = log_s;
    if constexpr (drifting)
      p[parameter_count - 1] = curve.drift;
    return p;
  }

  static SigmoidParameters unpack(const Parameters& p) {
    const double width = std::exp(p[3]);
    // Beyond e^30 the curve is a Gompertz curve in double precision, and stays a number.
    const double log_s = asymmetric ? std::min(p[4], 30.0) : 0.0;
    return {.lower = p[0],
            .drift = drifting ? p[parameter_count - 1] : 0.0,
            .upper = p[1],
            .midpoint = p[2] - width * log_s,
            .width = width,
            .asymmetry = std::exp(log_s)};
  }

  std::size_t size() const { return cycles.size(); }

  auto at(const Parameters& p) const {
    return [this, &p, width = std::exp(p[3]), s = asymmetric ? std::exp(p[4]) : 1.0](std::size_t i,
                                                                                     Parameters& gradient) {
      // Far left of the inflection the rise is 0 in double precision; the limit keeps exp finite.
      const double z = std::max((cycles[i] - p[2]) / width, -500.0);
      const double height = p[1] - p[0];
      double rise = 0;
      double slope = 0;  // d rise / d z
      if constexpr (asymmetric) {
        const double u = std::exp(-z) / s;
        const double q = u / (1 + u);
        const double log_term = std::log1p(u);
        rise = std::exp(-s * log_term);
        slope = s * rise * q;
        gradient[4] = height * s * rise * (q - log_term);
      } else {
        const double t = std::exp(-z);
        rise = 1 / (1 + t);
        slope = rise * t * rise;
      }
      gradient[0] = 1 - rise;
      gradient[1] = rise;
      gradient[2] = -height * slope / width;
      gradient[3] = -height * slope * z;
      double value = p[0] + height * rise;
      if constexpr (drifting) {
        gradient[parameter_count - 1] = cycles[i];
        value += p[parameter_count - 1] * cycles[i];
      }
      return signal[i] - value;
    };
  }
};

}  // namespace crossbreak
