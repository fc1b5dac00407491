#include "curves/automatic_baseline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "curves/median.hpp"

namespace crossbreak {
namespace {

constexpr double abi7500_rise = 0.01;       // Rn per cycle; auto_baseline.md 1
constexpr double quantstudio_rise = 0.005;  // Rn per cycle above the background's slope; auto_baseline.md 2

/// Rn by cycle, counted from 1.
struct ByCycle {
  std::span<const double> rn;
  int cycles() const { return static_cast<int>(rn.size()); }
  double operator[](int cycle) const { return rn[static_cast<std::size_t>(cycle - 1)]; }
};

/// Down from the second-derivative maximum to the last cycle that is not followed by a rise.
std::optional<BaselineWindow> window_before_the_rise(const ByCycle& rn, double rise) {
  const std::optional<int> maximum = second_derivative_maximum(rn.rn, 5, rn.cycles() - 4);
  if (!maximum)
    return std::nullopt;
  int k = *maximum - 1;
  while (k >= 1 && rn[k + 1] - rn[k] > rise)
    --k;
  return k >= 3 ? BaselineWindow{3, k} : BaselineWindow{1, 2};
}

std::optional<BaselineWindow> quantstudio_window(const ByCycle& rn) {
  const int cycles = rn.cycles();
  const std::optional<int> maximum = second_derivative_maximum(rn.rn, 5, cycles - 5);
  if (!maximum)
    return std::nullopt;
  const auto slope = [&](int cycle) {
    if (cycle == 1)
      return rn[2] - rn[1];
    return cycle == cycles ? rn[cycles] - rn[cycles - 1] : (rn[cycle + 1] - rn[cycle - 1]) / 2;
  };
  std::vector<double> background;
  for (int cycle = 3; cycle <= *maximum - 4; ++cycle)
    background.push_back(slope(cycle));
  const double usual = *maximum - 4 < 5 ? 0 : median(background);
  int k = *maximum;
  while (k >= 1 && slope(k) - usual > quantstudio_rise)
    --k;
  return BaselineWindow{3, std::max(k, 3)};
}

}  // namespace

std::optional<double> second_derivative(std::span<const double> rn, int cycle) {
  constexpr std::array<double, 9> weights{4, 4, 1, -4, -10, -4, 1, 4, 4};
  const ByCycle by_cycle{rn};
  if (cycle < 5 || cycle > by_cycle.cycles() - 4)
    return std::nullopt;
  double sum = 0;
  for (int offset = -4; offset <= 4; ++offset)
    sum += weights[static_cast<std::size_t>(offset + 4)] * by_cycle[cycle + offset];
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
  switch (rule) {
    case AutomaticRule::Abi7500V2:
      return window_before_the_rise({rn}, abi7500_rise);
    case AutomaticRule::QuantStudio:
      return quantstudio_window({rn});
    case AutomaticRule::Own:
      break;
  }
  return window_before_the_rise({rn}, abi7500_rise);
}

BaselineWindow flat_window(int cycles) {
  return cycles >= 4 ? BaselineWindow{3, cycles - 1} : BaselineWindow{1, std::max(cycles, 1)};
}

}  // namespace crossbreak
