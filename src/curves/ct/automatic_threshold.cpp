#include "curves/ct/automatic_threshold.hpp"

#include <algorithm>
#include <cmath>

#include "curves/signal/automatic_baseline.hpp"

namespace crossbreak {
namespace {

// The best estimate for the thresholds that QuantStudio files store; see the header.
constexpr double quantstudio_share = 0.85;
constexpr double quantstudio_least = 0.04;

double at_cycle(std::span<const double> values, int cycle) {
  return values[static_cast<std::size_t>(cycle - 1)];
}

/// Mean of the last three readings.
double final_level(std::span<const double> delta_rn) {
  double sum = 0;
  int readings = 0;
  for (auto value = delta_rn.rbegin(); value != delta_rn.rend() && readings < 3; ++value) {
    if (!std::isfinite(*value))
      continue;
    sum += *value;
    ++readings;
  }
  return sum / readings;
}

bool stands_above_noise(const ThresholdWell& well, double level) {
  const double noise = std::isfinite(well.baseline_sd) ? well.baseline_sd : 0;
  const double end = final_level(well.delta_rn);
  return level > 0 && level > 5 * noise && end > 10 * noise && end > level;
}

/// Delta Rn at the second-derivative maximum between cycles: a parabola through the five-point second
/// differences around the maximum gives its place, a line between cycles the value.
std::optional<double> level_at_maximum(const ThresholdWell& well) {
  const int cycles = static_cast<int>(well.delta_rn.size());
  const std::optional<int> maximum = second_derivative_maximum(well.rn, 5, cycles - 5);
  if (!maximum)
    return std::nullopt;
  double place = *maximum;
  const std::optional<double> before = second_derivative(well.rn, *maximum - 1);
  const std::optional<double> top = second_derivative(well.rn, *maximum);
  const std::optional<double> after = second_derivative(well.rn, *maximum + 1);
  if (before && top && after && *before + *after < 2 * *top)
    place += std::clamp((*before - *after) / (2 * (*before - 2 * *top + *after)), -0.5, 0.5);
  const int floor = static_cast<int>(std::floor(place));
  const double share = place - floor;
  return (1 - share) * at_cycle(well.delta_rn, floor) + share * at_cycle(well.delta_rn, floor + 1);
}

}  // namespace

std::optional<double> exponential_region_end(const ThresholdWell& well) {
  const int cycles = static_cast<int>(well.delta_rn.size());
  const std::optional<int> maximum = second_derivative_maximum(well.rn, 5, cycles - 4);
  if (!maximum)
    return std::nullopt;
  const double level = at_cycle(well.delta_rn, *maximum + 1);
  return stands_above_noise(well, level) ? std::optional(level) : std::nullopt;
}

std::optional<double> automatic_threshold(AutomaticRule rule, std::span<const ThresholdWell> wells) {
  std::optional<double> smallest;
  for (const ThresholdWell& well : wells) {
    const std::optional<double> end = exponential_region_end(well);
    const std::optional<double> level =
        end && rule == AutomaticRule::QuantStudio ? level_at_maximum(well) : end;
    if (level && (!smallest || *level < *smallest))
      smallest = level;
  }
  if (smallest && rule == AutomaticRule::QuantStudio)
    return std::max(quantstudio_least, quantstudio_share * *smallest);
  return smallest;
}

}  // namespace crossbreak
