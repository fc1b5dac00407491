// Whether the verdict tells late amplifications from late rises that are none, as Markdown: simulated curves
// of either kind, each beside nine flat and three positive-control curves of its target.
//
// Usage: crossbreak_bench_late_rises [CURVES_A_KIND] [SEED] > late_rises.md    default: 500 1
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "curves/analysis.hpp"
#include "words/evidence.hpp"

using namespace crossbreak;

namespace {

constexpr double threshold = 0.2;  // Rn above the baseline
constexpr double ct_cutoff = 36;   // R1

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  double normal() {  // Box and Muller 1958, Ann. Math. Stat. 29:610-611
    return std::sqrt(-2 * std::log(1 - between(0, 1))) * std::cos(6.283185307179586 * between(0, 1));
  }
  template <class Values>
  auto one_of(const Values& values) {
    return values[static_cast<std::size_t>(between(0, static_cast<double>(values.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

/// What the curves of one target share.
struct Assay {
  int cycles = 40;
  double noise = 0.005;
  double level = 0.5;
  double plateau = 3;
  double slowing = 1;  ///< 1: a logistic; less: the plateau is reached more slowly
};

Assay assay(Random& random) {
  return {.cycles = random.one_of(std::array{40, 42, 45, 50}),
          .noise = random.between(0.002, 0.008),
          .level = random.between(0.3, 1),
          // Plateaus of the real runs at hand: 0.9 to 6 Rn.
          .plateau = std::exp(random.between(std::log(0.9), std::log(6.0))),
          .slowing = random.between(0.6, 1)};
}

/// Above the background, one a cycle.
using Rise = std::vector<double>;

template <class Function>
Rise rise_of(int cycles, Function of_cycle) {
  Rise rise;
  for (int c = 1; c <= cycles; ++c)
    rise.push_back(of_cycle(static_cast<double>(c)));
  return rise;
}

/// Grows by efficiency (1 - share^slowing) a cycle, and crosses `threshold` at `ct`. Computed in steps of a
/// tenth of a cycle, so that it has no phase.
Rise amplification(const Assay& a, double efficiency, double ct, double plateau) {
  constexpr double steps = 10;
  const double growth = std::pow(1 + efficiency, 1 / steps) - 1;
  std::vector<double> fine;
  double crossing = 0;  // in steps
  for (double share = 1e-6; crossing == 0 || fine.size() < crossing + steps * a.cycles;
       share += share * growth * std::max(1 - std::pow(share, a.slowing), 0.0)) {
    fine.push_back(plateau * share);
    if (crossing == 0 && fine.back() >= threshold)
      crossing = static_cast<double>(fine.size() - 1) -
                 (fine.back() - threshold) / (fine.back() - fine[fine.size() - 2]);
  }
  return rise_of(a.cycles, [&](double c) {
    const double at = crossing + steps * (c - ct);
    const auto i = static_cast<std::size_t>(std::max(at, 0.0));
    return at < 0
               ? fine[0] * std::exp(at / steps * std::log1p(efficiency))
               : fine[i] + (at - static_cast<double>(i)) * (fine[std::min(i + 1, fine.size() - 1)] - fine[i]);
  });
}

struct Candidate {
  Rise rise;                    ///< added to the level
  std::vector<double> passive;  ///< 1 where nothing is wrong; empty: so throughout
};

struct Kind {
  std::string name;
  std::function<Candidate(Random&, const Assay&)> make;
};

/// The shape scaled so that it crosses the threshold at a cycle drawn from 29 to 38, or as late as it can.
Rise crossing_somewhere(Random& random, const Assay& a, const std::function<double(double)>& shape) {
  const double ct = random.between(29, 38);
  const double there = shape(ct);
  const double scale = threshold / std::max(there, 1e-6);
  return rise_of(a.cycles, [&](double c) { return scale * shape(c); });
}

Rise power_rise(Random& random, const Assay& a, double power) {
  const double begin = random.between(10, 34);
  const double ct = random.between(std::max(begin + 1.5, 29.0), 38);
  const double scale = threshold / std::pow(ct - begin, power);
  return rise_of(a.cycles, [&](double c) { return scale * std::pow(std::max(c - begin, 0.0), power); });
}

Candidate quadratic(Random& random, const Assay& a) {
  return {power_rise(random, a, 2), {}};
}

Candidate power_law(Random& random, const Assay& a) {
  return {power_rise(random, a, random.between(1.3, 3)), {}};
}

Candidate softplus(Random& random, const Assay& a) {
  const double at = random.between(20, 36);
  const double width = random.between(0.3, 4);
  return {crossing_somewhere(random, a,
                             [=](double c) {
                               return c - at > 30 * width ? c - at
                                                          : width * std::log1p(std::exp((c - at) / width));
                             }),
          {}};
}

Candidate kinked(Random& random, const Assay& a) {
  const double first = random.between(15, 34);
  const double second = random.between(first, 40);
  const double steeper = random.between(0, 4);
  return {crossing_somewhere(
              random, a,
              [=](double c) { return std::max(c - first, 0.0) + steeper * std::max(c - second, 0.0); }),
          {}};
}

Candidate slow_logistic(Random& random, const Assay& a) {
  const double width = random.between(3, 8);  // grows by 13 to 40 % a cycle
  const double midpoint = random.between(28, a.cycles + 5);
  return {crossing_somewhere(random, a,
                             [=](double c) {
                               return 1 / (1 + std::exp(-(c - midpoint) / width)) -
                                      1 / (1 + std::exp(-(1 - midpoint) / width));
                             }),
          {}};
}

Candidate random_walk(Random& random, const Assay& a) {
  const double step = random.between(0.01, 0.15);
  double at = 0;
  return {rise_of(a.cycles, [&](double) { return at += step * random.normal(); }), {}};
}

Candidate burst(Random& random, const Assay& a) {
  const double begin = random.between(20, a.cycles - 2);
  const double rising = random.between(0.5, 5);
  const double staying = random.between(1, 8);
  const double falling = random.between(1, 12);
  const double height = std::exp(random.between(std::log(0.25), std::log(4.0)));
  return {rise_of(a.cycles,
                  [=](double c) {
                    const double up = std::clamp((c - begin) / rising, 0.0, 1.0);
                    return height * up * std::exp(-std::max(c - begin - rising - staying, 0.0) / falling);
                  }),
          {}};
}

Candidate step_with_ramp(Random& random, const Assay& a) {
  const double begin = random.between(15, a.cycles - 2);
  const double length = random.between(0.5, 3);
  const double height = random.between(0.05, 1.5);
  const double slope = std::exp(random.between(std::log(0.002), std::log(0.15)));
  return {rise_of(a.cycles,
                  [=](double c) {
                    return height * std::clamp((c - begin) / length, 0.0, 1.0) +
                           slope * std::max(c - begin, 0.0);
                  }),
          {}};
}

/// Water leaves: the dyes concentrate, and the passive reference falls out of solution. `dyes`: the file has
/// them; else it has their quotient alone.
Candidate evaporation(Random& random, const Assay& a, bool dyes) {
  const double begin = random.between(10, 36);
  const double power = random.between(1, 3);
  const double loss = random.between(0.05, 0.6);  // of the volume, at the end
  const double fall = random.between(0.2, 1);     // of the passive reference
  Candidate made;
  std::vector<double> passive;
  for (int c = 1; c <= a.cycles; ++c) {
    const double way = std::pow(std::max(c - begin, 0.0) / (a.cycles - begin), power);
    const double reporter = a.level / (1 - loss * way);
    passive.push_back(std::max(1 - fall * way, 0.05));
    made.rise.push_back((dyes ? reporter : reporter / passive.back()) - a.level);
  }
  if (dyes)
    made.passive = std::move(passive);
  return made;
}

const std::array false_kinds{
    Kind{"quadratic", quadratic},
    Kind{"power 1.3 to 3", power_law},
    Kind{"softplus", softplus},
    Kind{"kinked", kinked},
    Kind{"slow logistic", slow_logistic},
    Kind{"random walk", random_walk},
    Kind{"burst", burst},
    Kind{"step with ramp", step_with_ramp},
    Kind{"evaporation, dyes given", [](Random& r, const Assay& a) { return evaporation(r, a, true); }},
    Kind{"evaporation, Rn alone", [](Random& r, const Assay& a) { return evaporation(r, a, false); }},
};

Kind true_kind(double first_ct, double last_ct) {
  return {fmt::format("Ct {} to {}", first_ct, last_ct), [=](Random& random, const Assay& a) {
            return Candidate{amplification(a, random.between(0.75, 1), random.between(first_ct, last_ct),
                                           a.plateau * random.between(0.85, 1.15)),
                             {}};
          }};
}

Reaction reaction(Random& random, const Assay& a, const std::string& target, const Rise& rise) {
  Reaction made;
  made.target = target;
  const double level = a.level * random.between(0.9, 1.1);
  for (const double height : rise)
    made.rn.push_back(level + height + a.noise * random.normal());
  return made;
}

/// Exchanges Rn for the dyes that it was made of, in a well of its own.
void give_dyes(Run& run, Reaction& reaction, const std::vector<double>& passive) {
  constexpr double light = 2000;  // of the passive reference; arbitrary
  run.passive_reference = "ROX";
  run.passive_reference_status = PassiveReferenceStatus::Dye;
  reaction.well = Well{.row = static_cast<int>(run.dyes.size()), .column = 0};
  reaction.reporter = "FAM";
  DyeTrace fam{.well = *reaction.well, .dye = "FAM", .signal = {}};
  DyeTrace rox{.well = *reaction.well, .dye = "ROX", .signal = {}};
  for (std::size_t i = 0; i < passive.size(); ++i) {
    rox.signal.push_back(light * passive[i]);
    fam.signal.push_back(light * reaction.rn[i]);
  }
  reaction.rn.clear();
  run.dyes.push_back(std::move(fam));
  run.dyes.push_back(std::move(rox));
}

/// A rise that ends higher above the plateau of its target is drawn again: the detector would end before.
constexpr double most_plateaus = 4;

double highest(const Rise& rise) {
  return *std::max_element(rise.begin(), rise.end());
}

struct Counts {
  int early_yes = 0;  ///< and a Ct below the cut-off
  int late_yes = 0;
  int unclear = 0;
  int no = 0;
  std::map<std::string, int> reasons;  ///< first ones of what is no yes

  int all() const { return early_yes + late_yes + unclear + no; }
};

Counts measure(const Kind& kind, int number, std::uint64_t seed) {
  Run run;
  Random random(seed);
  std::vector<std::size_t> candidates;
  for (int i = 0; i < number; ++i) {
    const std::string target = std::to_string(i);
    const Assay a = assay(random);
    const Rise flat(static_cast<std::size_t>(a.cycles), 0);
    for (int j = 0; j < 9; ++j)
      run.reactions.push_back(reaction(random, a, target, flat));
    for (int j = 0; j < 3; ++j)
      run.reactions.push_back(reaction(random, a, target,
                                       amplification(a, random.between(0.85, 1), random.between(20, 28),
                                                     a.plateau * random.between(0.9, 1.1))));
    candidates.push_back(run.reactions.size());
    Candidate candidate = kind.make(random, a);
    while (highest(candidate.rise) > most_plateaus * a.plateau)
      candidate = kind.make(random, a);
    run.reactions.push_back(reaction(random, a, target, candidate.rise));
    if (!candidate.passive.empty())
      give_dyes(run, run.reactions.back(), candidate.passive);
  }
  CurveSettings settings;
  settings.automatic_rule = AutomaticRule::Own;
  settings.threshold = ThresholdChoice{.kind = ThresholdChoice::Kind::Value, .value = threshold};
  const std::vector<Curve> curves = analyse_curves(run, settings);
  Counts counts;
  for (const std::size_t i : candidates) {
    const Verdict& verdict = curves[i].verdict;
    if (verdict.amplified == Amplified::Yes)
      ++(curves[i].ct && *curves[i].ct < ct_cutoff ? counts.early_yes : counts.late_yes);
    else
      ++(verdict.amplified == Amplified::No ? counts.no : counts.unclear);
    if (verdict.amplified != Amplified::Yes)
      ++counts.reasons[std::string(code_of(verdict.reasons.front().code))];
  }
  return counts;
}

std::string row(const std::string& name, const Counts& counts) {
  std::string reasons;
  for (const auto& [code, count] : counts.reasons)
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", code, count);
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name, counts.all(), counts.early_yes,
                     counts.late_yes, counts.unclear, counts.no, reasons);
}

void add(Counts& sum, const Counts& counts) {
  sum.early_yes += counts.early_yes;
  sum.late_yes += counts.late_yes;
  sum.unclear += counts.unclear;
  sum.no += counts.no;
}

}  // namespace

int main(int argc, char** argv) {
  const int number = argc > 1 ? std::stoi(argv[1]) : 500;
  const std::uint64_t seed = argc > 2 ? std::stoull(argv[2]) : 1;
  std::cout << "Made by `crossbreak_bench_late_rises`: threshold 0.2 Rn, noise SD 0.002 to 0.008, plateaus "
               "0.9 to 6, 40 to 50 cycles.\n\n"
               "| no amplification | curves | yes, Ct < 36 | yes, later | unclear | no | because |\n"
               "|---|---:|---:|---:|---:|---:|---|\n";
  Counts all;
  for (std::size_t i = 0; i < false_kinds.size(); ++i) {
    const Counts counts = measure(false_kinds[i], number, seed * 1000 + i);
    std::cout << row(false_kinds[i].name, counts);
    add(all, counts);
  }
  std::cout << row("all", all)
            << "\n| amplification | curves | yes, Ct < 36 | yes, later | unclear | no | because |\n"
               "|---|---:|---:|---:|---:|---:|---|\n";
  constexpr std::array bounds{31.0, 33.0, 34.5, 36.0, 38.0};
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i)
    std::cout << row(fmt::format("Ct {} to {}", bounds[i], bounds[i + 1]),
                     measure(true_kind(bounds[i], bounds[i + 1]), number, seed * 1000 + 500 + i));
  return 0;
}
