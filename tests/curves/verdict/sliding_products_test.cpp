#include "curves/verdict/sliding_products.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;

namespace {

std::vector<double> one_by_one(const std::vector<double>& series, const std::vector<double>& signal,
                               std::size_t count) {
  std::vector<double> products(count, 0);
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t i = 0; i < signal.size(); ++i)
      products[k] += series[k + i] * signal[i];
  return products;
}

}  // namespace

TEST_CASE("Sliding products have the bits of sums made one by one, however many there are") {
  for (const std::size_t length : {1u, 2u, 7u, 40u})
    for (std::size_t count = 1; count <= 35; ++count) {
      std::vector<double> signal, series;
      for (std::size_t i = 0; i < length; ++i)
        signal.push_back(std::sin(static_cast<double>(3 * i)) / 3);
      for (std::size_t i = 0; i + 1 < length + count; ++i)
        series.push_back(std::cos(static_cast<double>(5 * i)) * 1e3);
      std::vector<double> products(count, -1);
      sliding_products(series, signal, products);
      CAPTURE(length);
      CAPTURE(count);
      CHECK(products == one_by_one(series, signal, count));
    }
}

TEST_CASE("Of no product nothing is asked") {
  sliding_products({}, std::vector<double>{1, 2}, {});
}
