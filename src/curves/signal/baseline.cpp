#include "curves/signal/baseline.hpp"

#include <cmath>
#include <limits>

namespace crossbreak {
namespace {

constexpr int min_readings_for_a_line = 4;

std::size_t index_of(int cycle) {
  return static_cast<std::size_t>(cycle - 1);
}

}  // namespace

std::optional<Baseline> fit_baseline(std::span<const double> rn, BaselineWindow window) {
  if (window.start < 1 || window.end < window.start || window.end > static_cast<int>(rn.size()))
    return std::nullopt;
  int readings = 0;
  double cycle_sum = 0;
  double rn_sum = 0;
  for (int cycle = window.start; cycle <= window.end; ++cycle) {
    const double reading = rn[index_of(cycle)];
    if (!std::isfinite(reading))
      continue;
    ++readings;
    cycle_sum += cycle;
    rn_sum += reading;
  }
  if (readings == 0)
    return std::nullopt;
  const double mean_cycle = cycle_sum / readings;
  const double mean_rn = rn_sum / readings;
  if (readings < min_readings_for_a_line)
    return Baseline{.window = window, .intercept = mean_rn, .slope = 0};

  double sxx = 0;
  double sxy = 0;
  for (int cycle = window.start; cycle <= window.end; ++cycle) {
    const double reading = rn[index_of(cycle)];
    if (!std::isfinite(reading))
      continue;
    sxx += (cycle - mean_cycle) * (cycle - mean_cycle);
    sxy += (cycle - mean_cycle) * (reading - mean_rn);
  }
  const double slope = sxy / sxx;
  return Baseline{.window = window, .intercept = mean_rn - slope * mean_cycle, .slope = slope};
}

double baseline_at(const Baseline& baseline, double cycle) {
  return baseline.intercept + baseline.slope * cycle;
}

std::vector<double> subtract_baseline(std::span<const double> rn, const Baseline& baseline) {
  std::vector<double> delta_rn(rn.size());
  for (std::size_t i = 0; i < rn.size(); ++i)
    delta_rn[i] = rn[i] - baseline_at(baseline, static_cast<double>(i + 1));
  return delta_rn;
}

double residual_sd(std::span<const double> rn, const Baseline& baseline) {
  int readings = 0;
  double sum = 0;
  for (int cycle = baseline.window.start; cycle <= baseline.window.end; ++cycle) {
    const double residual = rn[index_of(cycle)] - baseline_at(baseline, cycle);
    if (!std::isfinite(residual))
      continue;
    ++readings;
    sum += residual * residual;
  }
  const int freedom = readings - (readings < min_readings_for_a_line ? 1 : 2);
  return freedom > 0 ? std::sqrt(sum / freedom) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace crossbreak
