// Hard curves from the product's simulator, whole way from dyes to Ct and verdict: 200 seeds each, counted.
// Beside every hard well stands its flawless twin (same seed, nothing wrong), whose Ct is the truth.
//
// Each limit says what an expert asks for, beside the recipe; what comes out is printed.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "curves/analysis.hpp"
#include "curves/signal/median.hpp"
#include "simulate/random.hpp"
#include "simulate/simulated_run.hpp"
#include "words/evidence.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

constexpr int seeds = 200;
constexpr double threshold = 0.5;  // delta Rn; a twelfth of the simulator's plateau

/// One hard well. Beside it on the plate lie three that are sound.
struct HardWell {
  double copies = 0;  ///< mean molecules in the well; 0: a blank
  Oddity oddity = Oddity::None;
  std::optional<int> oddity_cycle = {};
  std::optional<double> oddity_size = {};
  int cycles = 40;
  CurveModel model = {};
};

double between(RandomNumbers& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

/// Molecules that the simulator gives a Ct drawn from [low, high].
double copies_of_ct(RandomNumbers& random, double low, double high) {
  return std::exp2(CurveModel{}.one_copy_ct - between(random, low, high));
}

PlateDesign plate_with(const HardWell& hard) {
  PlateDesign design;
  design.experiment = "Simulated";
  design.cycles = hard.cycles;
  design.targets = {
      {.name = "D4-7", .set = "D4-7", .reporter = "FAM", .quencher = "TAMRA", .model = hard.model}};
  const double sound = std::exp2(CurveModel{}.one_copy_ct - 0.6 * hard.cycles);
  for (const double copies : {sound, sound, sound, hard.copies}) {
    const std::size_t i = design.samples.size();
    design.samples.push_back(
        {.name = "P" + std::to_string(i + 1), .role = "unknown", .copies = {{"D4-7", copies}}});
    design.wells.push_back({.well = *well_at(static_cast<int>(i), design.plate),
                            .sample = i,
                            .targets = {0},
                            .oddity = Oddity::None,
                            .oddity_cycle = {},
                            .oddity_size = {}});
  }
  DesignWell& well = design.wells.back();
  well.oddity = hard.oddity;
  well.oddity_cycle = hard.oddity_cycle;
  well.oddity_size = hard.oddity_size;
  return design;
}

struct Analysed {
  Curve curve;  ///< of the hard well
  std::int64_t molecules = 0;
};

Analysed analysed(const PlateDesign& design, std::uint64_t seed) {
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;  // no unit of Rn in its windows: drift does not matter to it
  settings.baseline = BaselineChoice{.kind = BaselineChoice::Kind::Automatic, .window = {}};
  settings.threshold = ThresholdChoice{.kind = ThresholdChoice::Kind::Value, .value = threshold};
  const SimulatedRun simulated = simulate_run(design, seed);
  return {.curve = analyse_curves(simulated.run, settings).back(),
          .molecules = simulated.truth.back().copies};
}

/// What came out over the seeds. Wells that drew no molecule (Poisson) are counted apart.
struct Outcome {
  int yes = 0;
  int unclear = 0;
  int no = 0;
  int empty_yes = 0;                   ///< wells without a molecule that are a yes nevertheless
  int empty = 0;                       ///< wells without a molecule
  int ct_lost = 0;                     ///< the twin has a Ct, the hard well none
  std::vector<double> ct_deviations;   ///< from the twin's Ct, absolute, cycles
  std::map<std::string, int> reasons;  ///< how often each came first
  std::map<std::string, int> issues;   ///< wells with each issue

  double usual_ct() const { return median(ct_deviations); }
  double worst_ct() const { return *std::max_element(ct_deviations.begin(), ct_deviations.end()); }
};

std::string counted(const std::map<std::string, int>& counts) {
  std::string text;
  for (const auto& [code, count] : counts)
    text += " " + code + " " + std::to_string(count);
  return text;
}

void count(const Curve& curve, Outcome& outcome) {
  const Amplified amplified = curve.verdict.amplified;
  outcome.yes += amplified == Amplified::Yes;
  outcome.unclear += amplified == Amplified::Unclear;
  outcome.no += amplified == Amplified::No;
  REQUIRE(!curve.verdict.reasons.empty());
  ++outcome.reasons[std::string(code_of(curve.verdict.reasons.front().code))];
  std::map<std::string, int> of_well;
  for (const Issue& issue : curve.issues)
    of_well[std::string(code_of(issue.code))] = 1;
  for (const auto& [code, one] : of_well)
    outcome.issues[code] += one;
}

/// `recipe(random)` describes the hard well of one seed. A well meant to hold molecules takes part only if it
/// drew one.
template <typename Recipe>
Outcome outcome_of(Recipe recipe) {
  Outcome outcome;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    RandomNumbers random(derived_seed(2026, seed));
    HardWell hard = recipe(random);
    const Analysed well = analysed(plate_with(hard), seed);
    if (hard.copies > 0 && well.molecules == 0) {
      ++outcome.empty;
      outcome.empty_yes += well.curve.verdict.amplified == Amplified::Yes;
      continue;
    }
    count(well.curve, outcome);
    if (hard.oddity == Oddity::None)
      continue;
    hard.oddity = Oddity::None;
    const std::optional<double> twin = analysed(plate_with(hard), seed).curve.ct;
    outcome.ct_lost += twin && !well.curve.ct;
    if (well.curve.ct && twin)
      outcome.ct_deviations.push_back(std::abs(*well.curve.ct - *twin));
  }
  CHECK(outcome.yes + outcome.unclear + outcome.no + outcome.empty == seeds);
  std::string ct;
  if (!outcome.ct_deviations.empty())
    ct = "; " + std::to_string(outcome.ct_deviations.size()) + " Ct off by " +
         std::to_string(outcome.usual_ct()) + " in the median and " + std::to_string(outcome.worst_ct()) +
         " at most";
  MESSAGE("yes ", outcome.yes, ", unclear ", outcome.unclear, ", no ", outcome.no, ct,
          "; first reasons:", counted(outcome.reasons));
  return outcome;
}

