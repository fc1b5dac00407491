// The axes of the chart: cycles to the right, delta Rn upwards. axis.js has the same for every signal and
// scale that a reviewer may choose.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace crossbreak::review_page {

/// Where cycles and signals lie in the drawing, in its own unit.
struct Plot {
  int width = 560;
  int height = 344;
  int left = 58;
  int right = 474;
  int top = 24;
  int bottom = 304;
};
inline constexpr Plot plot;

/// From `low` to `high`; empty until it has taken a value.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  bool is_empty() const { return low > high; }
  void take(const Range& other);
};

/// Of the values that are numbers.
Range range_of(std::span<const double> values);

struct Tick {
  double value;
  std::string text;  ///< "0.5", "1", "2M"
};

struct Axis {
  Range range;                      ///< empty: no well has a value
  std::vector<std::size_t> beyond;  ///< indices into Calls::wells: not inside the range
  std::size_t cycles = 2;           ///< of the longest trace

  /// A margin of 4 % of the range lies above and below it.
  double y(double value) const;
  double x(double cycle) const;
  /// What a unit of the drawing, about a pixel on a screen, is worth; 0 of an empty range.
  double pixel() const;
  /// 1, 2 or 5 times a power of ten apart, about six.
  std::vector<Tick> ticks() const;
};

/// The delta Rn axis of a report: one well without passive reference must not flatten all others. The wells
/// that amplified set the range, any other may widen it to three times as much; wells further out are
/// `beyond`.
Axis axis_of(const Report& report);

}  // namespace crossbreak::review_page
