#include "curves/ct/fit.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "curves/signal/median.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// The readings present, moved and scaled to [0, 1], so that a fit takes the same steps whatever the unit.
struct Points {
  std::vector<double> cycles;
  std::vector<double> signal;
  double offset = 0;
  double range = 0;
};

Points present_points(std::span<const double> signal) {
  Points points;
  points.cycles.reserve(signal.size());
  points.signal.reserve(signal.size());
  for (std::size_t i = 0; i < signal.size(); ++i)
    if (std::isfinite(signal[i])) {
      points.cycles.push_back(static_cast<double>(i + 1));
      points.signal.push_back(signal[i]);
    }
  if (points.signal.empty())
    return points;
  const auto [low, high] = std::minmax_element(points.signal.begin(), points.signal.end());
  points.offset = *low;
  points.range = *high - *low;
  if (points.range > 0)
    for (double& y : points.signal)
      y = (y - points.offset) / points.range;
  return points;
}

/// Plateaus from the extremes of the three-point medians (no single spike counts), midpoint where they last
/// pass half height on the way up, width from the way between a quarter and three quarters: 2 ln 3 widths.
SigmoidParameters start_values(const Points& points) {
  const std::size_t n = points.signal.size();
  const auto smooth = [&](std::size_t i) {
    if (i == 0 || i + 1 == n)
      return points.signal[i];
    return median_of_three(points.signal[i - 1], points.signal[i], points.signal[i + 1]);
  };
  std::size_t top = 0;
  for (std::size_t i = 1; i < n; ++i)
    if (smooth(i) > smooth(top))
      top = i;
  double low = smooth(top);
  for (std::size_t i = 0; i < top; ++i)
    low = std::min(low, smooth(i));

  const auto passes = [&](double fraction) {  // cycle, interpolated, searched backwards from the top
    const double level = low + fraction * (smooth(top) - low);
    for (std::size_t i = top; i > 0; --i)
      if (smooth(i - 1) <= level && smooth(i) > level) {
        const double part = (level - smooth(i - 1)) / (smooth(i) - smooth(i - 1));
        return points.cycles[i - 1] + part * (points.cycles[i] - points.cycles[i - 1]);
      }
    return points.cycles[top];
  };
  const double span = passes(0.75) - passes(0.25);
  return {.lower = low,
          .drift = 0,
          .upper = smooth(top),
          .midpoint = passes(0.5),
          .width = std::max(span / (2 * ieee::log(3.0)), 0.2)};  // 0.2: a single step of one cycle
}

/// A curve in the unit of the signal, as it stands among the points.
SigmoidParameters scaled(SigmoidParameters curve, const Points& points) {
  curve.lower = (curve.lower - points.offset) / points.range;
  curve.upper = (curve.upper - points.offset) / points.range;
  curve.drift /= points.range;
  return curve;
}

/// `start` null: from the data.
template <SigmoidForm form>
SigmoidFit fit(const SigmoidParameters* start, std::span<const double> signal, const FitOptions& options) {
  using Model = SigmoidModel<form>;
  SigmoidFit result;
  const Points points = present_points(signal);
  const std::size_t n = points.signal.size();
  result.points = static_cast<int>(n);
  if (n <= static_cast<std::size_t>(Model::parameter_count))
    return result;
  result.status = FitStatus::NoRise;
  if (!(points.range > 0))
    return result;

  const Model model{.cycles = points.cycles, .signal = points.signal};
  const auto best =
      minimise(model, Model::pack(start != nullptr ? scaled(*start, points) : start_values(points)), options);
  SigmoidParameters& curve = result.curve;
  curve = Model::unpack(best.parameters);
  const double cycles = static_cast<double>(signal.size());
  if (best.status != LeastSquaresStatus::Converged)
    result.status = FitStatus::NoConvergence;
  else if (curve.upper <= curve.lower)
    result.status = FitStatus::NoRise;
  else if (!(curve.midpoint >= 1 && curve.midpoint <= 2 * cycles && curve.width <= cycles))
    result.status = FitStatus::OutsideCycles;
  else
    result.status = FitStatus::Converged;

  curve.lower = points.offset + points.range * curve.lower;
  curve.upper = points.offset + points.range * curve.upper;
  curve.drift *= points.range;
  result.rss = best.rss * points.range * points.range;
  curve.residual_sd = std::sqrt(result.rss / static_cast<double>(n - Model::parameter_count));
  return result;
}

SigmoidFit fit(const SigmoidParameters* start, std::span<const double> signal, SigmoidForm form,
               const FitOptions& options) {
  switch (form) {
    case SigmoidForm::Four:
      return fit<SigmoidForm::Four>(start, signal, options);
    case SigmoidForm::FourWithDrift:
      return fit<SigmoidForm::FourWithDrift>(start, signal, options);
  }
  return {};
}

}  // namespace

SigmoidFit fit_sigmoid(std::span<const double> signal, SigmoidForm form, const FitOptions& options) {
  return fit(nullptr, signal, form, options);
}

SigmoidFit fit_sigmoid_from(const SigmoidParameters& start, std::span<const double> signal, SigmoidForm form,
                            const FitOptions& options) {
  return fit(&start, signal, form, options);
}

}  // namespace crossbreak
