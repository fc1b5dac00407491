// Simulated curves of known truth that are hard to judge, each of a target of its own beside nine flat and
// three positive-control curves: late rises that are amplifications, late rises that are none, and
// amplifications that came too early, were clipped, or fell back.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "run/run.hpp"

namespace crossbreak::bench {

inline constexpr double threshold = 0.2;  // Rn above the baseline
inline constexpr double ct_cutoff = 36;   // R1

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

inline Assay assay(Random& random) {
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
inline Rise amplification(const Assay& a, double efficiency, double ct, double plateau) {
  constexpr double steps = 10;
  const double growth = std::pow(1 + efficiency, 1 / steps) - 1;
  std::vector<double> fine;
  double crossing = 0;  // in steps
  const double cycles = a.cycles + std::max(-ct, 0.0) + 1;
  for (double share = 1e-6; crossing == 0 || static_cast<double>(fine.size()) < crossing + steps * cycles;
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
  /// Rn that the detector cannot pass, in all wells of the target.
  double ceiling = std::numeric_limits<double>::infinity();
};

struct Kind {
  std::string name;
  std::function<Candidate(Random&, const Assay&)> make;
};

/// The shape scaled so that it crosses the threshold at a cycle drawn from 29 to 38, or as late as it can.
inline Rise crossing_somewhere(Random& random, const Assay& a, const std::function<double(double)>& shape) {
  const double ct = random.between(29, 38);
  const double there = shape(ct);
  const double scale = threshold / std::max(there, 1e-6);
  return rise_of(a.cycles, [&](double c) { return scale * shape(c); });
}

inline Rise power_rise(Random& random, const Assay& a, double power) {
  const double begin = random.between(10, 34);
  const double ct = random.between(std::max(begin + 1.5, 29.0), 38);
  const double scale = threshold / std::pow(ct - begin, power);
  return rise_of(a.cycles, [&](double c) { return scale * std::pow(std::max(c - begin, 0.0), power); });
}

inline Candidate quadratic(Random& random, const Assay& a) {
  return {power_rise(random, a, 2), {}};
}

inline Candidate power_law(Random& random, const Assay& a) {
  return {power_rise(random, a, random.between(1.3, 3)), {}};
}

inline Candidate softplus(Random& random, const Assay& a) {
  const double at = random.between(20, 36);
  const double width = random.between(0.3, 4);
  return {crossing_somewhere(random, a,
                             [=](double c) {
                               return c - at > 30 * width ? c - at
                                                          : width * std::log1p(std::exp((c - at) / width));
                             }),
          {}};
}

inline Candidate kinked(Random& random, const Assay& a) {
  const double first = random.between(15, 34);
  const double second = random.between(first, 40);
  const double steeper = random.between(0, 4);
  return {crossing_somewhere(
              random, a,
              [=](double c) { return std::max(c - first, 0.0) + steeper * std::max(c - second, 0.0); }),
          {}};
}

inline Candidate slow_logistic(Random& random, const Assay& a) {
  const double width = random.between(3, 8);  // grows by 13 to 40 % a cycle
  const double midpoint = random.between(28, a.cycles + 5);
  return {crossing_somewhere(random, a,
                             [=](double c) {
                               return 1 / (1 + std::exp(-(c - midpoint) / width)) -
                                      1 / (1 + std::exp(-(1 - midpoint) / width));
                             }),
          {}};
}

inline Candidate random_walk(Random& random, const Assay& a) {
  const double step = random.between(0.01, 0.15);
  double at = 0;
  return {rise_of(a.cycles, [&](double) { return at += step * random.normal(); }), {}};
}

inline Candidate burst(Random& random, const Assay& a) {
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

inline Candidate step_with_ramp(Random& random, const Assay& a) {
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
inline Candidate evaporation(Random& random, const Assay& a, bool dyes) {
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

inline const std::array false_kinds{
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

inline Kind true_kind(double first_ct, double last_ct) {
  return {fmt::format("Ct {} to {}", first_ct, last_ct), [=](Random& random, const Assay& a) {
            return Candidate{amplification(a, random.between(0.75, 1), random.between(first_ct, last_ct),
                                           a.plateau * random.between(0.85, 1.15)),
                             {}};
          }};
}

/// What early and broken amplifications look like: none may be a plain no.
inline Candidate saturated_before(Random& random, const Assay& a) {
  return {amplification(a, random.between(0.75, 1), random.between(-8, 2), a.plateau), {}};
}

/// Reaches the ceiling of the detector in a cycle of [first, last]; its own plateau would be up to four times
/// as high.
inline Candidate clipped(Random& random, const Assay& a, double first, double last) {
  const double ceiling = a.plateau * random.between(0.3, 1);
  const double efficiency = random.between(0.75, 1);
  const double own = std::max(a.plateau * random.between(1, 4), 2 * ceiling);
  const double at = random.between(first, last);
  Assay bright = a;
  bright.plateau = own;
  const double before = std::log(ceiling / threshold / (1 - ceiling / own)) / std::log1p(efficiency);
  Candidate made{amplification(bright, efficiency, at - before, own), {}, a.level + ceiling};
  if (random.between(0, 1) < 0.5)  // the reporter is clipped, and Rn is not quite
    for (int c = 1; c <= a.cycles; ++c)
      made.passive.push_back(1 + 0.005 * random.normal());
  return made;
}

/// Falls to a share of the rise that it had, from some cycle after its Ct on.
inline Candidate falls_back(Random& random, const Assay& a, double least, double most) {
  const double ct = random.between(15, 32);
  Rise rise = amplification(a, random.between(0.8, 1), ct, a.plateau * random.between(0.85, 1.15));
  const double from = ct + random.between(3, 15);
  const double over = random.between(1, 15);
  const double kept = random.between(least, most);
  for (int c = 1; c <= a.cycles; ++c)
    rise[static_cast<std::size_t>(c - 1)] *= 1 - (1 - kept) * std::clamp((c - from) / over, 0.0, 1.0);
  return {std::move(rise), {}};
}

/// A front that no polymerase makes.
inline Candidate faster_than_doubling(Random& random, const Assay& a, double least, double most) {
  const double width = 1 / std::log(random.between(least, most));
  const double midpoint = random.between(15, 36);
  const double height = a.plateau * random.between(0.5, 1.2);
  return {rise_of(a.cycles, [=](double c) { return height / (1 + std::exp(-(c - midpoint) / width)); }), {}};
}

inline const std::array broken_kinds{
    Kind{"saturated before cycle 4", saturated_before},
    Kind{"clipped in cycle 1 to 4", [](Random& r, const Assay& a) { return clipped(r, a, 1, 4); }},
    Kind{"clipped in cycle 4 to 8", [](Random& r, const Assay& a) { return clipped(r, a, 4, 8); }},
    Kind{"clipped in cycle 8 to 14", [](Random& r, const Assay& a) { return clipped(r, a, 8, 14); }},
    Kind{"clipped in cycle 14 to 36", [](Random& r, const Assay& a) { return clipped(r, a, 14, 36); }},
    Kind{"falls back to 0 to 40 %", [](Random& r, const Assay& a) { return falls_back(r, a, 0, 0.4); }},
    Kind{"falls back to 40 to 70 %", [](Random& r, const Assay& a) { return falls_back(r, a, 0.4, 0.7); }},
    Kind{"keeps 75 to 100 %", [](Random& r, const Assay& a) { return falls_back(r, a, 0.75, 1); }},
    Kind{"grows 2.4- to 2.6-fold",
         [](Random& r, const Assay& a) { return faster_than_doubling(r, a, 2.4, 2.6); }},
    Kind{"grows 2.6- to 3.2-fold",
         [](Random& r, const Assay& a) { return faster_than_doubling(r, a, 2.6, 3.2); }},
    Kind{"grows 3.6- to 9-fold",
         [](Random& r, const Assay& a) { return faster_than_doubling(r, a, 3.6, 9); }},
};

inline Reaction reaction(Random& random, const Assay& a, const std::string& target, const Rise& rise) {
  Reaction made;
  made.target = target;
  const double level = a.level * random.between(0.9, 1.1);
  for (const double height : rise)
    made.rn.push_back(level + height + a.noise * random.normal());
  return made;
}

/// Exchanges Rn for the dyes that it was made of, in a well of its own.
inline void give_dyes(Run& run, Reaction& reaction, const std::vector<double>& passive) {
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
inline constexpr double most_plateaus = 4;

inline double highest(const Rise& rise) {
  return *std::max_element(rise.begin(), rise.end());
}

/// The wells of a target: the candidate is the last.
inline void add_target(Run& run, Random& random, const std::string& target, const Kind& kind) {
  const Assay a = assay(random);
  const std::size_t first = run.reactions.size();
  const Rise flat(static_cast<std::size_t>(a.cycles), 0);
  for (int j = 0; j < 9; ++j)
    run.reactions.push_back(reaction(random, a, target, flat));
  for (int j = 0; j < 3; ++j)
    run.reactions.push_back(reaction(random, a, target,
                                     amplification(a, random.between(0.85, 1), random.between(20, 28),
                                                   a.plateau * random.between(0.9, 1.1))));
  Candidate candidate = kind.make(random, a);
  while (highest(candidate.rise) > most_plateaus * a.plateau)
    candidate = kind.make(random, a);
  run.reactions.push_back(reaction(random, a, target, candidate.rise));
  for (std::size_t i = first; i < run.reactions.size(); ++i)
    for (double& reading : run.reactions[i].rn)
      reading = std::min(reading, candidate.ceiling);
  if (!candidate.passive.empty())
    give_dyes(run, run.reactions.back(), candidate.passive);
}

}  // namespace crossbreak::bench
