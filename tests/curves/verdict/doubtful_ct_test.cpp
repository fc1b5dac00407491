#include "curves/verdict/doubtful_ct.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/curve_shapes.hpp"
#include "issue_lines.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

/// Analysed with threshold 0.3 and baseline 3-10.
Curve with_jump(int cycle, double height, const Shape& shape = {.height = 8, .midpoint = 30}) {
  std::vector<double> rn = shape.rn();
  for (std::size_t i = static_cast<std::size_t>(cycle - 1); i < rn.size(); ++i)
    rn[i] += height;
  Run run;
  run.inputs = {{.name = "plate.csv", .sha256 = {}}};
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.target = "D4-7";
  reaction.rn = rn;
  reaction.settings.threshold = 0.3;
  reaction.settings.baseline = BaselineWindow{3, 10};
  run.reactions = {reaction};
  return analyse_curves(run, {}).front();
}

const std::vector<std::string> nothing;

/// A rise on a drift, with the file's window and threshold.
Run drifting(const Shape& shape, double threshold, BaselineWindow window = {1, 2}) {
  Run run;
  run.inputs = {{.name = "plate.csv", .sha256 = {}}};
  Reaction reaction;
  reaction.well = Well{0, 0};
  reaction.target = "ALB";
  reaction.rn = shape.rn();
  for (std::size_t i = 0; i < reaction.rn.size(); ++i)
    reaction.rn[i] += 0.002 * std::sin(static_cast<double>(7 * i * i));
  reaction.settings.threshold = threshold;
  reaction.settings.baseline = window;
  run.reactions = {reaction};
  return run;
}

Curve only_curve(const Run& run, const CurveSettings& settings = {}) {
  return analyse_curves(run, settings).front();
}

std::vector<IssueCode> codes(const Curve& curve) {
  std::vector<IssueCode> out;
  for (const Issue& issue : curve.issues)
    out.push_back(issue.code);
  return out;
}

}  // namespace

TEST_CASE("a jump that crosses the threshold before the rise does leaves the curve unclear") {
  const Curve curve = with_jump(20, 0.5);
  REQUIRE(curve.ct);
  CHECK(*curve.ct > 18.5);
  CHECK(*curve.ct < 20.5);
  CHECK(curve.verdict.amplified == Amplified::Unclear);
  REQUIRE(curve.verdict.reasons.size() == 1);
  CHECK(curve.verdict.reasons[0].code == EvidenceCode::CtOfJump);
  CHECK(curve.verdict.reasons[0].words.en ==
        "amplifies, but a jump by 0.499 at cycle 20 crosses the threshold, not the rise");
}

TEST_CASE("another jump of more than the threshold is told, and leaves the verdict") {
  for (const double height : {-0.5, 0.5}) {
    const Curve curve = with_jump(7, height);
    CHECK(curve.verdict.amplified == Amplified::Yes);
    CHECK(issue_lines(curve.issues) ==
          std::vector<std::string>{std::string("warning jump | plate.csv: A1 | The curve jumps by ") +
                                   (height < 0 ? "-0.5" : "0.5") +
                                   " at cycle 7, more than the threshold: its Ct may be moved."});
  }
}

TEST_CASE("a jump after the readings that Ct comes from leaves it alone") {
  const Curve curve = with_jump(37, -0.5);
  CHECK(curve.verdict.amplified == Amplified::Yes);
  CHECK(issue_lines(curve.issues) == nothing);
}

TEST_CASE("an amplification without a jump, or with one below the threshold, has no doubtful Ct") {
  for (const double height : {0.0, 0.2}) {
    const Curve curve = with_jump(20, height);
    CHECK(curve.verdict.amplified == Amplified::Yes);
    CHECK(issue_lines(curve.issues) == nothing);
  }
}

TEST_CASE("a jump without an amplification is a matter of the verdict alone") {
  const Curve curve = with_jump(20, 0.5, {.height = 0});
  CHECK(curve.verdict.amplified == Amplified::No);
  CHECK(issue_lines(curve.issues) == nothing);
}

