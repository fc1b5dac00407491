// Jumps of a curve from one cycle to the next: a bubble that moves, a lamp or a detector that changes.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace crossbreak {

struct Step {
  int cycle = 0;      ///< the first after the jump, counted from 1
  double height = 0;  ///< beyond what the cycles around it change; < 0 downwards
};

/// The largest jump between two neighbouring readings, if it is one: more than ten noise SD (the
/// quantification limit of Currie 1968, Anal. Chem. 40:586-593) and more than three times what the curve
/// changes in either of the two cycles before and after. No amplification rises like that: it at most doubles
/// in a cycle.
std::optional<Step> find_step(std::span<const double> rn, double noise_sd);

/// The curve with everything from the step on moved back by its height.
std::vector<double> without_step(std::span<const double> rn, const Step& step);

}  // namespace crossbreak
