#include "curves/signal/standing_end.hpp"

#include <algorithm>
#include <cmath>

namespace crossbreak {

bool is_same_reading(double a, double b) {
  constexpr double float32_digits = 4e-7;
  return std::abs(a - b) <= float32_digits * std::max(std::abs(a), std::abs(b));
}

std::size_t standing_from(std::span<const double> readings) {
  std::size_t last = readings.size();
  while (last > 0 && !std::isfinite(readings[last - 1]))
    --last;
  if (last == 0)
    return readings.size();
  std::size_t first = last - 1;
  for (std::size_t i = first; i-- > 0;) {
    if (!std::isfinite(readings[i]))
      continue;
    if (!is_same_reading(readings[i], readings[last - 1]))
      break;
    first = i;
  }
  return first;
}

}  // namespace crossbreak
