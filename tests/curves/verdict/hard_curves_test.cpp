// The verdict on hard curves of known truth: rates over many seeds, each limit stated beside the recipe.
//
// The limits are what the recipe should give, not what the code gives: an amplification that an expert sees
// must be a yes, a background must not be. Where noise alone can imitate the other the limit says how often.
#include "curves/verdict/hard_curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/ct/fit.hpp"
#include "curves/verdict/verdict.hpp"

using namespace crossbreak;
using namespace crossbreak::hard_curves;

namespace {

struct Rates {
  double yes = 0;
  double unclear = 0;
  double no = 0;
};

/// `recipe(random)` makes one curve; every seed makes another.
template <typename Recipe>
Rates rates_of(Recipe recipe, unsigned seeds = 500) {
  int yes = 0, unclear = 0, no = 0;
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    Random random(seed);
    const std::vector<double> rn = recipe(random);
    const Verdict verdict = judge(rn, measure_shape(rn));
    REQUIRE(!verdict.reasons.empty());
    yes += verdict.amplified == Amplified::Yes;
    unclear += verdict.amplified == Amplified::Unclear;
    no += verdict.amplified == Amplified::No;
  }
  return {.yes = static_cast<double>(yes) / seeds,
          .unclear = static_cast<double>(unclear) / seeds,
          .no = static_cast<double>(no) / seeds};
}

std::vector<double> amplification(Random& random, int cycles, double ct_low, double ct_high) {
  const Setting s = setting(random, cycles);
  std::vector<double> rn = background(random, s);
  amplify(rn, s, between(random, ct_low, ct_high));
  return rn;
}

std::vector<double> blank(Random& random, int cycles = 40) {
  return background(random, setting(random, cycles));
}

}  // namespace

TEST_CASE("amplifications at any Ct of the run are seen") {
  CHECK(rates_of([](Random& r) { return amplification(r, 40, 12, 34); }).yes == 1);
  CHECK(rates_of([](Random& r) { return amplification(r, 45, 34, 40); }).yes == 1);
  CHECK(rates_of([](Random& r) { return amplification(r, 60, 10, 55); }).yes == 1);
  CHECK(rates_of([](Random& r) { return amplification(r, 20, 8, 16); }).yes > 0.99);
  CHECK(rates_of([](Random& r) { return amplification(r, 15, 7, 11); }).yes > 0.98);
}

TEST_CASE("an early rise, Ct 7 to 9, is seen") {
  CHECK(rates_of([](Random& r) { return amplification(r, 40, 7, 9); }).yes > 0.99);
}

TEST_CASE(
    "a late rise of Ct 34 to 38 in 40 cycles, without plateau, is seen; up to Ct 40 nine times in ten") {
  CHECK(rates_of([](Random& r) { return amplification(r, 40, 34, 38); }).yes > 0.99);
  // At Ct 40 the last reading is 0.1 Rn above the background and the one before half of that: with a noise of
  // 0.01 nobody can tell.
  CHECK(rates_of([](Random& r) { return amplification(r, 40, 38, 40); }).yes > 0.85);
}

TEST_CASE("a late rise is seen on a rising, a falling and a settling baseline") {
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 34, 38);
          const double drift = between(r, -0.003, 0.003);
          add(rn, [drift](double c) { return drift * c; });
          return rn;
        }).yes > 0.97);
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 30, 37);
          const double height = between(r, 0, 0.1);
          const double time = between(r, 2, 6);
          add(rn, [&](double c) { return height * std::exp(-c / time); });
          return rn;
        }).yes > 0.99);
}

TEST_CASE("amplifications on steep baselines, with a hook, saturated or around zero are seen") {
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 18, 30);
          const double fall = between(r, 0.002, 0.01);
          add(rn, [fall](double c) { return -fall * c; });
          return rn;
        }).yes > 0.99);
  const auto with_hook = [](Random& r, double least, double most) {
    auto rn = amplification(r, 40, 8, 14);
    const double top = *std::max_element(rn.begin(), rn.end());
    const double hook = between(r, least, most) * (top - rn[0]) / 25;
    add(rn, [hook](double c) { return c > 15 ? -hook * (c - 15) : 0.0; });
    return rn;
  };
  CHECK(rates_of([&](Random& r) { return with_hook(r, 0, 0.28); }).yes > 0.99);
  CHECK(rates_of([&](Random& r) { return with_hook(r, 0.4, 1); }).unclear > 0.99);
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 12, 30);
          const double limit = rn[0] + 0.6 * (*std::max_element(rn.begin(), rn.end()) - rn[0]);
          for (double& reading : rn)
            reading = std::min(reading, limit);
          return rn;
        }).yes > 0.99);
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 12, 36);
          const double background = rn[4];
          add(rn, [background](double) { return -background; });
          return rn;
        }).yes > 0.99);
}

TEST_CASE("a spike or missing cycles do not hide an amplification") {
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 15, 36);
          rn[static_cast<std::size_t>(between(r, 0, 40))] += between(r, -2, 2);
          return rn;
        }).yes > 0.97);  // a spike on the front itself leaves the front's length open
  CHECK(rates_of([](Random& r) {
          auto rn = amplification(r, 40, 15, 34);
          for (double& reading : rn)
            if (between(r, 0, 1) < 0.1)
              reading = std::numeric_limits<double>::quiet_NaN();
          return rn;
        }).yes > 0.99);
}

