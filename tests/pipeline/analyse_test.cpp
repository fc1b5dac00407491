#include "pipeline/analyse.hpp"

#include <doctest/doctest.h>

#include "pipeline/shipped_settings.hpp"

using namespace crossbreak;
using namespace crossbreak::testing;

TEST_CASE("the rules of the software and what was asked for reach the curves") {
  ChosenRules rules;
  rules.rules.ct = CtRule::Linear;
  rules.rules.automatic = AutomaticRule::QuantStudio;
  RunSettings asked;
  asked.threshold = {.kind = ThresholdChoice::Kind::Value, .value = 0.3};
  asked.target_baselines["ALB"] = {.kind = BaselineChoice::Kind::Window, .window = {3, 10}};
  const CurveSettings settings = curve_settings(rules, asked);
  CHECK(settings.ct_rule == CtRule::Linear);
  CHECK(settings.automatic_rule == AutomaticRule::QuantStudio);
  REQUIRE(settings.threshold.has_value());
  CHECK(settings.threshold->value == 0.3);
  CHECK(settings.target_baselines.at("ALB").window == BaselineWindow{3, 10});
  CHECK_FALSE(settings.baseline.has_value());
  CHECK(settings.target_thresholds.empty());
  rules.rules.ct = CtRule::Cubic;
  rules.rules.automatic = AutomaticRule::Own;
  CHECK(curve_settings(rules, {}).ct_rule == CtRule::Cubic);
  CHECK(curve_settings(rules, {}).automatic_rule == AutomaticRule::Own);
}

TEST_CASE("a run without panel gets its curves") {
  const RunSettings settings = shipped_settings().run;
  const std::vector<RunFiles> files =
      group_files({{.source = sample_run("deletions/deletions.eds"), .error = nullptr}}, std::nullopt);
  const AnalysedRun analysed = analyse_run(read_profiled_run(files.front(), settings), settings);
  REQUIRE(analysed.curves.size() == analysed.run.reactions.size());
  CHECK(analysed.curves.front().ct_status != CtStatus::Absent);
}
