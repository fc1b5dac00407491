#pragma once

// Sums and products with what rounding takes from them: a number as the unevaluated sum of two doubles, about
// 106 bits. Knuth 1997, The Art of Computer Programming 2, section 4.2.2; Dekker 1971, Numerische Mathematik
// 18:224-242. Valid while nothing overflows, and no product of low parts underflows.

namespace crossbreak::ieee {

struct DoubleDouble {
  double high = 0;
  double low = 0;  ///< at most half a unit in the last place of `high`
};

/// a + b, for any two.
constexpr DoubleDouble two_sum(double a, double b) {
  const double sum = a + b;
  const double part_of_b = sum - a;
  return {sum, (a - (sum - part_of_b)) + (b - part_of_b)};
}

/// a + b, where |a| >= |b| or a is 0.
constexpr DoubleDouble fast_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

/// Halves of 26 bits, products of which are exact.
constexpr DoubleDouble split(double x) {
  const double scaled = 134217729.0 * x;  // 2^27 + 1
  const double high = scaled - (scaled - x);
  return {high, x - high};
}

/// a * b
constexpr DoubleDouble two_product(double a, double b) {
  const double product = a * b;
  const auto [a_high, a_low] = split(a);
  const auto [b_high, b_low] = split(b);
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

constexpr DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble sum = two_sum(a.high, b.high);
  return fast_two_sum(sum.high, sum.low + (a.low + b.low));
}

constexpr DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble product = two_product(a.high, b.high);
  return fast_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

constexpr DoubleDouble operator/(DoubleDouble a, DoubleDouble b) {
  const double first = a.high / b.high;
  const DoubleDouble rest = a + DoubleDouble{-first} * b;
  return fast_two_sum(first, rest.high / b.high);
}

}  // namespace crossbreak::ieee
