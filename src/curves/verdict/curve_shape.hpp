// What an expert's eye takes from one curve, as numbers: its noise, where it bends upwards, how far and how
// fast it rises, and what it did before. Only measures; verdict.hpp judges.
#pragma once

#include <span>
#include <vector>

#include "curves/verdict/background.hpp"

namespace crossbreak {

/// Heights are in the unit of the curve, cycles count from 1. Rn -> a Rn + b with a > 0 multiplies every
/// height by a and leaves every cycle and ratio alone.
struct CurveShape {
  int cycles = 0;       ///< from the first reading present to the last
  int readings = 0;     ///< readings present among them
  double range = 0;     ///< largest less smallest reading
  double noise_sd = 0;  ///< of one reading, from third differences; see limits::least_noise_share
  Background background;

  // The rise that bends upwards most. Meaningful where readings >= limits::least_readings and range > 0.
  int bend = 0;   ///< where the slope grows fastest
  int last = 0;   ///< last reading present
  int onset = 0;  ///< last cycle before the bend whose slope is near the background's (limits::onset_slope)
  int steepest = 0;  ///< first cycle after the bend with nearly the largest slope (limits::steepest_slope)
  int top = 0;  ///< first cycle after that with little of the largest slope (limits::top_slope), or the last
  double rise = 0;          ///< from the onset to `top`: what was read, or less above the background line
  double range_before = 0;  ///< range from the first cycle to the onset: drift, start transient, fall
  double front_cycles = 0;  ///< from a tenth of the height at `steepest` to that height
  double end_slope = 0;     ///< slope at the last cycle, as a share of the largest
  /// Height at the last cycle as a share of the height at `top`, both above onset; what the background would
  /// have fallen between them, as it did before the rise, is no loss.
  double kept = 0;

  /// Growth a cycle along the front, if the front were that of a logistic curve: 1 doubles every cycle.
  double front_efficiency() const;
  /// The same as a factor: 2 doubles every cycle.
  double front_growth() const { return 1 + front_efficiency(); }
};

/// Readings as shares of their range, rounded to a billionth of it: what ties, ties in any unit and above any
/// offset, so that the first of two equal slopes is the same one, and an iteration takes the same way.
struct SharesOfRange {
  double range = 0;            ///< largest less smallest reading; 0 where all are equal or none is finite
  std::vector<double> shares;  ///< one a reading, 0 to 1; not finite where the reading is not
};
SharesOfRange shares_of_range(std::span<const double> rn);

/// rn[i] was read in cycle i + 1; anything not finite is missing. Gaps are bridged by straight lines, which
/// adds no rise of its own; missing cycles at either end are left out.
CurveShape measure_shape(std::span<const double> rn);

}  // namespace crossbreak
