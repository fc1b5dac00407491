#include "curves/signal/automatic_baseline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "curves/signal/median.hpp"

namespace crossbreak {
namespace {

constexpr double abi7500_rise = 0.01;       // Rn per cycle; see the header
constexpr double own_rise = 0.008;          // of the curve's range; see the header
constexpr double quantstudio_rise = 0.005;  // Rn per cycle above the background's slope; see the header

/// Rn by cycle, counted from 1.
struct ByCycle {
  std::span<const double> rn;
  int cycles() const { return static_cast<int>(rn.size()); }
  double operator[](int cycle) const { return rn[static_cast<std::size_t>(cycle - 1)]; }
};

/// Central difference, one-sided at the ends; Rn per cycle.
double slope_at(const ByCycle& rn, int cycle) {
  if (cycle == 1)
    return rn[2] - rn[1];
  return cycle == rn.cycles() ? rn[cycle] - rn[cycle - 1] : (rn[cycle + 1] - rn[cycle - 1]) / 2;
}

/// The median slope from cycle 3 to four cycles before the second-derivative maximum; 0 where that is too
/// short.
double background_slope(const ByCycle& rn, int maximum) {
  if (maximum - 4 < 5)
    return 0;
  std::vector<double> slopes;
  for (int cycle = 3; cycle <= maximum - 4; ++cycle)
    slopes.push_back(slope_at(rn, cycle));
  const double usual = median(slopes);
  return std::isfinite(usual) ? usual : 0;
}

/// Down from the second-derivative maximum to the last cycle that no rise beyond `rise` follows.
BaselineWindow window_before_the_rise(const ByCycle& rn, int maximum, double rise) {
  int k = maximum - 1;
  while (k >= 1 && rn[k + 1] - rn[k] > rise)
    --k;
  return k >= 3 ? BaselineWindow{3, k} : BaselineWindow{1, 2};
}

BaselineWindow quantstudio_window(const ByCycle& rn, int maximum) {
  const double usual = background_slope(rn, maximum);
  int k = maximum;
  while (k >= 1 && slope_at(rn, k) - usual > quantstudio_rise)
    --k;
  return {3, std::max(k, 3)};
}

/// Highest minus lowest reading, the background's slope taken off.
double range_above(const ByCycle& rn, double slope) {
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  for (int cycle = 1; cycle <= rn.cycles(); ++cycle) {
    const double level = rn[cycle] - slope * cycle;
    if (!std::isfinite(level))
      continue;
    lowest = std::min(lowest, level);
    highest = std::max(highest, level);
  }
  return highest - lowest;
}

}  // namespace

std::optional<double> second_derivative(std::span<const double> rn, int cycle) {
  constexpr std::array<double, 9> weights{4, 4, 1, -4, -10, -4, 1, 4, 4};
  const ByCycle by_cycle{rn};
  if (cycle < 5 || cycle > by_cycle.cycles() - 4)
    return std::nullopt;
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    sum += weights[i] * by_cycle[cycle - 4 + static_cast<int>(i)];
  return std::isfinite(sum) ? std::optional(sum / 100) : std::nullopt;
}

std::optional<int> second_derivative_maximum(std::span<const double> rn, int first, int last) {
  std::optional<int> maximum;
  double largest = -std::numeric_limits<double>::infinity();
  for (int cycle = first; cycle <= last; ++cycle) {
    const std::optional<double> derivative = second_derivative(rn, cycle);
    if (derivative && *derivative > largest) {
      largest = *derivative;
      maximum = cycle;
    }
  }
  return maximum;
}

std::optional<BaselineWindow> automatic_window(AutomaticRule rule, std::span<const double> rn) {
  const ByCycle by_cycle{rn};
  const int last = by_cycle.cycles() - (rule == AutomaticRule::QuantStudio ? 5 : 4);
  const std::optional<int> maximum = second_derivative_maximum(rn, 5, last);
  if (!maximum)
    return std::nullopt;
  switch (rule) {
    case AutomaticRule::Abi7500V2:
      return window_before_the_rise(by_cycle, *maximum, abi7500_rise);
    case AutomaticRule::QuantStudio:
      return quantstudio_window(by_cycle, *maximum);
    case AutomaticRule::Own: {
      const double slope = background_slope(by_cycle, *maximum);
      return window_before_the_rise(by_cycle, *maximum, slope + own_rise * range_above(by_cycle, slope));
    }
  }
  return std::nullopt;
}

BaselineWindow flat_window(int cycles) {
  return cycles >= 4 ? BaselineWindow{3, cycles - 1} : BaselineWindow{1, std::max(cycles, 1)};
}

}  // namespace crossbreak
