#include "curves/analysis.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "issue_lines.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;
using doctest::Approx;

namespace {

Reaction reaction_in(Well well, std::string target, std::vector<double> rn) {
  Reaction reaction;
  reaction.well = well;
  reaction.target = std::move(target);
  reaction.rn = std::move(rn);
  return reaction;
}

Run run_of(std::vector<Reaction> reactions) {
  Run run;
  run.inputs = {{.name = "plate.csv", .sha256 = {}}};
  run.reactions = std::move(reactions);
  return run;
}

const Shape flat{.height = 0, .drift = 1e-4};

}  // namespace

TEST_CASE("window and threshold of the file give Ct, and are recorded as the file's") {
  Run run = run_of({reaction_in({0, 0}, "D4-7", Shape{.drift = 0.01}.rn())});
  run.reactions[0].settings = {.threshold = 0.2,
                               .automatic_threshold = true,
                               .baseline = BaselineWindow{3, 15},
                               .automatic_baseline = true};
  const std::vector<Curve> curves = analyse_curves(run, {});
  REQUIRE(curves.size() == 1);
  const Curve& curve = curves[0];
  CHECK(curve.threshold == 0.2);
  CHECK(curve.threshold_source == ThresholdSource::File);
  REQUIRE(curve.baseline.has_value());
  CHECK(curve.baseline->window == BaselineWindow{3, 15});
  CHECK(curve.baseline_source == BaselineSource::File);
  CHECK(curve.ct_status == CtStatus::Value);
  // 2 / (1 + exp(-(c - 25) / 1.5)) = 0.2 at 25 - 1.5 ln 9; the seven-point cubic is off by hundredths.
  CHECK(*curve.ct == Approx(25 - 1.5 * std::log(9.0)).epsilon(0.002));
  CHECK(*curve.ct_half_threshold < *curve.ct);
  CHECK(*curve.ct_double_threshold > *curve.ct);
  CHECK(curve.crossings == 1);
}

TEST_CASE("the automatic threshold of a target comes from all its wells, and from no other target's") {
  const Run run = run_of({reaction_in({0, 0}, "D4-7", Shape{.height = 2}.rn()),
                          reaction_in({0, 1}, "D4-7", Shape{.height = 1}.rn()),
                          reaction_in({0, 2}, "D2-7", Shape{.height = 0.5}.rn())});
  const std::vector<Curve> curves = analyse_curves(run, {});
  CHECK(curves[0].threshold_source == ThresholdSource::Automatic);
  CHECK(curves[0].baseline_source == BaselineSource::Automatic);
  CHECK(curves[0].threshold == curves[1].threshold);
  CHECK(*curves[0].threshold == curves[1].delta_rn[22]);
  CHECK(*curves[2].threshold == curves[2].delta_rn[22]);
  CHECK(*curves[2].threshold < *curves[0].threshold);
}

TEST_CASE("an omitted well sets no threshold") {
  Run run = run_of({reaction_in({0, 0}, "D4-7", Shape{.height = 2}.rn()),
                    reaction_in({0, 1}, "D4-7", Shape{.height = 1}.rn())});
  run.reactions[1].omitted = true;
  const std::vector<Curve> curves = analyse_curves(run, {});
  CHECK(*curves[0].threshold == curves[0].delta_rn[22]);
}

TEST_CASE("a target without a grown well gets no threshold and its Ct is not computed") {
  const std::vector<Curve> curves = analyse_curves(run_of({reaction_in({0, 0}, "D4-7", flat.rn())}), {});
  CHECK_FALSE(curves[0].threshold.has_value());
  CHECK_FALSE(curves[0].threshold_source.has_value());
  CHECK(curves[0].ct_status == CtStatus::Absent);
  CHECK(curves[0].baseline->window == BaselineWindow{3, 39});
  CHECK(issue_lines(curves[0].issues) ==
        std::vector<std::string>{"note threshold_not_found | plate.csv: A1 | No well of target 'D4-7' "
                                 "amplifies beyond doubt, and no threshold is given: Ct not computed."});
}

TEST_CASE("a curve that only may be an amplification sets no threshold, and takes that of the clear ones") {
  const Shape clear{.height = 2};
  const Shape faint{.height = 0.04};  // 2 % of what the target usually does: cross-talk, or too late to tell
  const std::vector<Curve> curves = analyse_curves(
      run_of({reaction_in({0, 0}, "D4-7", clear.rn()), reaction_in({0, 1}, "D4-7", clear.rn()),
              reaction_in({0, 2}, "D4-7", clear.rn()), reaction_in({0, 3}, "D4-7", faint.rn())}),
      {});
  CHECK(curves[0].verdict.amplified == Amplified::Yes);
  CHECK(curves[3].verdict.amplified == Amplified::Unclear);
  REQUIRE(curves[3].verdict.reasons.size() == 1);
  CHECK(curves[3].verdict.reasons[0].code == EvidenceCode::FarBelowTarget);
  CHECK(*curves[0].threshold == curves[0].delta_rn[22]);
  CHECK(curves[3].threshold == curves[0].threshold);
  CHECK(curves[3].ct_status == CtStatus::Undetermined);
}

