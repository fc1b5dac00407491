#include "statistics/proportion.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"

namespace crossbreak {

std::optional<WilsonInterval> wilson_interval(int count, int total, double level) {
  if (total <= 0)
    return std::nullopt;
  const double z = two_sided_quantile(level);
  const double n = total;
  const double share = count / n;
  const double centre = share + z * z / (2 * n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  // At the ends the formula is exactly 0 or 1, which rounding must not overstep.
  return WilsonInterval{share, count == 0 ? 0 : std::max(0.0, (centre - half) / scale),
                        count == total ? 1 : std::min(1.0, (centre + half) / scale)};
}

}  // namespace crossbreak
