// Random numbers that are the same everywhere: the distributions of <random> differ between libraries.
#pragma once

#include <array>
#include <cstdint>

namespace crossbreak {

/// xoshiro256** 1.0 (Blackman and Vigna 2021, ACM Trans. Math. Softw. 47:36), its state filled by splitmix64
/// from the seed.
class RandomNumbers {
 public:
  explicit RandomNumbers(std::uint64_t seed);

  std::uint64_t next();
  double uniform();  ///< in [0, 1), 53 bits
  /// Mean 0, SD 1: the sum of twelve uniforms less 6 (Irwin-Hall; within +-6). Only additions, so that no
  /// mathematical library can change a bit.
  double normal();
  /// Poisson: Knuth's product of uniforms in steps of at most 16; above a mean of 1000 the rounded normal,
  /// whose error is below what a plate can show. Mean >= 0.
  std::int64_t poisson(double mean);

 private:
  std::array<std::uint64_t, 4> state_{};
};

/// A seed for part `index` of what `seed` names, so that a change to one well leaves the others as they are.
std::uint64_t derived_seed(std::uint64_t seed, std::uint64_t index);

}  // namespace crossbreak
