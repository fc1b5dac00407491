// The amplification efficiency of a target, from the window of linearity of its wells.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace crossbreak {

/// Mean efficiency of a target's amplified wells; 1 doubles every cycle, 0 is none.
///
/// After Ruijter et al. 2009, Nucleic Acids Res. 37:e45: each well's background is moved until ln(delta Rn)
/// runs straight over its exponential phase, that is until the lower and the upper half of the phase have
/// equal slopes (their p. 4); then one window of delta Rn for all wells, six cycles wide or four, slides down
/// from the lowest end of an exponential phase, and the place counts where the wells' slopes agree best
/// (smallest SD over mean). The efficiency is exp(mean slope) - 1. We depart from the paper in taking the
/// second-derivative maximum, from `sdm`, as the end of the exponential phase of a well, and the median of
/// the slopes for their mean, which one odd well then cannot move.
///
/// `delta_rn[i]` is one well's curve, with a second-derivative maximum at cycle `sdm[i]`. Nothing where no
/// well has four readings in its exponential phase. Never meant for a quantity of one well: one well's own
/// slope ruins it (a two-fold TaqMan series on a StepOne: SD 0.37 log10 against 0.059 with one efficiency per
/// target).
struct EfficiencyWell {
  std::span<const double> delta_rn;
  double sdm = 0;  ///< cycles
};
std::optional<double> mean_efficiency(std::span<const EfficiencyWell> wells);

}  // namespace crossbreak