int any_cycle(RandomNumbers& random, int first, int last) {
  return first + static_cast<int>(random.uniform() * (last - first + 1));
}

}  // namespace

TEST_CASE("a blank is never more than a drift, in 15 to 60 cycles") {
  for (const int cycles : {15, 20, 30, 40, 45, 60}) {
    CAPTURE(cycles);
    CHECK(outcome_of([&](RandomNumbers&) { return HardWell{.cycles = cycles}; }).no == seeds);
  }
}

TEST_CASE("an amplification is seen in 15 to 60 cycles") {
  for (const int cycles : {15, 20, 30, 45, 60}) {
    CAPTURE(cycles);
    const Outcome outcome = outcome_of([&](RandomNumbers& random) {
      return HardWell{.copies = copies_of_ct(random, 8, std::min(cycles - 5, 38)), .cycles = cycles};
    });
    CHECK(outcome.yes == seeds - outcome.empty);
    CHECK(outcome.empty_yes == 0);
  }
}

TEST_CASE("a late rise, Ct 34 to 40, is seen in 40 cycles and in 45, down to a single molecule") {
  for (const int cycles : {40, 45}) {
    CAPTURE(cycles);
    const Outcome outcome = outcome_of([&](RandomNumbers& random) {
      return HardWell{.copies = copies_of_ct(random, 34, 40), .cycles = cycles};
    });
    CHECK(outcome.yes == seeds - outcome.empty);
    CHECK(outcome.empty > 0);
    CHECK(outcome.empty_yes == 0);
  }
}

TEST_CASE("an early rise, Ct 8, is seen") {
  CHECK(outcome_of([](RandomNumbers& random) {
          return HardWell{.copies = copies_of_ct(random, 7.5, 9)};
        }).yes == seeds);
}

TEST_CASE("a linear drift up is a no; on it an amplification keeps its verdict and its Ct") {
  const auto size = [](RandomNumbers& random) { return between(random, 0.002, 0.03); };
  CHECK(outcome_of([&](RandomNumbers& random) {
          return HardWell{.oddity = Oddity::Drift, .oddity_size = size(random)};
        }).no == seeds);
  const Outcome amplified = outcome_of([&](RandomNumbers& random) {
    return HardWell{
        .copies = copies_of_ct(random, 15, 33), .oddity = Oddity::Drift, .oddity_size = size(random)};
  });
  CHECK(amplified.yes == seeds);
  CHECK(amplified.ct_lost == 0);
  CHECK(amplified.worst_ct() < 0.05);
}

