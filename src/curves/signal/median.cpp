#include "curves/signal/median.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <vector>

namespace crossbreak {

double median(std::span<const double> values) {
  return quantile(values, 0.5);
}

double quantile(std::span<const double> values, double p) {
  std::vector<double> present;
  present.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(present),
               [](double value) { return std::isfinite(value); });
  if (present.empty())
    return std::numeric_limits<double>::quiet_NaN();
  const double position = p * static_cast<double>(present.size() - 1);
  const auto below = present.begin() + static_cast<std::ptrdiff_t>(position);
  const double share = position - std::floor(position);
  std::nth_element(present.begin(), below, present.end());
  if (share == 0)
    return *below;
  const double above = *std::min_element(below + 1, present.end());
  return *below + share * (above - *below);
}

}  // namespace crossbreak
