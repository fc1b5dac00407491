#include "statistics/proportion.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"

namespace crossbreak {

std::optional<Proportion> wilson_interval(int count, int total, double level) {
  if (total <= 0)
    return std::nullopt;
  const double z = two_sided_quantile(level);
  const double n = total;
  const double share = count / n;
  const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  // None and all have limits of exactly 0 and 1, which rounding would miss.
  return Proportion{share, count == 0 ? 0 : middle - half, count == total ? 1 : std::min(1.0, middle + half)};
}

}  // namespace crossbreak
