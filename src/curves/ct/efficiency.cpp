#include "curves/ct/efficiency.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "curves/signal/median.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

constexpr int min_readings = 4;      // Ruijter 2009: four to six points
constexpr double phase_range = 64;   // readings below 1/64 of the phase's end, six doublings, are background
constexpr double window_range = 16;  // the window of linearity spans four doublings
constexpr double window_step = 1.1892071;  // 2^(1/4): how far the window slides at a time
constexpr int window_steps = 8;            // down to a quarter of the lowest phase's end

/// Cycles and positive signal of one exponential phase.
struct Phase {
  std::vector<double> cycles;
  std::vector<double> signal;
};

/// The least-squares slope over the readings [first, last) of some value of each, d / d cycle.
template <typename Value>
double slope_of(const Phase& phase, std::size_t first, std::size_t last, Value value) {
  double mean_cycle = 0;
  for (std::size_t i = first; i < last; ++i)
    mean_cycle += phase.cycles[i] / static_cast<double>(last - first);
  double sxx = 0;
  double sxy = 0;
  for (std::size_t i = first; i < last; ++i) {
    const double x = phase.cycles[i] - mean_cycle;
    sxx += x * x;
    sxy += x * value(i);  // the x add up to zero, so that the mean of the values drops out
  }
  return sxy / sxx;
}

/// The unbroken rise up to the second-derivative maximum.
Phase exponential_phase(const EfficiencyWell& well) {
  Phase phase;
  if (!(well.sdm >= 1 && well.sdm <= static_cast<double>(well.delta_rn.size())))
    return phase;
  const auto end =
      static_cast<std::size_t>(well.sdm) - 1;  // index of the last cycle at or before the maximum
  double above = std::numeric_limits<double>::infinity();
  for (std::size_t i = end + 1; i-- > 0;) {
    const double reading = well.delta_rn[i];
    if (!(reading > 0 && reading < above && reading >= well.delta_rn[end] / phase_range))
      break;
    phase.cycles.push_back(static_cast<double>(i + 1));
    phase.signal.push_back(reading);
    above = reading;
  }
  std::reverse(phase.cycles.begin(), phase.cycles.end());
  std::reverse(phase.signal.begin(), phase.signal.end());
  return phase;
}

/// Takes off the rest of the background: the offset at which both halves of the phase have one slope. The
/// lower half's grows with the offset, without bound as the offset nears the first reading. Newton's steps
/// from where the baseline already is, halving instead where one would leave the bracket.
bool straighten(Phase& phase) {
  const std::size_t count = phase.signal.size();
  const auto bend = [&](auto value) {
    return slope_of(phase, 0, (count + 1) / 2, value) - slope_of(phase, count / 2, count, value);
  };
  const auto bend_at = [&](double offset) {
    return bend([&](std::size_t i) { return ieee::log(phase.signal[i] - offset); });
  };
  double low = -phase.signal.back();
  double high = phase.signal.front() * (1 - 1e-9);
  if (!(bend_at(low) < 0 && bend_at(high) > 0))
    return false;
  const double enough = 1e-12 * phase.signal.back();
  double offset = 0;
  for (int step = 0; step < 60; ++step) {
    const double here = bend_at(offset);
    (here < 0 ? low : high) = offset;
    const double growth = bend([&](std::size_t i) { return -1 / (phase.signal[i] - offset); });
    double next = offset - here / growth;
    if (!(next > low && next < high))
      next = (low + high) / 2;
    const double moved = std::abs(next - offset);
    offset = next;
    if (moved <= enough)
      break;
  }
  for (double& reading : phase.signal)
    reading -= offset;
  return true;
}

/// Slopes of all wells that have enough readings in (top / window_range, top].
std::vector<double> slopes_in_window(const std::vector<Phase>& phases, double top) {
  std::vector<double> slopes;
  for (const Phase& phase : phases) {
    const auto first = std::upper_bound(phase.signal.begin(), phase.signal.end(), top / window_range);
    const auto last = std::upper_bound(first, phase.signal.end(), top);
    if (last - first >= min_readings - 1)  // a window of four doublings holds three readings or four
      slopes.push_back(slope_of(phase, static_cast<std::size_t>(first - phase.signal.begin()),
                                static_cast<std::size_t>(last - phase.signal.begin()),
                                [&](std::size_t i) { return ieee::log(phase.signal[i]); }));
  }
  return slopes;
}

double relative_sd(const std::vector<double>& values) {
  const double count = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values)
    mean += value / count;
  double sum = 0;
  for (const double value : values)
    sum += (value - mean) * (value - mean);
  return std::sqrt(sum / (count - 1)) / mean;
}

}  // namespace

std::optional<double> mean_efficiency(std::span<const EfficiencyWell> wells) {
  std::vector<Phase> phases;
  double lowest_end = std::numeric_limits<double>::infinity();
  for (const EfficiencyWell& well : wells) {
    Phase phase = exponential_phase(well);
    if (phase.signal.size() < min_readings || !straighten(phase))
      continue;
    lowest_end = std::min(lowest_end, phase.signal.back());
    phases.push_back(std::move(phase));
  }
  if (phases.empty())
    return std::nullopt;

  std::vector<double> chosen = slopes_in_window(phases, lowest_end);
  double top = lowest_end;
  for (int step = 1; step <= window_steps && phases.size() > 1; ++step) {
    top /= window_step;
    std::vector<double> slopes = slopes_in_window(phases, top);
    // A place that leaves wells out could win by leaving out the odd ones.
    if (slopes.size() > 1 && slopes.size() >= chosen.size() && !(relative_sd(slopes) >= relative_sd(chosen)))
      chosen = std::move(slopes);
  }
  if (chosen.empty())
    return std::nullopt;
  return ieee::exp(median(chosen)) - 1;
}

}  // namespace crossbreak
