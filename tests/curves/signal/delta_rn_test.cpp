#include "curves/signal/delta_rn.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "curves/signal/automatic_baseline.hpp"
#include "curves/signal/baseline.hpp"
#include "issue_lines.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

const std::vector<double> rn = Shape{.midpoint = 15}.rn();

struct Subtraction {
  Run run;
  Reaction reaction;
  CurveSettings settings;

  Subtraction() {
    run.inputs = {{.name = "plate.txt", .sha256 = {}}};
    reaction.well = Well{1, 2};
  }
  DeltaRn operator()(bool has_grown = true) const {
    const ChosenWindow chosen = choose_window(settings, reaction.target, reaction.settings);
    return subtract_chosen_baseline(run, reaction, rn, chosen, settings.automatic_rule, has_grown);
  }
};

/// The values with three decimals, as a text export prints them.
std::vector<double> rounded(std::vector<double> values) {
  for (double& value : values)
    value = std::round(value * 1000) / 1000;
  return values;
}

}  // namespace

TEST_CASE("a window on the command line wins over all the file says") {
  Subtraction subtract;
  subtract.settings.baseline = BaselineChoice{BaselineChoice::Kind::Window, {3, 5}};
  subtract.reaction.settings.baseline = BaselineWindow{3, 8};
  subtract.reaction.delta_rn = rn;
  const DeltaRn result = subtract();
  CHECK(result.source == BaselineSource::CommandLine);
  CHECK(result.delta_rn == subtract_baseline(rn, *fit_baseline(rn, {3, 5})));
  CHECK(result.issues.empty());
}

TEST_CASE("the panel's window comes before the file's") {
  Subtraction subtract;
  subtract.settings.panel_baselines[""] = {3, 6};
  subtract.reaction.settings.baseline = BaselineWindow{3, 8};
  CHECK(subtract().source == BaselineSource::Panel);
  CHECK(subtract().baseline->window == BaselineWindow{3, 6});
}

TEST_CASE("a rounded delta Rn stands as the file gives it, beside the window that it agrees with") {
  Subtraction subtract;
  subtract.reaction.settings.baseline = BaselineWindow{3, 8};
  subtract.reaction.delta_rn = rounded(subtract_baseline(rn, *fit_baseline(rn, {3, 8})));
  subtract.reaction.rn_decimals = 3;
  const DeltaRn result = subtract();
  CHECK(result.source == BaselineSource::FileDeltaRn);
  CHECK(result.delta_rn == subtract.reaction.delta_rn);
  CHECK(result.baseline->window == BaselineWindow{3, 8});
  CHECK(result.issues.empty());
}

TEST_CASE("a window of full digits that gives the file's delta Rn is the file's") {
  Subtraction subtract;
  subtract.reaction.settings.baseline = BaselineWindow{3, 8};
  subtract.reaction.delta_rn = subtract_baseline(rn, *fit_baseline(rn, {3, 8}));
  const DeltaRn result = subtract();
  CHECK(result.source == BaselineSource::File);
  CHECK(result.baseline->window == BaselineWindow{3, 8});
}

TEST_CASE("a file's window that contradicts the file's delta Rn gives way to that delta Rn") {
  Subtraction subtract;
  subtract.reaction.settings.baseline = BaselineWindow{3, 20};
  subtract.reaction.delta_rn = rounded(subtract_baseline(rn, *fit_baseline(rn, {3, 8})));
  subtract.reaction.rn_decimals = 3;
  const DeltaRn result = subtract();
  CHECK(result.source == BaselineSource::FileDeltaRn);
  CHECK_FALSE(result.baseline.has_value());
  CHECK(result.delta_rn == subtract.reaction.delta_rn);
  CHECK(issue_lines(result.issues) ==
        std::vector<std::string>{"warning baseline_window_contradicted | plate.txt: B3 | The file's baseline "
                                 "window 3-20 does not give the file's own delta Rn: passed over."});
}

TEST_CASE("without a window in the file its delta Rn is taken as it stands") {
  Subtraction subtract;
  subtract.reaction.delta_rn = Shape{.lower = 0, .midpoint = 15}.rn();
  const DeltaRn result = subtract();
  CHECK(result.source == BaselineSource::FileDeltaRn);
  CHECK(result.delta_rn == subtract.reaction.delta_rn);
}

TEST_CASE("where the file is silent the automatic rule of the family finds the window") {
  Subtraction subtract;
  CHECK(subtract().source == BaselineSource::Automatic);
  CHECK(subtract().baseline->window == automatic_window(AutomaticRule::Abi7500V2, rn));
  subtract.settings.automatic_rule = AutomaticRule::QuantStudio;
  CHECK(subtract().baseline->window == automatic_window(AutomaticRule::QuantStudio, rn));
}

TEST_CASE("an automatic window of a well that has not grown is the flat one") {
  Subtraction subtract;
  CHECK(subtract(false).source == BaselineSource::Automatic);
  CHECK(subtract(false).baseline->window == BaselineWindow{3, 39});
}

TEST_CASE("an automatic baseline that was asked for passes over the file's window and delta Rn") {
  Subtraction subtract;
  subtract.settings.baseline = BaselineChoice{BaselineChoice::Kind::Automatic, {}};
  subtract.reaction.settings.baseline = BaselineWindow{3, 8};
  subtract.reaction.delta_rn = rn;
  CHECK(subtract().source == BaselineSource::Automatic);
}
