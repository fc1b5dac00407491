// A detector that stands still: one that hangs, or is clipped at its ceiling. From then on nothing was
// measured.
#pragma once

#include <optional>
#include <span>

#include "curves/verdict/evidence.hpp"

namespace crossbreak {

/// Readings at the end of a curve that are all equal.
struct Standstill {
  int cycle = 1;         ///< the first of them; 1 where no reading is another, or none is finite
  int readings = 0;      ///< how many
  bool is_floor = true;  ///< no reading is lower: software that subtracts a baseline may write 0 for less
  double steps =
      0;  ///< mean change from one reading to the next before them, in the smallest change there is
};
Standstill standstill_of(std::span<const double> readings);

/// Of the reporter, where it is known, and of Rn, which software may clip: the one that stands still longer.
Standstill standstill_of(const Evidence& evidence);

/// A curve whose last readings are the same, of the detector or in Rn, and not by rounding, is none to deny a
/// rise on.
std::optional<Verdict> stands_still(const Evidence& evidence, const Verdict& before);

}  // namespace crossbreak
