#include "ieee/elementary.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <mpfr.h>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace ieee = crossbreak::ieee;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr int numbers_drawn =
    40'000;  // of each range; a hundred times as many were measured once: the same figures

/// A number of 160 bits.
class Exact {
 public:
  Exact() { mpfr_init2(number_, 160); }
  explicit Exact(double value) : Exact() { mpfr_set_d(number_, value, MPFR_RNDN); }
  ~Exact() { mpfr_clear(number_); }
  Exact(const Exact&) = delete;
  Exact& operator=(const Exact&) = delete;

  mpfr_ptr get() { return number_; }
  double rounded() const { return mpfr_get_d(number_, MPFR_RNDN); }

 private:
  mpfr_t number_;
};

/// How far `found` is off, in units of the last place of what is exact.
double error_of(double found, Exact& exact) {
  const double expected = exact.rounded();
  if (std::isinf(expected) || std::isnan(expected) || !std::isfinite(found))
    return found == expected || (std::isnan(found) && std::isnan(expected)) ? 0 : infinity;
  const double unit = std::nextafter(std::abs(expected), infinity) - std::abs(expected);
  Exact difference;
  mpfr_sub_d(difference.get(), exact.get(), found, MPFR_RNDN);
  mpfr_div_d(difference.get(), difference.get(), unit, MPFR_RNDN);
  return std::abs(difference.rounded());
}

class Draw {
 public:
  double between(double least, double most) {
    return least + (most - least) * static_cast<double>(bits_() >> 11U) * 0x1p-53;
  }
  /// Small ones as often as large ones.
  double near_zero(int smallest_exponent) {
    return std::ldexp(between(-1, 1),
                      -static_cast<int>(bits_() % static_cast<std::uint64_t>(-smallest_exponent)));
  }
  /// Any positive number, subnormal ones as well.
  double positive() { return std::bit_cast<double>(1 + bits_() % 0x7fefffffffffffff); }

 private:
  std::mt19937_64 bits_{20261129};
};

using OfOne = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

struct Worst {
  double error = 0;
  double x = 0;
};

template <typename Drawn>
Worst worst_of(double (*function)(double), OfOne exact_function, Drawn drawn) {
  Worst worst;
  Draw draw;
  for (int i = 0; i < numbers_drawn; ++i) {
    const double x = drawn(draw);
    Exact exact(x);
    exact_function(exact.get(), exact.get(), MPFR_RNDN);
    if (const double error = error_of(function(x), exact); error > worst.error)
      worst = {error, x};
  }
  return worst;
}

template <typename Drawn>
void check_within(double limit, double (*function)(double), OfOne exact_function, Drawn drawn) {
  const Worst worst = worst_of(function, exact_function, drawn);
  CAPTURE(worst.x);
  CHECK(worst.error > 0.4);  // as MPFR's own rounding has it: the numbers were drawn and compared
  CHECK(worst.error < limit);
}

template <typename DrawnX, typename DrawnY>
void check_power_within(double limit, DrawnX drawn_x, DrawnY drawn_y) {
  double worst = 0;
  Draw draw;
  for (int i = 0; i < numbers_drawn; ++i) {
    const double x = drawn_x(draw);
    const double y = drawn_y(draw, x);
    Exact exact(x);
    Exact exponent(y);
    mpfr_pow(exact.get(), exact.get(), exponent.get(), MPFR_RNDN);
    worst = std::max(worst, error_of(ieee::pow(x, y), exact));
  }
  CHECK(worst > 0.4);
  CHECK(worst < limit);
}

/// The same number, the sign of a zero included.
bool same(double a, double b) {
  return std::isnan(a) ? std::isnan(b) : a == b && std::signbit(a) == std::signbit(b);
}

}  // namespace

// 0.5 is the best there is; results below the normal numbers are rounded twice.

TEST_CASE("exp and expm1 are within a unit in the last place") {
  check_within(0.52, ieee::exp, mpfr_exp, [](Draw& draw) { return draw.between(-20, 20); });
  check_within(0.52, ieee::exp, mpfr_exp, [](Draw& draw) { return draw.near_zero(-60); });
  check_within(1, ieee::exp, mpfr_exp, [](Draw& draw) { return draw.between(-746, 710); });
  check_within(0.58, ieee::expm1, mpfr_expm1, [](Draw& draw) { return draw.between(-2, 2); });
  check_within(0.58, ieee::expm1, mpfr_expm1, [](Draw& draw) { return draw.near_zero(-1060); });
  check_within(0.58, ieee::expm1, mpfr_expm1, [](Draw& draw) { return draw.between(-60, 715); });
}

TEST_CASE("logarithms are within a unit in the last place") {
  check_within(0.52, ieee::log, mpfr_log, [](Draw& draw) { return draw.between(0.5, 2); });
  check_within(0.52, ieee::log, mpfr_log, [](Draw& draw) { return 1 + draw.near_zero(-50) / 16; });
  check_within(0.52, ieee::log, mpfr_log, [](Draw& draw) { return draw.positive(); });
  check_within(0.52, ieee::log, mpfr_log, [](Draw& draw) { return draw.between(0, 1e-307); });
  check_within(0.51, ieee::log10, mpfr_log10, [](Draw& draw) { return draw.between(0.5, 2); });
  check_within(0.51, ieee::log10, mpfr_log10, [](Draw& draw) { return draw.positive(); });
  check_within(0.52, ieee::log1p, mpfr_log1p, [](Draw& draw) { return draw.between(-1, 3); });
  check_within(0.52, ieee::log1p, mpfr_log1p, [](Draw& draw) { return draw.near_zero(-1060); });
  check_within(0.52, ieee::log1p, mpfr_log1p, [](Draw& draw) { return draw.positive(); });
}

