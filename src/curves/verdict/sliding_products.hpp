// Scalar products of a signal with every stretch of a series: the sums that the comparisons of models spend
// their time on.
#pragma once

#include <span>

namespace crossbreak {

/// products[k] = series[k] * signal[0] + series[k + 1] * signal[1] + ..., added up in this order. The series
/// reaches as far as the last product needs.
void sliding_products(std::span<const double> series, std::span<const double> signal,
                      std::span<double> products);

}  // namespace crossbreak
