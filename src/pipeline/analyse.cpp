#include "pipeline/analyse.hpp"

#include <utility>

#include "curves/analysis.hpp"

namespace crossbreak {

CurveSettings curve_settings(const ChosenRules& rules, const RunSettings& settings) {
  CurveSettings chosen;
  chosen.ct_rule = rules.rules.ct;
  chosen.automatic_rule = rules.rules.automatic;
  chosen.baseline = settings.baseline;
  chosen.target_baselines = settings.target_baselines;
  chosen.threshold = settings.threshold;
  chosen.target_thresholds = settings.target_thresholds;
  return chosen;
}

AnalysedRun analyse_run(ReadRun read, const RunSettings& settings) {
  std::vector<Curve> curves = analyse_curves(read.run, curve_settings(read.rules, settings));
  return {.run = std::move(read.run), .curves = std::move(curves)};
}

}  // namespace crossbreak