TEST_CASE("a falling baseline is a no; on it an amplification keeps its verdict and its Ct") {
  const auto size = [](RandomNumbers& random) { return between(random, -0.03, -0.002); };
  CHECK(outcome_of([&](RandomNumbers& random) {
          return HardWell{.oddity = Oddity::FallingBaseline, .oddity_size = size(random)};
        }).no == seeds);
  const Outcome amplified = outcome_of([&](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 15, 33),
                    .oddity = Oddity::FallingBaseline,
                    .oddity_size = size(random)};
  });
  CHECK(amplified.yes == seeds);
  CHECK(amplified.ct_lost == 0);
  CHECK(amplified.worst_ct() < 0.05);
}

TEST_CASE("an amplification whose plateau is not seen is a yes, its Ct half a cycle off at most") {
  const Outcome outcome = outcome_of([](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 24, 35), .oddity = Oddity::NoPlateau};
  });
  CHECK(outcome.yes == seeds);
  CHECK(outcome.ct_lost == 0);
  CHECK(outcome.worst_ct() < 0.5);
}

TEST_CASE("a spike is a no; it hides no amplification, and moves a Ct by a cycle only where it stands") {
  const auto spike = [](RandomNumbers& random, double copies) {
    return HardWell{.copies = copies,
                    .oddity = Oddity::Spike,
                    .oddity_cycle = any_cycle(random, 1, 40),
                    .oddity_size = between(random, -1, 3)};
  };
  const Outcome blank = outcome_of([&](RandomNumbers& random) { return spike(random, 0); });
  CHECK(blank.no == seeds);
  const Outcome amplified =
      outcome_of([&](RandomNumbers& random) { return spike(random, copies_of_ct(random, 15, 33)); });
  CHECK(amplified.no == 0);
  CHECK(amplified.unclear <= seeds / 100);  // a spike on the front itself makes it faster than 2.3-fold
  CHECK(amplified.ct_lost == 0);
  CHECK(amplified.usual_ct() < 0.2);
  // Ct comes from seven of the forty readings.
  CHECK(std::count_if(amplified.ct_deviations.begin(), amplified.ct_deviations.end(),
                      [](double off) { return off > 1; }) <= seeds * 7 / 40);
}

TEST_CASE("a step is no amplification") {
  const Outcome blank = outcome_of([](RandomNumbers& random) {
    return HardWell{.oddity = Oddity::Step,
                    .oddity_cycle = any_cycle(random, 2, 40),
                    .oddity_size = between(random, -1, 3)};
  });
  CHECK(blank.yes == 0);
  CHECK(blank.unclear <= seeds / 100);
}

TEST_CASE("an amplification with a jump on it is seen where the jump is small beside it") {
  const Outcome outcome = outcome_of([](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 15, 33),
                    .oddity = Oddity::Step,
                    .oddity_cycle = any_cycle(random, 2, 40),
                    .oddity_size = between(random, -0.3, 0.3)};  // a twentieth of the plateau
  });
  CHECK(outcome.no == 0);
  CHECK(outcome.unclear <= seeds / 100);
  CHECK(outcome.ct_lost == 0);
}

TEST_CASE("an amplification with a jump of up to half its plateau is never denied") {
  const Outcome outcome = outcome_of([](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 15, 33),
                    .oddity = Oddity::Step,
                    .oddity_cycle = any_cycle(random, 2, 40),
                    .oddity_size = between(random, -3, 3)};
  });
  CHECK(outcome.no == 0);
}

TEST_CASE("a hook does not hide an amplification, and leaves its Ct alone") {
  const Outcome outcome = outcome_of([](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 12, 24),
                    .oddity = Oddity::Hook,
                    .oddity_size = between(random, 0.005, 0.04)};
  });
  CHECK(outcome.yes == seeds);
  CHECK(outcome.ct_lost == 0);
  CHECK(outcome.worst_ct() < 0.1);
}

