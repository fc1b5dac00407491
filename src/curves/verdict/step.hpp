// Jumps of a curve from one cycle to the next: a bubble that moves, a lamp or a detector that changes.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace crossbreak {

struct Step {
  int cycle = 0;      ///< the first after the jump, counted from 1
  double height = 0;  ///< beyond the median change of the cycles around it; < 0 downwards
};

/// The largest jump between two neighbouring readings, if it is one: beside the median change of the two
/// cycles before and after, it is more than `least_height`, in the unit of the curve, and more than
/// limits::step_spreads times what those changes differ by. No amplification rises or falls like that: its
/// change lies among those of its neighbours. One to the last reading alone is none: it may be a spike.
std::optional<Step> find_step(std::span<const double> rn, double least_height);

/// The curve with everything from the step on moved back by its height.
std::vector<double> without_step(std::span<const double> rn, const Step& step);

}  // namespace crossbreak
