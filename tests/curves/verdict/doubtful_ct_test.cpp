#include "curves/verdict/doubtful_ct.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/curve_shapes.hpp"
#include "issue_lines.hpp"
#include "words/evidence.hpp"

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
