// The threshold that the instrument's software chooses by itself for a target.
#pragma once

#include <optional>
#include <span>

#include "curves/settings.hpp"

namespace crossbreak {

/// What the threshold of a target needs of one of its wells. The arrays are equally long; `rn` is what the
/// second derivative is taken of.
struct ThresholdWell {
  std::span<const double> rn;
  std::span<const double> delta_rn;
  double baseline_sd = 0;  ///< residual SD of Rn about the baseline within its window; NaN where it has none
};

/// The upper end of a well's exponential region: delta Rn one cycle after its second-derivative maximum m,
/// sought in 5 .. n-4. Nothing where the well is noise, so that noise cannot set a threshold: delta Rn there
/// must exceed five baseline SD, and the mean of the last three delta Rn must exceed ten and this delta Rn
/// itself.
std::optional<double> exponential_region_end(const ThresholdWell& well);

/// Abi7500V2 and Own: the smallest upper end of an exponential region among the wells (the first claim of US
/// patent 7,228,237; 4 of 4 sound targets within 2.5e-6). It is the very delta Rn of the well that defines
/// it, unrounded.
///
/// QuantStudio: max(0.04, 0.85 x the smallest delta Rn at the second-derivative maximum, m by a parabola
/// through its neighbours, delta Rn linear between cycles). An estimate, median error 2.8 %: the rule was not
/// recovered.
///
/// Nothing where no well qualifies.
std::optional<double> automatic_threshold(AutomaticRule rule, std::span<const ThresholdWell> wells);

}  // namespace crossbreak