TEST_CASE("a Ct that a drift makes on a collapsed window is unclear, whoever chose the window") {
  for (const BaselineWindow window : {BaselineWindow{1, 2}, {1, 3}, {3, 5}, {4, 4}}) {
    CAPTURE(window.start);
    const Curve curve = only_curve(drifting({.midpoint = 27, .drift = 0.02}, 0.2, window));
    REQUIRE(curve.ct);
    CHECK(*curve.ct < 16);
    REQUIRE(curve.ct_own_window);
    CHECK(*curve.ct_own_window == doctest::Approx(23.7).epsilon(0.01));
    CHECK(curve.verdict.amplified == Amplified::Unclear);
    REQUIRE(curve.verdict.reasons.size() == 1);
    CHECK(curve.verdict.reasons[0].code == EvidenceCode::CtOfCollapsedWindow);
    REQUIRE(curve.issues.size() == 1);
    CHECK(curve.issues[0].code == IssueCode::BaselineWindowCollapsed);
    CHECK(curve.issues[0].severity == Severity::Warning);
  }
  CurveSettings by_hand;
  by_hand.baseline = BaselineChoice{BaselineChoice::Kind::Window, {1, 2}};
  const Run run = drifting({.midpoint = 27, .drift = 0.02}, 0.2, {3, 15});
  CHECK(only_curve(run).verdict.amplified == Amplified::Yes);
  CHECK(only_curve(run, by_hand).verdict.amplified == Amplified::Unclear);
}

TEST_CASE("what is said of a Ct on a collapsed window names both windows and both Ct") {
  const Curve curve = only_curve(drifting({.midpoint = 27, .drift = 0.02}, 0.2));
  const std::string own = issue_lines(curve.issues).at(0);
  CHECK(own.starts_with(
      "warning baseline_window_collapsed | plate.csv: A1 | The baseline window is 1-2 although "
      "the curve does not rise before cycle "));
  CHECK(own.find(": its background drifts, so that its Ct is 11.") != std::string::npos);
  CHECK(own.find("; with the window 3-") != std::string::npos);
  CHECK(own.find(" it is 23.") != std::string::npos);
  CHECK(curve.verdict.reasons.at(0).words.en.starts_with("amplifies, but its Ct of 11."));
}

TEST_CASE("a well with a collapsed window stands where our own window gives its Ct within a cycle") {
  const Curve curve = only_curve(drifting({.midpoint = 27, .drift = 0.011}, 1.0));
  REQUIRE(curve.ct);
  REQUIRE(curve.ct_own_window);
  CHECK(*curve.ct < *curve.ct_own_window - 0.5);
  CHECK(curve.verdict.amplified == Amplified::Yes);
  CHECK(issue_lines(curve.issues) ==
        std::vector<std::string>{
            "note baseline_window_collapsed | plate.csv: A1 | The baseline window is 1-2 "
            "although the curve rises much later; a window up to the rise gives the same Ct "
            "within a cycle."});
}

TEST_CASE("where our own window gives no Ct at all, that of a collapsed one is unclear") {
  const Curve curve = only_curve(drifting({.midpoint = 27, .drift = 0.02}, 2.1));
  REQUIRE(curve.ct);
  CHECK_FALSE(curve.ct_own_window);
  CHECK(curve.verdict.amplified == Amplified::Unclear);
  CHECK(curve.verdict.reasons.at(0).words.en.ends_with(" it is undetermined"));
}

TEST_CASE("a curve that a collapsed window robs of its Ct keeps its verdict: it is no negative") {
  const Curve curve = only_curve(drifting({.midpoint = 27, .drift = 0.02}, 0.02));
  CHECK_FALSE(curve.ct);
  CHECK(curve.ct_own_window);
  CHECK(curve.verdict.amplified == Amplified::Yes);
  CHECK(codes(curve) == std::vector{IssueCode::BaselineWindowCollapsed});
}

TEST_CASE("a window is no collapsed one under an early rise, on a flat well or where it is long enough") {
  for (const Run& run :
       {drifting({.midpoint = 9, .drift = 0}, 0.2), drifting({.height = 0, .drift = 0.02}, 0.2),
        drifting({.midpoint = 27, .drift = 0.02}, 0.2, {3, 15})}) {
    const Curve curve = only_curve(run);
    CHECK_FALSE(curve.ct_own_window);
    CHECK(issue_lines(curve.issues) == nothing);
  }
}

TEST_CASE("the delta Rn of a text without windows shows a constant baseline by itself") {
  for (const double drift : {0.02, 0.0}) {
    CAPTURE(drift);
    Run run = drifting({.midpoint = 27, .drift = drift}, 0.2);
    Reaction& reaction = run.reactions[0];
    reaction.settings.baseline.reset();
    reaction.rn_decimals = 3;
    for (double& value : reaction.rn)
      value = std::round(value * 1000) / 1000;
    for (const double value : reaction.rn)
      reaction.delta_rn.push_back(std::round((value - reaction.rn[0]) * 1000) / 1000);
    const Curve curve = only_curve(run);
    CHECK(curve.baseline_source == BaselineSource::FileDeltaRn);
    REQUIRE(curve.ct_own_window);
    CHECK(curve.verdict.amplified == (drift > 0 ? Amplified::Unclear : Amplified::Yes));
    CHECK(codes(curve) ==
          (drift > 0 ? std::vector{IssueCode::BaselineWindowCollapsed} : std::vector<IssueCode>{}));
  }
}
