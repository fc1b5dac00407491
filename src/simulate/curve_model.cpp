#include "simulate/curve_model.hpp"

#include <cmath>
#include <numbers>

#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

double shape(const CurveModel& model) {
  return model.width * ieee::log1p(model.efficiency);
}

/// The second-derivative maximum less the midpoint, in cycles. With f = (1 + e^-u)^-s and p = e^-u / (1 +
/// e^-u), f''' = 0 where s^2 p^2 - 3 s p (1 - p) + (1 - p)(1 - 2 p) = 0; the larger root p is the earlier
/// extremum.
double maximum_offset(const CurveModel& model) {
  const double s = shape(model);
  const double a = s * s + 3 * s + 2;
  const double b = -3 * s - 3;
  const double p = (-b + std::sqrt(b * b - 4 * a)) / (2 * a);
  return -model.width * ieee::log(p / (1 - p));
}

}  // namespace

double expected_ct(const CurveModel& model, double molecules) {
  return (model.one_copy_ct * std::numbers::ln2 - ieee::log(molecules)) / ieee::log1p(model.efficiency);
}

std::vector<double> noiseless_rise(const CurveModel& model, double plateau, double molecules, int cycles) {
  std::vector<double> rise(static_cast<std::size_t>(cycles), 0.0);
  if (!(molecules > 0))
    return rise;
  const double midpoint = expected_ct(model, molecules) - maximum_offset(model);
  for (std::size_t i = 0; i < rise.size(); ++i) {
    const double cycle = static_cast<double>(i + 1);
    rise[i] = plateau * ieee::pow(1 + ieee::exp(-(cycle - midpoint) / model.width), -shape(model));
  }
  return rise;
}

}  // namespace crossbreak
