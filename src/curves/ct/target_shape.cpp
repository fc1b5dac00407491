#include "curves/ct/target_shape.hpp"

#include "curves/ct/efficiency.hpp"
#include "curves/ct/rise.hpp"
#include "curves/signal/median.hpp"

namespace crossbreak {

void complete_from_target(const Run& run, std::span<Curve* const> curves) {
  std::vector<double> heights;
  std::vector<EfficiencyWell> wells;
  for (const Curve* curve : curves) {
    if (!curve->fit || curve->verdict.amplified != Amplified::Yes || run.reactions[curve->reaction].omitted)
      continue;
    heights.push_back(height(*curve->fit));
    if (!curve->delta_rn.empty())
      wells.push_back({curve->delta_rn, second_derivative_maximum(*curve->fit)});
  }
  const double usual_height = median(heights);
  const std::optional<double> efficiency = mean_efficiency(wells);
  for (Curve* curve : curves) {
    if (!curve->fit || curve->verdict.amplified == Amplified::No)
      continue;
    curve->ct_sdm = heights.empty() ? second_derivative_maximum(*curve->fit)
                                    : pooled_second_derivative_maximum(*curve->fit, usual_height);
    curve->efficiency = efficiency;
  }
}

}  // namespace crossbreak
