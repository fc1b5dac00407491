#include "curves/verdict/curve_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "curves/limits.hpp"
#include "curves/signal/median.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

using Signal = std::vector<double>;

/// The middle value; reorders its argument. 0 for no values.
double middle(std::span<double> values) {
  if (values.empty())
    return 0;
  const auto centre = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), centre, values.end());
  return *centre;
}

struct Bridged {
  Signal signal;          // without gaps
  std::size_t first = 0;  // index of signal[0] in the readings
  int readings = 0;
};

Bridged bridge_gaps(std::span<const double> rn) {
  Bridged bridged;
  bridged.signal.reserve(rn.size());
  for (std::size_t i = 0; i < rn.size(); ++i) {
    if (!std::isfinite(rn[i]))
      continue;
    if (bridged.readings == 0)
      bridged.first = i;
    const std::size_t last = bridged.first + bridged.signal.size();  // one past the last index filled
    if (bridged.readings > 0 && last < i) {
      const double from = bridged.signal.back();
      const double step = (rn[i] - from) / static_cast<double>(i - last + 1);
      for (std::size_t gap = last; gap < i; ++gap)
        bridged.signal.push_back(from + step * static_cast<double>(gap - last + 1));
    }
    bridged.signal.push_back(rn[i]);
    ++bridged.readings;
  }
  return bridged;
}

/// Noise of one reading from third differences, in which a smooth curve leaves nothing: their median absolute
/// value, as for a normal distribution, over sqrt(1 + 9 + 9 + 1). Robust, so that a spike and the
/// few cycles of a steep rise do not count (von Neumann 1941, Ann. Math. Stat. 12:367-395; Hampel 1974, J.
/// Am. Stat. Assoc. 69:383-393).
///
/// Rounded readings repeat, and may leave nothing at all: their noise is at least that of rounding to the
/// smallest step seen, step / sqrt(12).
double noise_of(const Signal& y) {
  Signal differences;
  differences.reserve(y.size());
  for (std::size_t i = 3; i < y.size(); ++i)
    differences.push_back(std::abs(y[i] - 3 * y[i - 1] + 3 * y[i - 2] - y[i - 3]));
  double step = std::numeric_limits<double>::infinity();
  bool repeats = false;
  for (std::size_t i = 1; i < y.size(); ++i) {
    if (y[i] == y[i - 1])
      repeats = true;
    else
      step = std::min(step, std::abs(y[i] - y[i - 1]));
  }
  const double rounding = repeats && std::isfinite(step) ? step / std::sqrt(12.0) : 0;
  return std::max(limits::sd_of_mad * middle(differences) / std::sqrt(20.0), rounding);
}

/// Medians of three, the ends by Tukey's rule (1977, Exploratory Data Analysis, p. 221): a single spike is
/// gone, a rise stays where it was.
Signal without_spikes(const Signal& y) {
  const std::size_t n = y.size();
  Signal z(y);
  for (std::size_t i = 1; i + 1 < n; ++i)
    z[i] = median_of_three(y[i - 1], y[i], y[i + 1]);
  z[0] = median_of_three(y[0], z[1], 3 * z[1] - 2 * z[2]);
  z[n - 1] = median_of_three(y[n - 1], z[n - 2], 3 * z[n - 2] - 2 * z[n - 3]);
  return z;
}

/// Five-point regression slopes; three points, then two, towards the ends.
Signal slopes_of(const Signal& z) {
  const std::size_t n = z.size();
  Signal slope(n);
  for (std::size_t k = 2; k + 2 < n; ++k)
    slope[k] = (2 * (z[k + 2] - z[k - 2]) + z[k + 1] - z[k - 1]) / 10;
  slope[1] = (z[2] - z[0]) / 2;
  slope[n - 2] = (z[n - 1] - z[n - 3]) / 2;
  slope[0] = z[1] - z[0];
  slope[n - 1] = z[n - 1] - z[n - 2];
  return slope;
}

/// Where the slope grows fastest, from limits::first_bend on. A falling slope counts as none, so that a fall
/// that dies away is no bend upwards.
std::size_t bend_of(const Signal& slope) {
  const std::size_t n = slope.size();
  const auto rising = [&slope](std::size_t k) { return std::max(slope[k], 0.0); };
  constexpr std::size_t first = limits::first_bend - 1;
  std::size_t bend = first;
  double sharpest = -1;
  for (std::size_t k = first; k + 1 < n; ++k) {
    const std::size_t half = std::min<std::size_t>(2, n - 1 - k);
    const double growth = (rising(k + half) - rising(k - half)) / static_cast<double>(half);
    if (growth > sharpest) {
      sharpest = growth;
      bend = k;
    }
  }
  return bend;
}

struct Line {
  double level = 0;  // at index `from`
  double slope = 0;
  std::size_t from = 0;

  double at(std::size_t k) const {
    return level + slope * (static_cast<double>(k) - static_cast<double>(from));
  }
};

/// The line through the limits::line_cycles up to `last`; their mean where there are fewer than
/// limits::line_readings.
Line background_line(const Signal& z, std::size_t last) {
  constexpr std::size_t before = limits::line_cycles - 1;
  const std::size_t first = last >= before ? last - before : 0;
  const double count = static_cast<double>(last - first + 1);
  double mean = 0;
  for (std::size_t i = first; i <= last; ++i)
    mean += z[i] / count;
  if (count < limits::line_readings)
    return {.level = mean, .slope = 0, .from = last};
  const double centre = (static_cast<double>(first) + static_cast<double>(last)) / 2;
  double xy = 0, xx = 0;
  for (std::size_t i = first; i <= last; ++i) {
    const double x = static_cast<double>(i) - centre;
    xy += x * (z[i] - mean);
    xx += x * x;
  }
  const double slope = xy / xx;
  return {.level = mean + slope * (static_cast<double>(last) - centre), .slope = slope, .from = last};
}

}  // namespace

