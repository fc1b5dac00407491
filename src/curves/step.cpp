#include "curves/step.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "curves/median.hpp"

namespace crossbreak {

std::optional<Step> find_step(std::span<const double> rn, double noise_sd) {
  constexpr double noises = 10;
  constexpr double times_spread = 3;
  std::optional<Step> largest;
  std::vector<double> changes;
  for (std::size_t k = 3; k + 1 < rn.size(); ++k) {
    changes = {rn[k - 2] - rn[k - 3], rn[k - 1] - rn[k - 2], rn[k + 1] - rn[k]};
    if (k + 2 < rn.size())
      changes.push_back(rn[k + 2] - rn[k + 1]);
    const auto [least, most] = std::minmax_element(changes.begin(), changes.end());
    const double spread = *most - *least;
    const double height = rn[k] - rn[k - 1] - median(changes);
    if (!(std::abs(height) > times_spread * spread))  // also where a reading is missing
      continue;
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
