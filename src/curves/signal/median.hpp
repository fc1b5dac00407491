// The median, which ignores missing values.
#pragma once

#include <algorithm>
#include <span>

namespace crossbreak {

/// The median of the finite values (the mean of the two middle ones where their number is even); NaN where
/// there are none.
double median(std::span<const double> values);

/// The value below which the share `p` (0 to 1) of the finite values lies, linear between order statistics
/// (Hyndman and Fan 1996, Am. Stat. 50:361-365, type 7); NaN where there are none.
double quantile(std::span<const double> values, double p);

/// The middle one of three readings.
inline double median_of_three(double a, double b, double c) {
  return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

}  // namespace crossbreak
