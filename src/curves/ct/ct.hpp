// Ct from delta Rn and a threshold, as the instrument's software interpolates it.
#pragma once

#include <optional>
#include <span>

#include "curves/settings.hpp"

namespace crossbreak {

struct ThresholdCycle {
  std::optional<double> ct;  ///< cycles, fractional, counted from 1; absent: undetermined
  int crossings = 0;         ///< upward crossings of the threshold, those not used included
};

/// The cycle where delta Rn reaches the threshold.
///
/// A crossing is a cycle c with delta_rn[c] <= threshold < delta_rn[c + 1]. The well that defines an
/// automatic threshold ties with it exactly, so `<=` holds within the resolution of Rn: 2^-23 |Rn[c]| where
/// the reading is a float32, as the instrument keeps it, 2^-50 |Rn[c]| where it carries more digits, and
/// within `rounding` (half a unit of the last digit of a text's delta Rn) where that is more.
/// Crossings before cycle 4 are not reported.
///
/// Cubic (7500 v2.x, StepOne v2.x, QuantStudio; 613 of 613 Ct of nine .eds files within 1.3e-5): the
/// least-squares cubic through the seven points c-3 .. c+3 (Savitzky and Golay 1964, Anal. Chem.
/// 36:1627-1639), solved for its rising root near [c, c+1], accepted within [c-1, c+2]. The last crossing
/// with a whole window and such a root counts; where none has a whole window, linear interpolation in the
/// last. A window with a missing cycle, and one whose cubic has no such root, is no better than linear
/// either.
///
/// Linear (SDS v1.x; 84 of 84 Ct of a 7500 export within its two decimals): linear interpolation in the last
/// crossing.
///
/// A crossing over missing cycles is interpolated between the readings on either side. `rn` and `delta_rn`
/// are equally long; `rn` may be empty where the file gives delta Rn only, which then stands for it. A
/// threshold that is not above zero is never crossed.
ThresholdCycle threshold_cycle(CtRule rule, std::span<const double> rn, std::span<const double> delta_rn,
                               double threshold, double rounding = 0);

}  // namespace crossbreak
