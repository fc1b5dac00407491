#include "curves/ct/ct.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace crossbreak {
namespace {

constexpr int first_reported_cycle = 4;
constexpr int half_window = 3;
constexpr double float32_resolution = 0x1p-23;
constexpr double float64_resolution = 0x1p-50;  // a few roundings of a line subtracted in float64

/// How far a reading may lie from what was measured because of how it is kept.
double resolution_of(double reading) {
  const bool is_float32 = static_cast<double>(static_cast<float>(reading)) == reading;
  return (is_float32 ? float32_resolution : float64_resolution) * std::abs(reading);
}

/// P(x) = b[0] + b[1] x + b[2] x^2 + b[3] x^3, x in cycles from the centre of its window.
struct Cubic {
  std::array<double, 4> b;
  double value(double x) const { return b[0] + x * (b[1] + x * (b[2] + x * b[3])); }
  double slope(double x) const { return b[1] + x * (2 * b[2] + x * 3 * b[3]); }
};

/// Least-squares cubic through seven equidistant points at x = -3 .. 3.
Cubic savitzky_golay_cubic(const std::array<double, 7>& y) {
  const auto dot = [&y](const std::array<double, 7>& weights) {
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i)
      sum += weights[i] * y[i];
    return sum;
  };
  return {{dot({-2, 3, 6, 7, 6, 3, -2}) / 21, dot({22, -67, -58, 0, 58, 67, -22}) / 252,
           dot({5, 0, -3, -4, -3, 0, 5}) / 84, dot({-1, 1, 1, 0, -1, -1, 1}) / 36}};
}

/// The root of a cubic that rises from at most zero at `low` to above zero at `high`, down to the last bit.
/// Newton's steps, each a hair further than the root so that both ends close in on it, then bisection:
/// neither can leave the interval.
double root_between(const Cubic& cubic, double low, double high) {
  constexpr double hair = 0x1p-45;
  double x = low + (high - low) / 2;
  for (int step = 0; step < 20 && high - low > 4 * hair; ++step) {
    const double value = cubic.value(x);
    (value <= 0 ? low : high) = x;
    x -= value / cubic.slope(x) + (value <= 0 ? -hair : hair);
    if (!(x > low && x < high))
      x = low + (high - low) / 2;
  }
  for (int step = 0; step < 100; ++step) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high)
      break;
    (cubic.value(middle) <= 0 ? low : high) = middle;
  }
  return low;
}

/// The rising root in [-1, 2] that lies nearest to [0, 1].
std::optional<double> rising_root(const Cubic& cubic) {
  // The stationary points cut [-1, 2] into stretches on which the cubic is monotone.
  std::vector<double> knots{-1};
  const double a = 3 * cubic.b[3];
  const double b = 2 * cubic.b[2];
  const double c = cubic.b[1];
  const double discriminant = b * b - 4 * a * c;
  if (discriminant > 0) {
    const double q = -(b + std::copysign(std::sqrt(discriminant), b)) / 2;  // no cancellation
    for (const double stationary : {q / a, c / q})
      if (stationary > -1 && stationary < 2)
        knots.push_back(stationary);
  }
  knots.push_back(2);
  std::sort(knots.begin(), knots.end());

  const auto distance = [](double x) { return std::max({0.0, -x, x - 1}); };
  std::optional<double> best;
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    if (!(cubic.value(knots[i]) <= 0 && cubic.value(knots[i + 1]) > 0))
      continue;
    const double root = root_between(cubic, knots[i], knots[i + 1]);
    if (!best || distance(root) < distance(*best))
      best = root;
  }
  return best;
}

/// Readings on either side of the threshold; next is below + 1 unless cycles are missing between them.
struct Crossing {
  int below = 0;
  int above = 0;
};

}  // namespace

ThresholdCycle threshold_cycle(CtRule rule, std::span<const double> rn, std::span<const double> delta_rn,
                               double threshold, double rounding) {
  ThresholdCycle result;
  if (!(threshold > 0))
    return result;
  const std::span<const double> level = rn.empty() ? delta_rn : rn;
  const int cycles = static_cast<int>(delta_rn.size());
  const auto above_threshold = [&](int cycle) {
    return delta_rn[static_cast<std::size_t>(cycle - 1)] - threshold;
  };
  const auto is_below = [&](int cycle) {
    const double above = above_threshold(cycle);
    return above <= 0 ||
           above <= std::max(rounding, resolution_of(level[static_cast<std::size_t>(cycle - 1)]));
  };

  std::vector<Crossing> crossings;
  int previous = 0;  // last cycle with a reading
  bool was_below = false;
  for (int cycle = 1; cycle <= cycles; ++cycle) {
    if (!std::isfinite(above_threshold(cycle)))
      continue;
    const bool below = is_below(cycle);
    if (was_below && !below) {
      ++result.crossings;
      if (previous >= first_reported_cycle)
        crossings.push_back({previous, cycle});
    }
    previous = cycle;
    was_below = below;
  }
  if (crossings.empty())
    return result;

  const auto linear = [&](const Crossing& crossing) {
    const double low = above_threshold(crossing.below);
    const double high = above_threshold(crossing.above);
    return crossing.below + (crossing.above - crossing.below) * (-low / (high - low));
  };
  const auto cubic = [&](const Crossing& crossing) -> std::optional<double> {
    if (crossing.below + half_window > cycles)
      return std::nullopt;
    std::array<double, 7> window{};
    for (std::size_t i = 0; i < window.size(); ++i)
      window[i] = above_threshold(crossing.below - half_window + static_cast<int>(i));
    if (!std::all_of(window.begin(), window.end(), [](double value) { return std::isfinite(value); }))
      return std::nullopt;
    const std::optional<double> root = rising_root(savitzky_golay_cubic(window));
    return root ? std::optional(crossing.below + *root) : std::nullopt;
  };

  if (rule == CtRule::Cubic)
    for (auto crossing = crossings.rbegin(); crossing != crossings.rend() && !result.ct; ++crossing)
      result.ct = cubic(*crossing);
  if (!result.ct)
    result.ct = linear(crossings.back());
  return result;
}

}  // namespace crossbreak
