#include "ieee/elementary.hpp"

#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "ieee/double_double.hpp"

// Table-driven, after Tang 1989, ACM Transactions on Mathematical Software 15:144-157 (exp), 1990, 16:378-400
// (log) and 1992, 18:211-222 (expm1). The tables are computed by the compiler. Polynomials are Taylor's.

namespace crossbreak::ieee {
namespace {

static_assert(std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0,
              "doubles are computed as doubles");

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr DoubleDouble ln2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
constexpr DoubleDouble log10_of_e = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};

constexpr int table_bits = 7;
constexpr std::size_t table_size = 1U << table_bits;
constexpr int mantissa_bits = 52;
constexpr std::uint64_t mantissa = (std::uint64_t{1} << mantissa_bits) - 1;

/// x rounded to a multiple of `unit`, a power of two.
constexpr double rounded_to(double x, double unit) {
  const double shift = 0x1.8p52 * unit;
  return (x + shift) - shift;
}

/// The first 26 bits: products of two such are exact, and so is x less them.
double high_part(double x) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & ~std::uint64_t{0x7ffffff});
}

/// 2^exponent for normal numbers: exponents from -1022 to 1023.
constexpr double power_of_two(std::int64_t exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << mantissa_bits);
}

/// 2^(i / 128)
constexpr std::array<DoubleDouble, table_size> roots_of_two = [] {
  const DoubleDouble x = {ln2.high / table_size, ln2.low / table_size};
  DoubleDouble step = {1};
  for (int n = 14; n > 0; --n)  // x^15 / 15! < 2^-150
    step = DoubleDouble{1} + x * step / DoubleDouble{static_cast<double>(n)};
  std::array<DoubleDouble, table_size> roots;
  roots[0] = {1};
  for (std::size_t i = 1; i < table_size; ++i)
    roots[i] = roots[i - 1] * step;
  return roots;
}();

/// exp(x) = 2^exponent * (root.high + small)
struct Exponential {
  std::int64_t exponent;
  double high;
  double small;
};

/// exp(x + low), |x| < 1000 and |low| < 2^-15. As x is k * ln 2 / 128 + r, it is 2^(k / 128) * exp(r).
inline Exponential exponential(double x, double low) {
  constexpr double step_high = rounded_to(ln2.high, 0x1p-35) / table_size;  // times k < 2^18: exact
  constexpr double step_low = ((ln2.high - rounded_to(ln2.high, 0x1p-35)) + ln2.low) / table_size;
  const double k = rounded_to(x * (table_size / ln2.high), 1);
  const auto steps = static_cast<std::int64_t>(k);
  const DoubleDouble& root = roots_of_two[static_cast<std::size_t>(steps) % table_size];
  const double r = ((x - k * step_high) - k * step_low) + low;  // |r| <= ln 2 / 256
  const double r2 = r * r;
  const double p = r + r2 * ((0.5 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120)));  // r^6 / 6! < 2^-60
  return {steps >> table_bits, root.high, root.low + root.high * p};
}

constexpr std::array<double, 13> inverses = []() {
  std::array<double, 13> found{};
  for (std::size_t n = 1; n < found.size(); ++n)
    found[n] = 1 / static_cast<double>(n);
  return found;
}();

double scaled(Exponential e) {
  const double value = e.high + e.small;
  if (e.exponent >= -1022 && e.exponent <= 1023)
    return value * power_of_two(e.exponent);
  const std::int64_t half = e.exponent / 2;
  return value * power_of_two(half) *
         power_of_two(e.exponent - half);  // only the last may be rounded, or overflow
}

/// exp(x + low) for all x but nan.
inline double exp_of_sum(double x, double low) {
  if (x > 710)
    return infinity;
  if (x < -746)
    return 0;
  return scaled(exponential(x, low));
}

/// Of one of 128 intervals from 0.6875 to 1.375: 1 / c for a number c in its middle, and log(c).
struct Middle {
  double inverse;   ///< 13 bits at most
  double log_high;  ///< a multiple of 2^-42: added to multiples of ln 2 it is exact
  double log_low;
};