TEST_CASE("a well that never reaches the threshold is undetermined, with no number") {
  const std::vector<Curve> curves = analyse_curves(
      run_of({reaction_in({0, 0}, "D4-7", flat.rn()), reaction_in({0, 1}, "D4-7", Shape{}.rn())}), {});
  CHECK(curves[0].ct_status == CtStatus::Undetermined);
  CHECK_FALSE(curves[0].ct.has_value());
  CHECK(curves[1].ct_status == CtStatus::Value);
}

TEST_CASE("delta Rn without Rn is taken as it stands") {
  Reaction reaction = reaction_in({0, 0}, "D4-7", {});
  reaction.delta_rn = Shape{.lower = 0}.rn();
  reaction.settings.threshold = 0.2;
  const std::vector<Curve> curves = analyse_curves(run_of({reaction}), {});
  CHECK(curves[0].delta_rn == reaction.delta_rn);
  CHECK(curves[0].rn.empty());
  CHECK_FALSE(curves[0].baseline.has_value());
  CHECK(curves[0].baseline_source == BaselineSource::FileDeltaRn);
  CHECK(curves[0].ct_status == CtStatus::Value);
}

TEST_CASE("a window over the whole run is a placeholder, not a window that was used") {
  Run run = run_of({reaction_in({0, 0}, "D4-7", Shape{}.rn())});
  run.reactions[0].settings.baseline = BaselineWindow{1, 40};
  const std::vector<Curve> curves = analyse_curves(run, {});
  CHECK(curves[0].baseline_source == BaselineSource::Automatic);
  CHECK(issue_lines(curves[0].issues) ==
        std::vector<std::string>{"note baseline_window_placeholder | plate.csv: A1 | The file's baseline "
                                 "window 1-40 is the whole run, so no window that was used: passed over."});
}

TEST_CASE("a window beyond the curve gives no delta Rn, and an issue says so") {
  Run run = run_of({reaction_in({0, 0}, "D4-7", Shape{}.rn())});
  CurveSettings settings;
  settings.baseline = BaselineChoice{BaselineChoice::Kind::Window, {3, 41}};
  const std::vector<Curve> curves = analyse_curves(run, settings);
  CHECK(curves[0].delta_rn.empty());
  CHECK_FALSE(curves[0].baseline_source.has_value());
  CHECK(curves[0].ct_status == CtStatus::Absent);
  REQUIRE(curves[0].issues.size() == 1);
  CHECK(curves[0].issues[0].words.en ==
        "The baseline window 3-41 holds no reading of this curve of 40 cycles: no delta Rn.");
}

TEST_CASE("an amplified curve carries its fit and the cycles read off it; a flat one carries neither") {
  const std::vector<Curve> curves = analyse_curves(
      run_of({reaction_in({0, 0}, "D4-7", Shape{}.rn()), reaction_in({0, 1}, "D4-7", flat.rn())}), {});
  REQUIRE(curves[0].fit.has_value());
  CHECK(curves[0].fit->midpoint == Approx(25));
  CHECK(curves[0].ct_sdm.value() == Approx(25 - 1.317 * 1.5).epsilon(1e-4));
  CHECK(curves[0].ct_cy0.value() == Approx(25 - 2 * 1.5));
  CHECK(curves[0].plateau.value() == Approx(2));
  CHECK(curves[0].efficiency.value() > 0.5);
  CHECK_FALSE(curves[1].fit.has_value());
  CHECK_FALSE(curves[1].ct_sdm.has_value());
  CHECK_FALSE(curves[1].ct_cy0.has_value());
  CHECK_FALSE(curves[1].plateau.has_value());
  CHECK_FALSE(curves[1].efficiency.has_value());
}

TEST_CASE("refused dyes leave no curve, even where the file gives its own Rn") {
  Run run = run_of({reaction_in({0, 0}, "D4-7", Shape{}.rn())});
  run.reactions[0].reporter = "FAM";
  run.reactions[0].delta_rn = Shape{.lower = 0}.rn();
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  run.passive_reference = "ROX";
  run.dyes = {{.well = {0, 0}, .dye = "FAM", .signal = std::vector<double>(40, 300.0)},
              {.well = {0, 0}, .dye = "ROX", .signal = std::vector<double>(40, 0.0)}};
  const std::vector<Curve> curves = analyse_curves(run, {});
  CHECK(curves[0].rn.empty());
  CHECK(curves[0].delta_rn.empty());
  CHECK(curves[0].ct_status == CtStatus::Absent);
  REQUIRE(curves[0].issues.size() == 1);
  CHECK(curves[0].issues[0].code == IssueCode::PassiveReferenceNearZero);
}

TEST_CASE("a reaction without any signal has no curve, and no exception") {
  const std::vector<Curve> curves = analyse_curves(run_of({reaction_in({0, 0}, "D4-7", {})}), {});
  CHECK(curves[0].rn.empty());
  CHECK(curves[0].delta_rn.empty());
  CHECK(curves[0].ct_status == CtStatus::Absent);
  CHECK(curves[0].verdict.amplified == Amplified::Unclear);
  CHECK_FALSE(curves[0].verdict.reasons.empty());
}
