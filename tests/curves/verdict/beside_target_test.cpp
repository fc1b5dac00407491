// The verdict on a curve beside the others of its target.
#include "curves/verdict/beside_target.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/verdict/hard_curves.hpp"
#include "curves/verdict/late_front.hpp"
#include "curves/verdict/verdict.hpp"
#include "words/evidence.hpp"

using namespace crossbreak;

namespace {

using Signal = std::vector<double>;

double logistic(double cycle, double midpoint, double width = 1.5) {
  return 1 / (1 + std::exp(-(cycle - midpoint) / width));
}

template <typename Rise>
Signal signal(unsigned seed, Rise rise) {
  hard_curves::Random random(seed);
  Signal rn;
  for (int c = 1; c <= 40; ++c)
    rn.push_back(0.5 + rise(static_cast<double>(c)) + 0.004 * hard_curves::normal(random));
  return rn;
}

Signal flat(unsigned seed) {
  return signal(seed, [](double) { return 0.0; });
}

Signal control(unsigned seed) {
  return signal(seed, [](double c) { return 3 * logistic(c, 25); });
}

Signal late_bend_signal(unsigned seed) {
  return signal(seed, [](double c) { return 0.03 * std::pow(std::max(c - 31, 0.0), 2); });
}

/// The verdict on the last of the curves of one target.
Verdict last_of(const std::vector<Signal>& curves) {
  Run run;
  for (const Signal& rn : curves) {
    Reaction reaction;
    reaction.target = "D4-7";
    reaction.rn = rn;
    run.reactions.push_back(std::move(reaction));
  }
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;
  return analyse_curves(run, settings).back().verdict;
}

/// Beside four empty wells and two controls.
Verdict beside_controls(const Signal& rn) {
  return last_of({flat(1), flat(2), flat(3), flat(4), control(5), control(6), rn});
}

}  // namespace

TEST_CASE("a bend near the end is doubted beside curves that level off, and a late amplification is not") {
  int bends_doubted = 0, amplifications = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    bends_doubted += beside_controls(late_bend_signal(100 + seed)).amplified == Amplified::Unclear;
    amplifications +=
        beside_controls(signal(200 + seed, [](double c) { return 3 * logistic(c, 38.5); })).amplified ==
        Amplified::Yes;
  }
  CHECK(bends_doubted == 50);
  CHECK(amplifications >= 49);
  // Without a curve of the target that levels off, nothing is known of its plateau.
  CHECK(last_of({flat(1), flat(2), late_bend_signal(1)}).amplified == Amplified::Yes);
}

TEST_CASE("missing readings hide neither a bend nor a late amplification") {
  const auto with_gaps = [](Signal rn) {
    for (const std::size_t i : {3u, 20u, 34u})
      rn[i] = std::numeric_limits<double>::quiet_NaN();
    return rn;
  };
  int bends = 0, amplifications = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    bends += beside_controls(with_gaps(late_bend_signal(100 + seed))).amplified == Amplified::Yes;
    amplifications += beside_controls(with_gaps(signal(200 + seed, [](double c) {
                        return 3 * logistic(c, 38.5);
                      }))).amplified == Amplified::Yes;
  }
  CHECK(bends == 0);
  CHECK(amplifications >= 45);
}

TEST_CASE("a well at the plateau of its target from the start is unclear, even where most wells are") {
  const auto full = [](unsigned seed) { return signal(seed, [](double) { return 2.9; }); };
  const Verdict one = beside_controls(full(7));
  CHECK(one.amplified == Amplified::Unclear);
  CHECK(one.reasons.front().code == EvidenceCode::Saturated);
  CHECK(last_of({flat(1), control(5), full(7), full(8), full(9), full(10)}).amplified == Amplified::Unclear);
  CHECK(beside_controls(flat(7)).amplified == Amplified::No);
}

TEST_CASE("where backgrounds differ as much as the plateau is high, a high one is no saturated well") {
  const auto at = [](double level, Signal rn) {
    for (double& reading : rn)
      reading += level;
    return rn;
  };
  std::vector<Signal> curves;
  for (unsigned i = 0; i < 9; ++i)
    curves.push_back(at(0.5 * (i % 5), flat(i + 1)));
  const auto faint = [](unsigned seed) {
    return signal(seed, [](double c) { return 0.6 * logistic(c, 25); });
  };
  curves.push_back(faint(20));
  curves.push_back(at(0.5, faint(21)));
  curves.push_back(at(2, flat(22)));
  CHECK(last_of(curves).amplified == Amplified::No);
}

TEST_CASE("a front that doubles is not faster than 2.3-fold, one that triples is") {
  for (const double growth : {1.8, 2.0, 3.0, 4.0}) {
    CAPTURE(growth);
    const Signal rn = signal(1, [growth](double c) { return 3 * logistic(c, 26.4, 1 / std::log(growth)); });
    const std::optional<double> lead = faster_front_lead(rn, measure_shape(rn), 2.3);
    REQUIRE(lead.has_value());
    CHECK((*lead > 0) == (growth > 2.3));
  }
  CHECK_FALSE(faster_front_lead(Signal(5, 1.0), measure_shape(Signal(5, 1.0)), 2.3).has_value());
}

TEST_CASE("the growth of a late front is read among gaps, and in a run of hundreds of cycles") {
  for (const int cycles : {40, 400}) {
    hard_curves::Random random(3);
    Signal rn;
    for (int c = 1; c <= cycles; ++c)
      rn.push_back(0.5 + 3 * logistic(c, cycles - 2) + 0.004 * hard_curves::normal(random));
    Signal gaps = rn;
    for (const int before_last : {3, 7, 8, 20})
      gaps[static_cast<std::size_t>(cycles - before_last)] = std::numeric_limits<double>::quiet_NaN();
    for (const Signal& late : {rn, gaps}) {
      CAPTURE(cycles);
      const std::optional<LateFront> front = compare_late_front(late, measure_shape(late), std::nullopt);
      REQUIRE(front.has_value());
      CHECK(front->growth == doctest::Approx(std::exp(1 / 1.5)).epsilon(0.05));
      CHECK(front->residual_sd == doctest::Approx(0.004).epsilon(0.5));
      CHECK(front->cycles == cycles);
    }
  }
}