double CurveShape::front_efficiency() const {
  // The exponential phase of a logistic of width w grows e^(1/w)-fold a cycle. A front of no length, as of a
  // jump, counts as a tenth of a cycle.
  return ieee::expm1(limits::front_widths / std::max(front_cycles, 0.1));
}

namespace {

/// From shares of the range to the unit of the curve.
CurveShape in_unit_of(double range, CurveShape shape) {
  shape.range *= range;
  shape.noise_sd *= range;
  for (double& rss : shape.background.rss)
    rss *= range * range;
  shape.background.line_change *= range;
  shape.rise *= range;
  shape.range_before *= range;
  return shape;
}

/// `y` are shares of the range, without gaps; y[0] was read in cycle first + 1.
CurveShape shape_of(const Signal& y, std::size_t first) {
  const std::size_t n = y.size();
  CurveShape shape;
  shape.range = 1;
  shape.noise_sd = std::max(noise_of(y), limits::least_noise_share);
  const Signal z = without_spikes(y);
  shape.background = fit_background(z);
  const Signal slope = slopes_of(z);
  const std::size_t bend = bend_of(slope);

  // Slope of the background: the median before the bend.
  Signal before(slope.begin() + 1, slope.begin() + static_cast<std::ptrdiff_t>(bend - 1));
  const double drift = middle(before);
  std::size_t steepest = bend;
  for (std::size_t k = bend; k < n; ++k)
    if (slope[k] > slope[steepest])
      steepest = k;
  const double largest = slope[steepest] - drift;
  for (std::size_t k = bend; k < steepest; ++k)
    if (slope[k] - drift >= limits::steepest_slope * largest)
      steepest = k;
  // A jump of one or two cycles looks flat halfway up: step over it.
  while (steepest + 1 < n && z[steepest + 1] - z[steepest] - drift > limits::jump_slopes * largest)
    ++steepest;
  const auto last_below = [&](double share) {  // of the largest slope, before the bend
    std::size_t k = bend;
    while (k > 0 && slope[k] - drift > share * largest)
      --k;
    return k;
  };
  const std::size_t onset = last_below(limits::onset_slope);
  const std::size_t quiet = last_below(limits::quiet_slope);
  const Line line = background_line(z, quiet);
  const auto height = [&](std::size_t k) { return z[k] - line.at(k); };
  std::size_t top = n - 1;
  for (std::size_t k = steepest; k < n; ++k)
    if (slope[k] - line.slope <= limits::top_slope * largest) {
      top = k;
      break;
    }

  const double steep_height = height(steepest);
  std::size_t foot = steepest;
  while (foot > quiet && height(foot) > limits::foot_height * steep_height)
    --foot;
  double front = static_cast<double>(steepest - foot);
  if (foot < steepest && height(foot + 1) > height(foot))
    front -= std::clamp(
        (limits::foot_height * steep_height - height(foot)) / (height(foot + 1) - height(foot)), 0.0, 1.0);

  const auto cycle = [offset = first](std::size_t k) { return static_cast<int>(offset + k + 1); };
  const auto [lowest, uppermost] =
      std::minmax_element(z.begin(), z.begin() + static_cast<std::ptrdiff_t>(onset + 1));
  shape.bend = cycle(bend);
  shape.last = cycle(n - 1);
  shape.onset = cycle(onset);
  shape.steepest = cycle(steepest);
  shape.top = cycle(top);
  // Neither a rising nor a falling background, extrapolated, may add to what was read.
  shape.rise = std::min(height(top), z[top] - z[onset]);
  shape.range_before = *uppermost - *lowest;
  shape.front_cycles = front;
  shape.end_slope = largest > 0 ? (slope[n - 1] - line.slope) / largest : 0;
  const double last = top + limits::end_readings < n ? median_of_three(y[n - 1], y[n - 2], y[n - 3]) : z[top];
  // What a falling background takes away on its way was not lost by the rise.
  const double fallen = std::min(line.slope, 0.0) * (static_cast<double>(n - 1) - static_cast<double>(top));
  shape.kept = z[top] > z[onset] ? (last - fallen - z[onset]) / (z[top] - z[onset]) : 0;
  return shape;
}

}  // namespace

SharesOfRange shares_of_range(std::span<const double> rn) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double reading : rn)
    if (std::isfinite(reading)) {
      low = std::min(low, reading);
      high = std::max(high, reading);
    }
  SharesOfRange result{.range = std::max(high - low, 0.0), .shares = {rn.begin(), rn.end()}};
  constexpr double grid = 1 << 30;  // a power of two, so that sums and differences of shares are exact
  const double range = result.range > 0 ? result.range : 1;
  for (double& share : result.shares) {
    share = (share - low) / range;
    if (share >= 0 && share <= 1)  // not so where a reading is missing or the range infinite
      share = std::floor(share * grid + 0.5) / grid;
  }
  return result;
}

CurveShape measure_shape(std::span<const double> rn) {
  const auto [range, shares] = shares_of_range(rn);
  const Bridged bridged = bridge_gaps(shares);
  CurveShape shape;
  if (bridged.readings >= limits::least_readings && range > 0)
    shape = in_unit_of(range, shape_of(bridged.signal, bridged.first));
  shape.cycles = static_cast<int>(bridged.signal.size());
  shape.readings = bridged.readings;
  return shape;
}

}  // namespace crossbreak
