#include "pipeline/analyse.hpp"

#include <utility>

#include "curves/analysis.hpp"

namespace crossbreak {
namespace {

CtRule ct_rule(const SoftwareRules& rules) {
  return rules.ct == "linear" ? CtRule::Linear : CtRule::Cubic;
}

AutomaticRule automatic_rule(const SoftwareRules& rules) {
  if (rules.automatic == "abi7500-v2")
    return AutomaticRule::Abi7500V2;
  return rules.automatic == "quantstudio" ? AutomaticRule::QuantStudio : AutomaticRule::Own;
}

}  // namespace

CurveSettings curve_settings(const ChosenRules& rules, const RunSettings& settings) {
  CurveSettings chosen;
  chosen.ct_rule = ct_rule(rules.rules);
  chosen.automatic_rule = automatic_rule(rules.rules);
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
