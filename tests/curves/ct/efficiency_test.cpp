#include "curves/ct/efficiency.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace crossbreak;
using doctest::Approx;

namespace {

/// Molecules that multiply by 1 + efficiency (1 - n / plateau) every cycle: exponential at first, as in
/// Rutledge and Stewart 2008, BMC Mol. Biol. 9:96. `background` is what a wrong baseline left.
std::vector<double> growth(double start, double efficiency, double background = 0, double plateau = 2) {
  std::vector<double> delta_rn;
  double n = start;
  for (int cycle = 1; cycle <= 45; ++cycle) {
    n *= 1 + efficiency * (1 - n / plateau);
    delta_rn.push_back(n + background);
  }
  return delta_rn;
}

/// The cycle of the largest second difference: close enough to the second-derivative maximum.
double bend_of(const std::vector<double>& y) {
  std::size_t best = 1;
  for (std::size_t i = 1; i + 1 < y.size(); ++i)
    if (y[i + 1] - 2 * y[i] + y[i - 1] > y[best + 1] - 2 * y[best] + y[best - 1])
      best = i;
  return static_cast<double>(best + 1);
}

double efficiency_of(const std::vector<std::vector<double>>& curves) {
  std::vector<EfficiencyWell> wells;
  for (const auto& curve : curves)
    wells.push_back({curve, bend_of(curve)});
  const auto efficiency = mean_efficiency(wells);
  return efficiency.value_or(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

TEST_CASE("the efficiency of growing molecules is found from their exponential phase") {
  for (const double truth : {0.75, 0.85, 0.95, 1.0}) {
    CAPTURE(truth);
    const double found =
        efficiency_of({growth(1e-7, truth), growth(4e-7, truth), growth(1.5e-6, truth), growth(7e-6, truth)});
    // The phase is bent by its plateau: 4 doublings below a tenth of it slow by some 5 %.
    CHECK(found == Approx(truth).epsilon(0.06));
  }
}

TEST_CASE("a growth that is exponential but for its background gives its efficiency exactly") {
  for (const double efficiency : {0.5, 0.8, 1.0})
    for (const double background : {-0.003, 0.0, 0.01}) {
      CAPTURE(efficiency);
      CAPTURE(background);
      std::vector<double> delta_rn;
      for (int cycle = 1; cycle <= 30; ++cycle)
        delta_rn.push_back(0.001 * std::pow(1 + efficiency, cycle - 18) + background);
      const std::vector<EfficiencyWell> wells{{delta_rn, 25}};
      CHECK(mean_efficiency(wells).value() == Approx(efficiency).epsilon(1e-9));
    }
}

TEST_CASE("a background that the baseline left is taken off before slopes are measured") {
  const double clean = efficiency_of({growth(1e-7, 0.9), growth(1e-6, 0.9)});
  for (const double background : {-0.002, 0.002}) {
    CAPTURE(background);
    CHECK(efficiency_of({growth(1e-7, 0.9, background), growth(1e-6, 0.9, background)}) ==
          Approx(clean).epsilon(0.02));
  }
}

TEST_CASE("one odd well does not move the efficiency of its target") {
  const std::vector<std::vector<double>> sound{growth(1e-7, 0.9), growth(3e-7, 0.9), growth(9e-7, 0.9),
                                               growth(3e-6, 0.9)};
  auto with_odd = sound;
  with_odd.push_back(growth(1e-6, 0.4));
  CHECK(efficiency_of(with_odd) == Approx(efficiency_of(sound)).epsilon(0.02));
}

TEST_CASE("efficiency does not depend on the unit of the signal") {
  auto scaled = growth(1e-6, 0.9);
  for (double& value : scaled)
    value *= 4096;
  CHECK(efficiency_of({scaled}) == Approx(efficiency_of({growth(1e-6, 0.9)})).epsilon(1e-12));
}

TEST_CASE("wells without an exponential phase have no efficiency") {
  CHECK_FALSE(mean_efficiency({}).has_value());
  const std::vector<double> flat(40, 0.0);
  const std::vector<double> missing(40, std::numeric_limits<double>::quiet_NaN());
  const std::vector<EfficiencyWell> wells{{flat, 20}, {missing, 20}, {flat, 0}, {flat, 41}, {{}, 20}};
  CHECK_FALSE(mean_efficiency(wells).has_value());
}
