#include "curves/verdict/step.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "curves/limits.hpp"

namespace crossbreak {

namespace {

/// Changes from cycle to cycle around a jump.
struct Neighbours {
  double median = 0;
  double spread = 0;  ///< largest less smallest
};

/// Of the two changes before the one to rn[k] and the two after it; where the curve ends, the one after it
/// counts twice.
Neighbours around(std::span<const double> rn, std::size_t k) {
  const double first = rn[k - 2] - rn[k - 3], second = rn[k - 1] - rn[k - 2], third = rn[k + 1] - rn[k];
  const double fourth = k + 2 < rn.size() ? rn[k + 2] - rn[k + 1] : third;
  const double least = std::min(std::min(first, second), std::min(third, fourth));
  const double most = std::max(std::max(first, second), std::max(third, fourth));
  return {.median = (first + second + third + fourth - least - most) / 2, .spread = most - least};
}

}  // namespace

std::optional<Step> find_step(std::span<const double> rn, double least_height) {
  std::optional<Step> largest;
  for (std::size_t k = 3; k + 1 < rn.size(); ++k) {
    const Neighbours neighbours = around(rn, k);
    const double height = rn[k] - rn[k - 1] - neighbours.median;
    if (!(std::abs(height) > limits::step_spreads * neighbours.spread))  // also where a reading is missing
      continue;
    if (std::abs(height) > least_height && (!largest || std::abs(height) > std::abs(largest->height)))
      largest = Step{.cycle = static_cast<int>(k + 1), .height = height};
  }
  return largest;
}

std::vector<double> without_step(std::span<const double> rn, const Step& step) {
  std::vector<double> level(rn.begin(), rn.end());
  for (std::size_t i = static_cast<std::size_t>(step.cycle - 1); i < level.size(); ++i)
    level[i] -= step.height;
  return level;
}

}  // namespace crossbreak
