// Curves with known truth that are hard to judge: a small seeded generator, independent of the models that
// are fitted. Rn like a 7500's: background 0.3 to 1, plateau 1 to 4 above it, noise 0.002 to 0.01.
#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace crossbreak::hard_curves {

using Random = std::mt19937;

inline double between(Random& random, double low, double high) {
  // Not std::uniform_real_distribution: its numbers differ between standard libraries.
  return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
}

/// Normal by Box and Muller 1958, Ann. Math. Stat. 29:610-611.
inline double normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - between(random, 0, 1)));
  return radius * std::cos(6.283185307179586 * between(random, 0, 1));
}

struct Setting {
  int cycles = 40;
  double noise = 0.005;
  double plateau = 2.5;
  double efficiency = 0.95;
};

inline Setting setting(Random& random, int cycles) {
  return {.cycles = cycles,
          .noise = between(random, 0.002, 0.01),
          .plateau = between(random, 1, 4),
          .efficiency = between(random, 0.8, 1)};
}

/// A background of readings around a constant.
inline std::vector<double> background(Random& random, const Setting& s) {
  const double level = between(random, 0.3, 1);
  std::vector<double> rn;
  for (int c = 1; c <= s.cycles; ++c)
    rn.push_back(level + s.noise * normal(random));
  return rn;
}

/// Adds an amplification that crosses 0.1 Rn at `ct`: product grows by efficiency * (1 - share) a cycle,
/// share of the plateau, so that growth is exponential first and dies away (Verhulst's recursion; Lalam 2006,
/// J. Theor. Biol. 242:947-953 for PCR). Between cycles the start is what sets the phase.
inline void amplify(std::vector<double>& rn, const Setting& s, double ct) {
  const double at_ct = 0.1 / s.plateau;
  double share = at_ct * std::pow(1 + s.efficiency, 1 - ct);  // product in cycle 1
  for (double& reading : rn) {
    reading += s.plateau * share;
    share += share * s.efficiency * (1 - share);
  }
}

template <typename Function>
void add(std::vector<double>& rn, Function of_cycle) {
  for (std::size_t i = 0; i < rn.size(); ++i)
    rn[i] += of_cycle(static_cast<double>(i + 1));
}

}  // namespace crossbreak::hard_curves
