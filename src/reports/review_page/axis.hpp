// The axes of the chart: cycles to the right, delta Rn upwards. The script lays out every signal and scale
// that a reviewer may choose by the same numbers, those of drawing.jsonc.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "record/report.hpp"

namespace crossbreak::review_page {

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
  std::size_t cycles = 0;           ///< of the longest trace; two at least, so that the axis has a length

  /// A margin lies above and below the range.
  double y(double value) const;
  double x(double cycle) const;
  /// What a unit of the drawing, about a pixel on a screen, is worth; 0 of an empty range.
  double pixel() const;
  /// 1, 2 or 5 times a power of ten apart, about six.
  std::vector<Tick> ticks() const;
};

/// The delta Rn axis of a report: one well without passive reference must not flatten all others. The wells
/// that amplified set the range, any other may widen it by as much on each side; wells further out are
/// `beyond`.
Axis axis_of(const Report& report);

}  // namespace crossbreak::review_page
