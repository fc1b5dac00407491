#include "curves/crosstalk/copy_fit.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "curves/curve_shapes.hpp"

using namespace crossbreak;
using crossbreak::test::Shape;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

Shape rise_at(double midpoint) {
  return {.lower = 0, .height = 3, .midpoint = midpoint, .width = 1.6};
}

/// The curve that shows `share` of a rise so many cycles late, on a background of its own.
std::vector<double> showing(const Shape& rise, double share, double lag) {
  std::vector<double> rn = rise_at(rise.midpoint + lag).rn();
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] = 1.2 + 0.004 * static_cast<double>(i + 1) + share * rn[i];
  return rn;
}

}  // namespace

TEST_CASE("the share and the lag of a copy are found on any background") {
  for (const double lag : {0.0, 0.4, 1.0, 2.35, 3.8, 5.0})
    for (const double share : {0.03, 0.1, 0.35}) {
      CAPTURE(lag);
      CAPTURE(share);
      const auto fit = fit_copy(showing(rise_at(25), share, lag), rise_at(25).rn(), {});
      REQUIRE(fit);
      CHECK(fit->share == doctest::Approx(share).epsilon(0.01));
      CHECK(std::abs(fit->lag - lag) <= 0.05);  // the step in which lags are tried
      CHECK(fit->residual_sd < 0.01 * share);
      CHECK(fit->beats_a_line);
    }
}

TEST_CASE("a rise that is earlier, later than the lag, steeper or upside down is no copy") {
  const auto residual = [](const Shape& shape, double sign = 1) {
    std::vector<double> rn = shape.rn();
    for (double& value : rn)
      value *= sign * 0.1;
    return fit_copy(rn, rise_at(25).rn(), {}).value().residual_sd;
  };
  const double of_a_copy = residual(rise_at(26));
  CHECK(of_a_copy < 0.001);
  Shape steep = rise_at(26);
  steep.width = 0.9;
  CHECK(residual(rise_at(23)) > 0.01);
  CHECK(residual(rise_at(33)) > 0.01);
  CHECK(residual(steep) > 0.004);
  CHECK(residual(rise_at(26), -1) > 0.03);
}

TEST_CASE("a flat curve needs no other dye to explain it") {
  std::vector<double> rn;
  for (int c = 1; c <= 40; ++c)
    rn.push_back(1 + 0.01 * c + 0.002 * std::sin(7.0 * c * c));
  const auto fit = fit_copy(rn, rise_at(25).rn(), {});
  REQUIRE(fit);
  CHECK(fit->share < 0.002);
  CHECK_FALSE(fit->beats_a_line);
}

TEST_CASE("readings that are missing do not count, those of the other dye are bridged") {
  std::vector<double> rn = showing(rise_at(25), 0.1, 1);
  std::vector<double> other = rise_at(25).rn();
  rn[9] = rn[30] = gap;
  other[0] = other[14] = other[15] = other[39] = gap;
  const auto fit = fit_copy(rn, other, {});
  REQUIRE(fit);
  CHECK(fit->share == doctest::Approx(0.1).epsilon(0.01));
  CHECK(std::abs(fit->lag - 1) <= 0.05);
}

TEST_CASE("readings before the first cycle that is asked for do not count") {
  std::vector<double> rn = showing(rise_at(25), 0.1, 0);
  rn[0] += 5;
  rn[2] -= 5;
  CHECK(fit_copy(rn, rise_at(25).rn(), {}).value().residual_sd < 0.001);
  CHECK(fit_copy(rn, rise_at(25).rn(), {.first_cycle = 3}).value().residual_sd > 0.1);
}

TEST_CASE("too few readings, curves of two lengths and another dye that is a line give nothing") {
  std::vector<double> rn = showing(rise_at(25), 0.1, 0);
  std::vector<double> line;
  for (int c = 1; c <= 40; ++c)
    line.push_back(2);
  CHECK_FALSE(fit_copy(rn, line, {}));
  line.pop_back();
  CHECK_FALSE(fit_copy(rn, line, {}));
  CHECK_FALSE(fit_copy(rn, std::vector<double>(40, gap), {}));
  CHECK_FALSE(fit_copy({}, {}, {}));
  for (std::size_t i = 12; i < rn.size(); ++i)
    rn[i] = gap;
  CHECK_FALSE(fit_copy(rn, rise_at(25).rn(), {}));
}

TEST_CASE("gaps are bridged by straight lines and ends are held") {
  CHECK(bridged(std::vector<double>{gap, 1, gap, gap, 4, gap}) == std::vector<double>{1, 1, 2, 3, 4, 4});
  CHECK(bridged(std::vector<double>{gap, gap}).empty());
  CHECK(bridged({}).empty());
}

TEST_CASE("the share of a copy at one lag has the sign and the error of a regression") {
  const std::vector<double> other = rise_at(25).rn();
  const auto exact = share_at_lag(showing(rise_at(25), 0.1, 2), other, 4, 2);
  REQUIRE(exact);
  CHECK(exact->share == doctest::Approx(0.1).epsilon(0.01));
  CHECK(exact->standard_error < 1e-3);
  CHECK(share_at_lag(showing(rise_at(25), -0.1, 2), other, 4, 2)->share ==
        doctest::Approx(-0.1).epsilon(0.01));

  std::vector<double> flat(40);
  for (std::size_t i = 0; i < flat.size(); ++i)
    flat[i] = 1 + 0.01 * (i % 2 == 0 ? 1 : -1);
  const auto none = share_at_lag(flat, other, 4, 2);
  REQUIRE(none);
  CHECK(std::abs(none->share) < 3 * none->standard_error);
  CHECK(none->standard_error < 0.01);
  CHECK(none->standard_error > 0.0001);
  // Where the other dye rises late, little of its copy would be seen.
  CHECK(share_at_lag(flat, rise_at(37).rn(), 4, 3.5)->standard_error > 2 * none->standard_error);

  CHECK_FALSE(share_at_lag(flat, std::vector<double>(40, 1.0), 4, 2));
  CHECK_FALSE(share_at_lag(flat, std::vector<double>(39, 1.0), 4, 2));
  CHECK_FALSE(share_at_lag(std::vector<double>(40, gap), other, 4, 2));
}

TEST_CASE("a copy is the other rise, later and smaller") {
  const std::vector<double> other = rise_at(25).rn();
  const std::vector<double> copy = copy_of(other, 0.2, 3);
  REQUIRE(copy.size() == other.size());
  CHECK(copy[30] == doctest::Approx(0.2 * other[27]));
  CHECK(copy[0] == doctest::Approx(0.2 * other[0]));
  CHECK(copy_of(other, 0.2, 2.5)[30] == doctest::Approx(0.1 * (other[27] + other[28])).epsilon(0.01));
  CHECK(copy_of(std::vector<double>(40, gap), 0.2, 3).empty());
}
