#include "curves/step.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace crossbreak {

std::optional<Step> find_step(std::span<const double> rn, double noise_sd) {
  constexpr double noises = 10;
  constexpr double times_neighbours = 3;
  std::optional<Step> largest;
  for (std::size_t k = 3; k + 2 < rn.size(); ++k) {
    std::array changes{rn[k - 2] - rn[k - 3], rn[k - 1] - rn[k - 2], rn[k + 1] - rn[k],
                       rn[k + 2] - rn[k + 1]};
    std::sort(changes.begin(), changes.end());
    const double steepest = std::max(std::abs(changes.front()), std::abs(changes.back()));
    const double jump = rn[k] - rn[k - 1];
    if (!(std::abs(jump) > times_neighbours * steepest))  // also where a reading is missing
      continue;
    const double height = jump - (changes[1] + changes[2]) / 2;
    if (std::abs(height) > noises * noise_sd && (!largest || std::abs(height) > std::abs(largest->height)))
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
