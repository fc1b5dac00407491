#include "curves/recovered/recovered_window.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"
#include "curves/signal/baseline.hpp"

using namespace crossbreak;

namespace {

std::vector<double> float32(std::vector<double> values) {
  for (double& value : values)
    value = static_cast<double>(static_cast<float>(value));
  return values;
}

// A curve with noise that no two windows share.
std::vector<double> noisy_rn() {
  std::vector<double> rn = test::Shape{.drift = 0.001}.rn();
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] += 0.004 * std::sin(static_cast<double>(7 * i * i));
  return float32(rn);
}

std::vector<double> delta_rn_of(const std::vector<double>& rn, BaselineWindow window) {
  return float32(subtract_baseline(rn, fit_baseline(rn, window).value()));
}

}  // namespace

TEST_CASE("the window behind a delta Rn in full digits is found again, line and mean alike") {
  const std::vector<double> rn = noisy_rn();
  for (const BaselineWindow window : {BaselineWindow{3, 15}, {3, 6}, {1, 2}, {5, 5}, {3, 5}, {1, 40}}) {
    CAPTURE(window.start);
    CAPTURE(window.end);
    const std::optional<WindowFit> found = recovered_window(rn, delta_rn_of(rn, window));
    REQUIRE(found);
    CHECK(found->window == window);
    CHECK(found->contradicting_cycles.empty());
  }
}

TEST_CASE("one edited reading is told and does not hide the window") {
  const std::vector<double> rn = noisy_rn();
  std::vector<double> delta_rn = delta_rn_of(rn, {3, 15});
  delta_rn[29] += 0.5;
  const std::optional<WindowFit> found = recovered_window(rn, delta_rn);
  REQUIRE(found);
  CHECK(found->window == BaselineWindow{3, 15});
  CHECK(found->contradicting_cycles == std::vector{30});
  for (std::size_t i = 30; i < 33; ++i)
    delta_rn[i] += 0.5;
  CHECK_FALSE(recovered_window(rn, delta_rn));
}

TEST_CASE("missing cycles are passed over") {
  std::vector<double> rn = noisy_rn();
  rn[8] = std::numeric_limits<double>::quiet_NaN();
  const std::optional<WindowFit> found = recovered_window(rn, delta_rn_of(rn, {3, 15}));
  REQUIRE(found);
  CHECK(found->window == BaselineWindow{3, 15});
}

TEST_CASE("where several windows or none explain the delta Rn, none is claimed") {
  const std::vector<double> straight(40, 1.0);
  CHECK_FALSE(recovered_window(straight, std::vector<double>(40, 0.0)));
  const std::vector<double> rn = noisy_rn();
  std::vector<double> rounded = delta_rn_of(rn, {3, 15});
  for (double& value : rounded)
    value = std::round(value * 1000) / 1000;
  CHECK_FALSE(recovered_window(rn, rounded));
  CHECK_FALSE(recovered_window(rn, std::vector<double>(39, 0.0)));
  CHECK_FALSE(recovered_window({}, {}));
}