constexpr std::uint64_t least_bits = 0x3fe6000000000000;  // of 0.6875
constexpr double exact_unit = 0x1p-42;

constexpr DoubleDouble log_of(double m) {  // 2 * artanh((m - 1) / (m + 1)), m in (2 / 3, 3 / 2)
  const DoubleDouble s = DoubleDouble{m - 1} / DoubleDouble{m + 1};
  const DoubleDouble s2 = s * s;
  DoubleDouble sum = {};
  for (int n = 49; n > 0; n -= 2)  // 0.2^51 < 2^-118
    sum = sum * s2 + DoubleDouble{1} / DoubleDouble{static_cast<double>(n)};
  return DoubleDouble{2} * s * sum;
}

constexpr std::array<Middle, table_size> middles = [] {
  std::array<Middle, table_size> found{};
  for (std::size_t i = 0; i < table_size; ++i) {
    const auto bits = least_bits + (static_cast<std::uint64_t>(i) << (mantissa_bits - table_bits));
    const double start = std::bit_cast<double>(bits);
    const double end = std::bit_cast<double>(bits + (std::uint64_t{1} << (mantissa_bits - table_bits)));
    if (start == 1 || end == 1) {  // x - 1 itself is what is asked for
      found[i] = {1, 0, 0};
      continue;
    }
    const double inverse = rounded_to(2 / (start + end), 0x1p-12);
    const DoubleDouble log = log_of(inverse);
    const double high = rounded_to(-log.high, exact_unit);
    found[i] = {inverse, high, (-log.high - high) - log.low};
  }
  return found;
}();

/// log(x) = big + log(1 + r + r_low) + small
struct Logarithm {
  double big;
  double r;  ///< from -2^-7.9 to 2^-7
  double r_low;
  double small;
};

/// Of x * (1 + low), x normal and positive, |low| <= 2^-53, `exponent` to be added to that of x.
inline Logarithm reduced(double x, double low, std::int64_t exponent) {
  constexpr double ln2_high = rounded_to(ln2.high, exact_unit);
  constexpr double ln2_low = (ln2.high - ln2_high) + ln2.low;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t from_least = bits - least_bits;
  const Middle& middle = middles[(from_least >> (mantissa_bits - table_bits)) % table_size];
  const std::int64_t k = static_cast<std::int64_t>(from_least) >> mantissa_bits;
  const double z = std::bit_cast<double>(bits - (from_least & ~mantissa));  // x / 2^k
  const double z_high = high_part(z);
  const DoubleDouble r = two_sum(z_high * middle.inverse - 1, (z - z_high) * middle.inverse);  // all exact
  const auto powers = static_cast<double>(k + exponent);
  return {powers * ln2_high + middle.log_high, r.high, r.low + low, powers * ln2_low + middle.log_low};
}

/// (log(1 + r) - r + r^2 / 2) / r^3, |r| <= 2^-7: r^6 / 9 is left out.
double cubic_and_on(double r) {
  const double r2 = r * r;
  return (1.0 / 3 - r * (1.0 / 4)) + r2 * ((1.0 / 5 - r * (1.0 / 6)) + r2 * (1.0 / 7 - r * (1.0 / 8)));
}

/// With what is left out, to r^9 / 12.
double long_cubic_and_on(double r) {
  const double r2 = r * r;
  const double r6 = r2 * r2 * r2;
  return cubic_and_on(r) + r6 * ((1.0 / 9 - r * (1.0 / 10)) + r2 * (1.0 / 11));
}

inline double value_of(const Logarithm& log) {
  const DoubleDouble sum = fast_two_sum(log.big, log.r);
  const double r2 = log.r * log.r;
  return sum.high + ((sum.low + log.r_low + log.small) + (r2 * log.r * cubic_and_on(log.r) - 0.5 * r2));
}

