#pragma once

// A double for Boost.Math, which looks elementary functions up beside the type it computes with: for this one
// it finds those of src/ieee, for double itself it would take those of the system, or long double's, which
// are as wide as the system likes. To be included before Boost.Math's functions, and by sources only.

#include <cmath>
#include <limits>
#include <ostream>
#include <type_traits>

#include "ieee/elementary.hpp"

namespace crossbreak {

struct IeeeReal {
  double value = 0;

  IeeeReal() = default;
  /// Implicit, as between built-in numbers.
  template <typename Number>
  requires std::is_arithmetic_v<Number>
  constexpr IeeeReal(Number number) : value(static_cast<double>(number)) {}

  template <typename Number>
  requires std::is_arithmetic_v<Number>
  explicit constexpr operator Number() const { return static_cast<Number>(value); }

  IeeeReal& operator+=(IeeeReal other) {
    value += other.value;
    return *this;
  }
  IeeeReal& operator-=(IeeeReal other) {
    value -= other.value;
    return *this;
  }
  IeeeReal& operator*=(IeeeReal other) {
    value *= other.value;
    return *this;
  }
  IeeeReal& operator/=(IeeeReal other) {
    value /= other.value;
    return *this;
  }

  friend IeeeReal operator+(IeeeReal a) { return a; }
  friend IeeeReal operator-(IeeeReal a) { return -a.value; }
  friend IeeeReal operator+(IeeeReal a, IeeeReal b) { return a.value + b.value; }
  friend IeeeReal operator-(IeeeReal a, IeeeReal b) { return a.value - b.value; }
  friend IeeeReal operator*(IeeeReal a, IeeeReal b) { return a.value * b.value; }
  friend IeeeReal operator/(IeeeReal a, IeeeReal b) { return a.value / b.value; }
  friend auto operator<=>(IeeeReal a, IeeeReal b) { return a.value <=> b.value; }
  friend bool operator==(IeeeReal a, IeeeReal b) { return a.value == b.value; }

  friend IeeeReal exp(IeeeReal x) { return ieee::exp(x.value); }
  friend IeeeReal expm1(IeeeReal x) { return ieee::expm1(x.value); }
  friend IeeeReal log(IeeeReal x) { return ieee::log(x.value); }
  friend IeeeReal log1p(IeeeReal x) { return ieee::log1p(x.value); }
  friend IeeeReal pow(IeeeReal x, IeeeReal y) { return ieee::pow(x.value, y.value); }
  friend IeeeReal sin(IeeeReal x) { return ieee::sin(x.value); }
  friend IeeeReal asin(IeeeReal x) { return ieee::asin(x.value); }
  friend IeeeReal sqrt(IeeeReal x) { return std::sqrt(x.value); }
  friend IeeeReal fabs(IeeeReal x) { return std::fabs(x.value); }
  friend IeeeReal abs(IeeeReal x) { return std::fabs(x.value); }
  friend IeeeReal floor(IeeeReal x) { return std::floor(x.value); }
  friend IeeeReal ceil(IeeeReal x) { return std::ceil(x.value); }
  friend std::ostream& operator<<(std::ostream& out, IeeeReal x) { return out << x.value; }
  friend IeeeReal ldexp(IeeeReal x, int exponent) { return std::ldexp(x.value, exponent); }
  friend IeeeReal frexp(IeeeReal x, int* exponent) { return std::frexp(x.value, exponent); }
};

}  // namespace crossbreak

template <>
class std::numeric_limits<crossbreak::IeeeReal> : public std::numeric_limits<double> {};
