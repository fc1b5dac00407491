#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "ieee/double_double.hpp"
#include "ieee/elementary.hpp"

// By Taylor series, which are long but plain: nothing calls these often.

namespace crossbreak::ieee {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr DoubleDouble half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

/// 1 - x^2 / (n (n + 1)) * (1 - x^2 / ((n + 2) (n + 3)) * ...), |x| <= pi / 4: what is left of the Taylor
/// series of sin (n = 4) and cos (n = 3) after x^3 / 6 and x^2 / 2.
double alternating(double x2, int first) {
  double sum = 1;
  for (int n = first + 14; n >= first; n -= 2)  // 0.8^21 / 21! < 2^-70
    sum = 1 - x2 / (n * (n + 1)) * sum;
  return sum;
}

/// asin(x) / x - 1, |x| <= 1 / 2: 1 / 2 * x^2 / 3 + (1 * 3) / (2 * 4) * x^4 / 5 + ...
double arcsine_series(double x2) {
  constexpr int terms = 26;  // 4^-26 / (26^1.5 * 1.8) < 2^-59
  constexpr std::array<double, terms> coefficients = [] {
    std::array<double, terms> found{};
    double product = 1;
    for (int n = 1; n <= terms; ++n) {
      product *= (2 * n - 1) / (2.0 * n);
      found[static_cast<std::size_t>(n - 1)] = product / (2 * n + 1);
    }
    return found;
  }();
  double sum = 0;
  for (std::size_t n = terms; n-- > 0;)
    sum = (sum + coefficients[n]) * x2;
  return sum;
}

}  // namespace

double asin(double x) {
  const double size = std::abs(x);
  if (!(size <= 1))
    return std::isnan(x) ? x : nan;
  if (size <= 0.5)
    return x + x * arcsine_series(x * x);
  const double rest = 0.5 * (1 - size);  // exact; asin(x) = pi / 2 - 2 asin(sqrt(rest))
  const double root = std::sqrt(rest);
  const DoubleDouble square = two_product(root, root);
  const double root_low = root > 0 ? ((rest - square.high) - square.low) / (2 * root) : 0;
  const DoubleDouble difference = two_sum(half_pi.high, -2 * root);
  const double value =
      difference.high + (difference.low + half_pi.low - 2 * (root_low + root * arcsine_series(rest)));
  return std::copysign(value, x);
}

double sin(double x) {
  const double size = std::abs(x);
  if (!(size <= half_pi.high))
    return nan;
  if (size <= 0.5 * half_pi.high) {
    const double cubic = x * (x * x / 6);
    return cubic == 0 ? x : x - cubic * alternating(x * x, 4);
  }
  // cos(y), y = pi / 2 - size: 1 - y^2 / 2 + y^4 / 24 * (1 - ...)
  const DoubleDouble y = fast_two_sum(half_pi.high - size, half_pi.low);
  const DoubleDouble half_square = two_product(y.high, 0.5 * y.high);
  const DoubleDouble first = fast_two_sum(1, -half_square.high);
  const double fourth = half_square.high * (y.high * y.high / 12);
  const double rest = first.low - half_square.low - y.high * y.low + fourth * alternating(y.high * y.high, 5);
  return std::copysign(first.high + rest, x);
}

}  // namespace crossbreak::ieee
