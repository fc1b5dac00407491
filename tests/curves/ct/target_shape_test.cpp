#include "curves/ct/target_shape.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "curves/ct/rise.hpp"

using namespace crossbreak;

namespace {

Curve curve_of_height(std::size_t reaction, double height, Amplified amplified) {
  Curve curve;
  curve.reaction = reaction;
  curve.fit = SigmoidParameters{.lower = 1, .upper = 1 + height, .midpoint = 25, .width = 1.5};
  curve.verdict.amplified = amplified;
  return curve;
}

/// The curves after completion, as one target.
std::vector<Curve> completed(Run run, std::vector<Curve> curves) {
  run.reactions.resize(curves.size());
  std::vector<Curve*> pointers;
  for (Curve& curve : curves)
    pointers.push_back(&curve);
  complete_from_target(run, pointers);
  return curves;
}

}  // namespace

TEST_CASE("the usual height is the median of the curves that amplify beyond doubt") {
  const auto curves =
      completed({}, {curve_of_height(0, 1.8, Amplified::Yes), curve_of_height(1, 2.0, Amplified::Yes),
                     curve_of_height(2, 2.2, Amplified::Yes), curve_of_height(3, 9.0, Amplified::Unclear)});
  CHECK(curves[0].ct_sdm == pooled_second_derivative_maximum(*curves[0].fit, 2.0));
  CHECK(curves[1].ct_sdm == second_derivative_maximum(*curves[1].fit));
  CHECK(curves[3].ct_sdm == pooled_second_derivative_maximum(*curves[3].fit, 2.0));
}

TEST_CASE("an omitted well has no say in the usual height") {
  Run run;
  run.reactions.resize(2);
  run.reactions[1].omitted = true;
  const auto curves =
      completed(run, {curve_of_height(0, 2.0, Amplified::Yes), curve_of_height(1, 3.0, Amplified::Yes)});
  CHECK(curves[0].ct_sdm == second_derivative_maximum(*curves[0].fit));
}

TEST_CASE("a curve that does not amplify gets neither second-derivative maximum nor efficiency") {
  const auto curves =
      completed({}, {curve_of_height(0, 2.0, Amplified::Yes), curve_of_height(1, 2.0, Amplified::No)});
  CHECK(curves[0].ct_sdm.has_value());
  CHECK_FALSE(curves[1].ct_sdm.has_value());
  CHECK_FALSE(curves[1].efficiency.has_value());
}

TEST_CASE("without a curve beyond doubt each keeps its own maximum") {
  const auto curves = completed(
      {}, {curve_of_height(0, 1.0, Amplified::Unclear), curve_of_height(1, 2.0, Amplified::Unclear)});
  CHECK(curves[0].ct_sdm == second_derivative_maximum(*curves[0].fit));
  CHECK_FALSE(curves[0].efficiency.has_value());
}
