#include "curves/ct/automatic_threshold.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "curves/signal/baseline.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;
using doctest::Approx;

namespace {

/// A well that owns its arrays.
struct WellData {
  std::vector<double> rn;
  std::vector<double> delta_rn;
  double baseline_sd;

  WellData(const Shape& shape, double sd) : rn(shape.rn()), baseline_sd(sd) {
    delta_rn = subtract_baseline(rn, *fit_baseline(rn, {3, 15}));
  }
  ThresholdWell well() const { return {rn, delta_rn, baseline_sd}; }
};

}  // namespace

TEST_CASE("a well's exponential region ends one cycle after its second-derivative maximum") {
  const WellData data(Shape{}, 0.001);  // maximum at cycle 22
  CHECK(exponential_region_end(data.well()) == data.delta_rn[22]);
}

TEST_CASE("the 7500 threshold is the very double of the well that ends its exponential region lowest") {
  const WellData high(Shape{.height = 3}, 0.001);
  const WellData low(Shape{.height = 1, .midpoint = 30}, 0.001);
  const std::vector wells{high.well(), low.well()};
  CHECK(automatic_threshold(AutomaticRule::Abi7500V2, wells) == exponential_region_end(low.well()));
}

TEST_CASE("a well within its noise sets no threshold") {
  const WellData noise(Shape{.height = 0.02}, 0.01);
  CHECK_FALSE(exponential_region_end(noise.well()).has_value());
  const WellData good(Shape{}, 0.01);
  const std::vector wells{noise.well(), good.well()};
  CHECK(automatic_threshold(AutomaticRule::Abi7500V2, wells) == exponential_region_end(good.well()));
}

TEST_CASE("a target without a grown well has no automatic threshold") {
  const WellData noise(Shape{.height = 0.02}, 0.01);
  const std::vector wells{noise.well()};
  for (const auto rule : {AutomaticRule::Abi7500V2, AutomaticRule::QuantStudio, AutomaticRule::Own}) {
    CHECK_FALSE(automatic_threshold(rule, wells).has_value());
    CHECK_FALSE(automatic_threshold(rule, {}).has_value());
  }
}

TEST_CASE("the QuantStudio estimate is a share of delta Rn at the maximum, 0.04 at least") {
  // At its second-derivative maximum a logistic stands at 1 / (3 + sqrt 3) of its height; the five-point
  // slopes flatten the curve a little.
  const WellData data(Shape{}, 0.001);
  const std::vector wells{data.well()};
  CHECK(automatic_threshold(AutomaticRule::QuantStudio, wells).value() ==
        Approx(0.85 * 2 / 4.732).epsilon(0.1));
  const WellData small(Shape{.height = 0.1}, 0.0001);
  const std::vector small_wells{small.well()};
  CHECK(automatic_threshold(AutomaticRule::QuantStudio, small_wells) == 0.04);
}