TEST_CASE("evaporation is never a yes; it hides no amplification") {
  const auto evaporation = [](RandomNumbers& random, double copies) {
    return HardWell{.copies = copies,
                    .oddity = Oddity::Evaporation,
                    .oddity_cycle = any_cycle(random, 2, 31),
                    .oddity_size = between(random, 0.002, 0.02)};  // up to 1.6-fold
  };
  const Outcome blank = outcome_of([&](RandomNumbers& random) { return evaporation(random, 0); });
  CHECK(blank.yes == 0);
  CHECK(blank.unclear <= seeds / 10);
  const Outcome amplified =
      outcome_of([&](RandomNumbers& random) { return evaporation(random, copies_of_ct(random, 15, 33)); });
  CHECK(amplified.yes == seeds);
  CHECK(amplified.ct_lost == 0);
  CHECK(amplified.worst_ct() < 0.5);
}

TEST_CASE("a dip of the passive reference is no amplification, and every one of a fifth and more is told") {
  const auto dip = [](RandomNumbers& random, double copies) {
    return HardWell{.copies = copies,
                    .oddity = Oddity::RoxDip,
                    .oddity_cycle = any_cycle(random, 1, 38),
                    .oddity_size = between(random, 0.2, 0.6)};
  };
  Outcome blank = outcome_of([&](RandomNumbers& random) { return dip(random, 0); });
  CHECK(blank.no == seeds);
  CHECK(blank.issues["passive_reference_dip"] == seeds);
  // On an amplification the dip's own rise and fall may be taken for the curve: then it is unclear, and the
  // issue says why.
  Outcome amplified =
      outcome_of([&](RandomNumbers& random) { return dip(random, copies_of_ct(random, 15, 33)); });
  CHECK(amplified.no == 0);
  CHECK(amplified.issues["passive_reference_dip"] == seeds);
}

TEST_CASE("a passive reference near zero is unclear, whatever the well holds") {
  for (const bool is_blank : {true, false}) {
    CAPTURE(is_blank);
    const Outcome outcome = outcome_of([&](RandomNumbers& random) {
      return HardWell{.copies = is_blank ? 0 : copies_of_ct(random, 15, 33),
                      .oddity = Oddity::NoRox,
                      .oddity_size = between(random, 0.0005, 0.04)};
    });
    CHECK(outcome.unclear == seeds);
    CHECK(outcome.reasons == std::map<std::string, int>{{"passive_reference_near_zero", seeds}});
  }
}

TEST_CASE("a saturated detector does not hide an amplification, and leaves its Ct where it is not reached") {
  const Outcome outcome = outcome_of([](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 15, 33),
                    .oddity = Oddity::Saturated,
                    .oddity_size = between(random, 3.3, 8)};
  });
  CHECK(outcome.yes == seeds);
  CHECK(outcome.ct_lost == 0);
  CHECK(outcome.worst_ct() < 0.5);
}

TEST_CASE("readings that are all equal are unclear and name the detector") {
  for (const bool is_blank : {true, false}) {
    CAPTURE(is_blank);
    const Outcome outcome = outcome_of([&](RandomNumbers& random) {
      return HardWell{.copies = is_blank ? 0 : copies_of_ct(random, 15, 33), .oddity = Oddity::Stuck};
    });
    CHECK(outcome.reasons == std::map<std::string, int>{{"all_equal", seeds}});
    CHECK(outcome.unclear == seeds);
  }
}

TEST_CASE("up to six missing reads make no amplification and hide none; a well without reads is unclear") {
  const auto missing = [](RandomNumbers& random, double copies) {
    return HardWell{.copies = copies,
                    .oddity = Oddity::MissingReads,
                    .oddity_cycle = any_cycle(random, 1, 40),
                    .oddity_size = any_cycle(random, 1, 6)};
  };
  CHECK(outcome_of([&](RandomNumbers& random) { return missing(random, 0); }).no == seeds);
  const Outcome amplified =
      outcome_of([&](RandomNumbers& random) { return missing(random, copies_of_ct(random, 15, 33)); });
  CHECK(amplified.no == 0);
  CHECK(amplified.unclear <= seeds / 20);  // where the front itself is gone
  CHECK(amplified.ct_lost == 0);
  CHECK(amplified.usual_ct() < 0.02);
  const Outcome nothing = outcome_of([&](RandomNumbers& random) {
    return HardWell{.copies = copies_of_ct(random, 15, 33),
                    .oddity = Oddity::MissingReads,
                    .oddity_cycle = 1,
                    .oddity_size = 40};
  });
  CHECK(nothing.unclear == seeds);
}
