#include "curves/ct/sigmoid.hpp"

namespace crossbreak {

double sigmoid_value(const SigmoidParameters& curve, double cycle) {
  const double t = std::exp(-(cycle - curve.midpoint) / curve.width);
  const double rise = std::exp(-curve.asymmetry * std::log1p(t));
  return curve.lower + curve.drift * cycle + (curve.upper - curve.lower) * rise;
}

double second_derivative_maximum(const SigmoidParameters& curve) {
  const double s = curve.asymmetry;
  const double su =
      (3 + 1 / s + std::sqrt((5 + 1 / s) * (1 + 1 / s))) / 2;  // s u, which stays finite as s grows
  return curve.midpoint + curve.width * (std::log(s) - std::log(su));
}

double cy0(const SigmoidParameters& curve) {
  const double s = curve.asymmetry;
  return curve.midpoint + curve.width * (std::log(s) - 1 - 1 / s);
}

}  // namespace crossbreak
