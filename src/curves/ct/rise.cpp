#include "curves/ct/rise.hpp"

#include <algorithm>
#include <cmath>

#include "ieee/elementary.hpp"

namespace crossbreak {

namespace {

/// Of the whole curve only the cycle is wanted at which its fit ends: one that could still lower RSS by a
/// ten-thousandth names the same cycle.
constexpr FitOptions coarse{.tolerance = 1e-4};
/// Leaves a parameter within some 1e-3 of its standard error.
constexpr FitOptions fine{.tolerance = 1e-8};

/// Of a wide enough sigmoid the middle is straight and a falling drift takes it away: what is left is a bend,
/// of any height. Only readings before the rise tell them apart.
bool is_bend(const SigmoidParameters& curve) {
  return curve.drift < 0 && cy0(curve) < 1;
}

std::optional<SigmoidParameters> rise_of(std::span<const double> rn, const SigmoidFit& fit) {
  if (fit.status != FitStatus::Converged || is_bend(fit.curve) ||
      second_derivative_maximum(fit.curve) > static_cast<double>(rn.size()))
    return std::nullopt;
  return fit.curve;
}

}  // namespace

std::optional<SigmoidParameters> fit_rise(std::span<const double> rn) {
  const SigmoidFit whole = fit_sigmoid(rn, SigmoidForm::Four, coarse);
  if (whole.status == FitStatus::Converged) {
    const double end = std::ceil(whole.curve.midpoint + rise_end_widths * whole.curve.width);
    if (end > 0 && end < static_cast<double>(rn.size())) {
      const auto rise = rise_of(rn, fit_sigmoid_from(whole.curve, rn.first(static_cast<std::size_t>(end)),
                                                     SigmoidForm::FourWithDrift, fine));
      if (rise)
        return rise;
    }
  }
  return rise_of(rn, fit_sigmoid(rn, SigmoidForm::FourWithDrift, fine));
}

double height(const SigmoidParameters& curve) {
  return curve.upper - curve.lower;
}

double pooled_second_derivative_maximum(const SigmoidParameters& rise, double usual_height) {
  const double log_ratio =
      std::clamp(ieee::log(height(rise) / usual_height), -max_log_height_ratio, max_log_height_ratio);
  return second_derivative_maximum(rise) - yield_share * rise.width * log_ratio;
}

}  // namespace crossbreak
