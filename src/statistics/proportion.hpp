// How sure a share of patients is.
#pragma once

#include <optional>

namespace crossbreak {

struct WilsonInterval {
  double share = 0;  ///< a fraction, 0 to 1, as are its limits
  double lower = 0;
  double upper = 1;
};

/// The share `count` / `total` with Wilson's score interval: the p with |share - p| <= z sqrt(p (1 - p) /
/// total). Wilson 1927, J. Am. Stat. Assoc. 22:209. Nothing where `total` is 0.
std::optional<WilsonInterval> wilson_interval(int count, int total, double level = 0.95);

}  // namespace crossbreak
