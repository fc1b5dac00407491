// Curves with known answers for the tests of this folder.
#pragma once

#include <cmath>
#include <vector>

namespace crossbreak::test {

/// lower + drift c + height / (1 + exp(-(c - midpoint) / width)) over the cycles 1 .. cycles.
struct Shape {
  double lower = 1.0;
  double height = 2.0;
  double midpoint = 25;
  double width = 1.5;
  double drift = 0;
  int cycles = 40;

  std::vector<double> rn() const {
    std::vector<double> values;
    for (int cycle = 1; cycle <= cycles; ++cycle)
      values.push_back(lower + drift * cycle + height / (1 + std::exp(-(cycle - midpoint) / width)));
    return values;
  }
};

}  // namespace crossbreak::test
