#include "simulate/random.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// Steele, Lea and Flood 2014, OOPSLA, 453-472.
std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

}  // namespace

RandomNumbers::RandomNumbers(std::uint64_t seed) {
  for (std::uint64_t& word : state_)
    word = splitmix64(seed);
}

std::uint64_t RandomNumbers::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double RandomNumbers::uniform() {
  return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

double RandomNumbers::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i)
    sum += uniform();
  return sum;
}

std::int64_t RandomNumbers::poisson(double mean) {
  if (mean > 1000)
    return static_cast<std::int64_t>(std::max(0.0, std::round(mean + std::sqrt(mean) * normal())));
  std::int64_t count = 0;
  while (mean > 0) {  // the sum of Poisson numbers is one of the summed means
    const double step = std::min(mean, 16.0);
    const double limit = ieee::exp(-step);
    for (double product = uniform(); product > limit; product *= uniform())
      ++count;
    mean -= step;
  }
  return count;
}

std::uint64_t derived_seed(std::uint64_t seed, std::uint64_t index) {
  std::uint64_t state = seed ^ (index * 0xD1342543DE82EF95U);
  return splitmix64(state);
}

}  // namespace crossbreak
