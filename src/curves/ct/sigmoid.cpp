#include "curves/ct/sigmoid.hpp"

#include <cmath>

#include "ieee/elementary.hpp"

namespace crossbreak {

double sigmoid_value(const SigmoidParameters& curve, double cycle) {
  const double t = ieee::exp(-(cycle - curve.midpoint) / curve.width);
  return curve.lower + curve.drift * cycle + (curve.upper - curve.lower) / (1 + t);
}

double second_derivative_maximum(const SigmoidParameters& curve) {
  return curve.midpoint - curve.width * ieee::log(2 + std::sqrt(3.0));
}

double cy0(const SigmoidParameters& curve) {
  return curve.midpoint - 2 * curve.width;
}

}  // namespace crossbreak
