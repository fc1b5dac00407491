#include "curves/verdict/sliding_products.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace crossbreak {
namespace {

/// So many sums grow side by side, in registers of whatever width: each is still added up in its own order,
/// so that its bits do not depend on the processor.
constexpr std::size_t at_once = 8;

void products_side_by_side(const double* series, std::span<const double> signal, double* products) {
  std::array<double, at_once> sums{};
  for (std::size_t i = 0; i < signal.size(); ++i)
    for (std::size_t k = 0; k < at_once; ++k)
      sums[k] += series[i + k] * signal[i];
  std::copy(sums.begin(), sums.end(), products);
}

}  // namespace

void sliding_products(std::span<const double> series, std::span<const double> signal,
                      std::span<double> products) {
  assert(products.empty() || series.size() + 1 >= products.size() + signal.size());
  std::size_t k = 0;
  for (; k + at_once <= products.size(); k += at_once)
    products_side_by_side(series.data() + k, signal, products.data() + k);
  if (k == products.size())
    return;
  if (products.size() >= at_once) {  // the last ones, some of them again
    k = products.size() - at_once;
    products_side_by_side(series.data() + k, signal, products.data() + k);
    return;
  }
  for (; k < products.size(); ++k) {
    products[k] = 0;
    for (std::size_t i = 0; i < signal.size(); ++i)
      products[k] += series[k + i] * signal[i];
  }
}

}  // namespace crossbreak