TEST_CASE("powers are within a unit in the last place, up to the ends of what a double can be") {
  const auto up_to_the_ends = [](Draw& draw, double x) { return draw.between(-745, 709) / std::log(x); };
  check_power_within(
      1, [](Draw& draw) { return draw.positive(); }, up_to_the_ends);
  check_power_within(
      1, [](Draw& draw) { return 1 + draw.near_zero(-40) / 8; }, up_to_the_ends);
  check_power_within(
      0.52, [](Draw& draw) { return draw.between(0, 50); },
      [](Draw& draw, double) { return draw.between(0, 5); });
}

TEST_CASE("sine and arcsine are within a unit in the last place") {
  check_within(0.7, ieee::asin, mpfr_asin, [](Draw& draw) { return draw.between(-1, 1); });
  check_within(0.7, ieee::asin, mpfr_asin, [](Draw& draw) { return 1 - std::abs(draw.near_zero(-50)); });
  check_within(0.7, ieee::asin, mpfr_asin, [](Draw& draw) { return draw.near_zero(-1060); });
  check_within(0.75, ieee::sin, mpfr_sin, [](Draw& draw) { return draw.between(-1.57, 1.57); });
  check_within(0.75, ieee::sin, mpfr_sin, [](Draw& draw) { return draw.near_zero(-1060); });
}

TEST_CASE("what has an exact result has it") {
  for (int n = -20; n <= 22; ++n) {
    CAPTURE(n);
    CHECK(ieee::pow(10, n) == std::stod("1e" + std::to_string(n)));
    CHECK(ieee::log10(std::stod("1e" + std::to_string(n))) == n);
  }
  for (int n = -1074; n <= 1023; ++n)
    CHECK(ieee::pow(2, n) == std::ldexp(1.0, n));
  Draw draw;
  for (int i = 0; i < numbers_drawn; ++i) {
    const double x = draw.between(-100, 100);
    CHECK(ieee::pow(x, 1) == x);
    CHECK(ieee::square(x) == x * x);
  }
  CHECK(ieee::pow(-3, 3) == -27);
  CHECK(ieee::pow(-3, 4) == 81);
  CHECK(ieee::pow(-2, -1) == -0.5);
  CHECK(ieee::exp(0) == 1);
  CHECK(ieee::log(1) == 0);
  CHECK(ieee::asin(1) == 0x1.921fb54442d18p+0);
  CHECK(ieee::sin(0x1.921fb54442d18p+0) == 1);
}

TEST_CASE("special values are those of C's Annex F") {
  for (const double x : {0.0, -0.0, infinity, -infinity, not_a_number, -1.0, -2.5, 0.5, 1e300, -1e300, 5e-324,
                         -5e-324, 709.9, -745.2, -746.0}) {
    CAPTURE(x);
    CHECK(std::isinf(ieee::exp(x)) == std::isinf(std::exp(x)));
    CHECK(std::isnan(ieee::exp(x)) == std::isnan(x));
    CHECK((ieee::exp(x) == 0) == (std::exp(x) == 0));
    CHECK(std::isnan(ieee::log(x)) == std::isnan(std::log(x)));
    CHECK(std::isinf(ieee::log(x)) == std::isinf(std::log(x)));
    CHECK(std::isinf(ieee::log10(x)) == std::isinf(std::log10(x)));
    CHECK(std::isnan(ieee::log10(x)) == std::isnan(std::log10(x)));
    CHECK(std::isinf(ieee::log1p(x)) == std::isinf(std::log1p(x)));
    CHECK(std::isnan(ieee::log1p(x)) == std::isnan(std::log1p(x)));
    CHECK(std::isnan(ieee::asin(x)) == std::isnan(std::asin(x)));
    CHECK(std::isnan(ieee::sin(x)) == !(std::abs(x) < 1.58));
    CHECK(std::isinf(ieee::expm1(x)) == std::isinf(std::expm1(x)));
    CHECK(std::isnan(ieee::expm1(x)) == std::isnan(x));
    if (std::abs(x) < 1e-300)
      for (double (*function)(double) : {ieee::expm1, ieee::log1p, ieee::asin, ieee::sin})
        CHECK(same(function(x), x));
  }
  const double values[] = {0.0,          -0.0,       1,    -1,   2,     -2,     3,        -3,
                           0.5,          1.5,        -1.5, 1e30, 1e300, -1e300, infinity, -infinity,
                           not_a_number, 0x1p53 - 1, -0.5};
  for (const double x : values)
    for (const double y : values) {
      CAPTURE(x);
      CAPTURE(y);
      const double expected = std::pow(x, y);
      if (std::isfinite(expected) && expected != 0)
        CHECK(ieee::pow(x, y) == doctest::Approx(expected).epsilon(1e-15));
      else
        CHECK(same(ieee::pow(x, y), expected));
    }
}