/// To about 2^-66 of itself.
inline DoubleDouble long_value_of(const Logarithm& log) {
  const DoubleDouble sum = fast_two_sum(log.big, log.r);
  const double r_high = high_part(log.r);
  const DoubleDouble half_square = {0.5 * r_high * r_high, 0.5 * (log.r - r_high) * (log.r + r_high)};
  const DoubleDouble less = fast_two_sum(sum.high, -half_square.high);
  const double cubic = log.r * log.r * log.r * long_cubic_and_on(log.r);
  return fast_two_sum(less.high, less.low + sum.low + (log.r_low - log.r * log.r_low + log.small) +
                                     (cubic - half_square.low));
}

/// Of x positive and finite.
inline Logarithm reduced(double x) {
  const bool is_subnormal = x < std::numeric_limits<double>::min();
  return reduced(is_subnormal ? x * 0x1p54 : x, 0, is_subnormal ? -54 : 0);
}

bool is_positive_and_finite(double x) {
  return x > 0 && x < infinity;
}

/// Of what is not positive and finite.
double log_of_odd(double x) {
  return x == 0 ? -infinity : x > 0 || std::isnan(x) ? x : nan;
}

enum class Integer { None, Even, Odd };

Integer integer(double y) {
  if (std::abs(y) >= 0x1p53)
    return Integer::Even;
  if (y != std::floor(y))
    return Integer::None;
  return std::floor(y / 2) * 2 == y ? Integer::Even : Integer::Odd;
}

/// x in [0, infinity], y finite and not 0.
inline double pow_of_positive(double x, double y) {
  if (x == 0 || x == infinity)
    return (x == 0) == (y < 0) ? infinity : 0;
  if (x == 1)
    return 1;
  if (std::abs(y) > 0x1p64)  // |log(x)| > 2^-54
    return (x > 1) == (y > 0) ? infinity : 0;
  const DoubleDouble log = long_value_of(reduced(x));
  const double y_high = high_part(y);
  const double log_high = high_part(log.high);
  return exp_of_sum(y_high * log_high, (y - y_high) * log_high + y * ((log.high - log_high) + log.low));
}

}  // namespace

double exp(double x) {
  return std::isnan(x) ? x : exp_of_sum(x, 0);
}

double expm1(double x) {
  if (std::abs(x) < 0.125) {
    double sum = 0;
    for (std::size_t n = inverses.size() - 1; n > 2; --n)  // x^12 / 13! < 2^-68
      sum = (1 + sum) * x * inverses[n];
    const double half_square = 0.5 * x * x;
    return half_square == 0 ? x : x + (half_square + half_square * sum);
  }
  if (!(x < 40))  // nan too; 1 is less than a quarter of the last place
    return exp(x);
  if (x < -40)
    return -1;
  const Exponential e = exponential(x, 0);
  const double power = power_of_two(e.exponent);
  const DoubleDouble difference = two_sum(e.high * power, -1);
  return difference.high + (difference.low + e.small * power);
}

double log(double x) {
  return is_positive_and_finite(x) ? value_of(reduced(x)) : log_of_odd(x);
}

double log1p(double x) {
  if (!is_positive_and_finite(1 + x))
    return log_of_odd(1 + x);
  if (std::abs(x) < 0x1p-54)
    return x;
  if (x >= -0x1p-8 && x < 0x1p-7)
    return value_of({0, x, 0, 0});
  const DoubleDouble sum = two_sum(1, x);
  return value_of(reduced(sum.high, sum.low / sum.high, 0));
}

double log10(double x) {
  if (!is_positive_and_finite(x))
    return log_of_odd(x);
  const DoubleDouble log = long_value_of(reduced(x)) * log10_of_e;
  return log.high;
}

double pow(double x, double y) {
  if (y == 0 || x == 1)
    return 1;
  if (std::isnan(x) || std::isnan(y))
    return x + y;
  if (std::isinf(y)) {
    if (std::abs(x) == 1)
      return 1;
    return (std::abs(x) > 1) == (y > 0) ? infinity : 0;
  }
  if (!std::signbit(x))
    return pow_of_positive(x, y);
  const Integer kind = integer(y);
  if (kind == Integer::None && x != 0 && !std::isinf(x))
    return nan;
  const double value = pow_of_positive(-x, y);
  return kind == Integer::Odd ? -value : value;
}

}  // namespace crossbreak::ieee