TEST_CASE("noise alone is never a yes, in 15 to 60 cycles") {
  for (const int cycles : {15, 25, 40, 60}) {
    CAPTURE(cycles);
    const Rates rates = rates_of([cycles](Random& r) { return blank(r, cycles); }, 2000);
    CHECK(rates.yes == 0);
    CHECK(rates.unclear < 0.001);
  }
}

TEST_CASE("straight, bent and settling drifts are a no") {
  const Rates straight = rates_of(
      [](Random& r) {
        auto rn = blank(r);
        const double drift = between(r, -0.02, 0.02);
        add(rn, [drift](double c) { return drift * c; });
        return rn;
      },
      2000);
  CHECK(straight.no == 1);
  const Rates quadratic = rates_of(
      [](Random& r) {
        auto rn = blank(r);
        const double drift = between(r, -0.005, 0.005);
        const double bend = between(r, -0.0004, 0.0004);
        add(rn, [&](double c) { return drift * c + bend * c * c; });
        return rn;
      },
      2000);
  CHECK(quadratic.no == 1);
  const Rates rising_start = rates_of(
      [](Random& r) {
        auto rn = blank(r);
        const double height = between(r, 0.02, 0.5);
        const double time = between(r, 1.5, 10);
        const double drift = between(r, -0.002, 0.004);
        add(rn, [&](double c) { return height * (1 - std::exp(-c / time)) + drift * c; });
        return rn;
      },
      2000);
  CHECK(rising_start.yes == 0);
  CHECK(rising_start.unclear < 0.005);
  const Rates falling_start = rates_of(
      [](Random& r) {
        auto rn = blank(r);
        const double height = between(r, 0.02, 0.5);
        const double time = between(r, 1.5, 15);
        const double drift = between(r, -0.002, 0.004);
        add(rn, [&](double c) { return height * std::exp(-c / time) + drift * c; });
        return rn;
      },
      2000);
  CHECK(falling_start.yes == 0);
  CHECK(falling_start.unclear < 0.01);
}

TEST_CASE("evaporation, which concentrates the dyes, is a no") {
  const Rates rates = rates_of([](Random& r) {
    auto rn = blank(r);
    const double start = rn[0];
    const double loss = between(r, 0, 0.5) / 40;  // up to half the volume
    add(rn, [&](double c) { return start * (1 / (1 - loss * c) - 1); });
    return rn;
  });
  CHECK(rates.yes == 0);
  CHECK(rates.unclear < 0.005);
}

TEST_CASE("a spike is a no, and steps and short bumps are hardly ever a yes") {
  CHECK(rates_of([](Random& r) {
          auto rn = blank(r);
          rn[static_cast<std::size_t>(between(r, 0, 40))] += between(r, -2, 2);
          return rn;
        }).no == 1);
  CHECK(rates_of(
            [](Random& r) {
              auto rn = blank(r);
              const double height = between(r, -1, 1);
              const double at = between(r, 2, 40);
              add(rn, [&](double c) { return c > at ? height : 0.0; });
              return rn;
            },
            2000)
            .yes < 0.005);
  // The passive reference dips for two to five cycles: Rn rises, and comes back.
  CHECK(rates_of(
            [](Random& r) {
              auto rn = blank(r);
              const double depth = between(r, 0.05, 1);
              const double from = between(r, 2, 38);
              const double length = between(r, 2, 5);
              std::size_t cycle = 0;
              for (double& reading : rn) {
                ++cycle;
                if (static_cast<double>(cycle) > from && static_cast<double>(cycle) <= from + length)
                  reading *= 1 + depth;
              }
              return rn;
            },
            2000)
            .yes < 0.005);
}

TEST_CASE("a passive reference near zero makes noise, not amplification") {
  CHECK(rates_of(
            [](Random& r) {
              auto rn = blank(r);
              for (double& reading : rn)
                reading /= std::abs(0.02 + 0.02 * normal(r));
              return rn;
            },
            2000)
            .yes < 0.002);
}

TEST_CASE("no hard curve makes a fit throw, and a converged fit has finite cycles") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    Random random(seed);
    const int cycles = static_cast<int>(between(random, 3, 61));
    auto rn = seed % 2 == 0 ? blank(random, cycles) : amplification(random, cycles, 8, cycles);
    if (seed % 5 == 0)
      for (double& reading : rn)
        reading = rn[0];
    for (const SigmoidForm form : {SigmoidForm::Four, SigmoidForm::FourWithDrift}) {
      const SigmoidFit fit = fit_sigmoid(rn, form);
      if (fit.status != FitStatus::Converged)
        continue;
      CAPTURE(seed);
      CHECK(std::isfinite(second_derivative_maximum(fit.curve)));
      CHECK(std::isfinite(cy0(fit.curve)));
      CHECK(fit.curve.residual_sd >= 0);
    }
  }
}
