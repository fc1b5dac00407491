// How many digits a file gives of its curves.
#pragma once

#include "ieee/elementary.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Whether Rn and delta Rn are as good as the float32 the instrument keeps: not rounded, or to six decimals
/// and more.
inline bool has_full_digits(const Reaction& reaction) {
  constexpr int full_digits = 6;
  return !reaction.rn_decimals || *reaction.rn_decimals >= full_digits;
}

/// Half a unit of the last digit of the file's delta Rn; 0 where it is not rounded.
inline double half_last_digit(const Reaction& reaction) {
  return reaction.rn_decimals ? 0.5 * ieee::pow(10.0, -*reaction.rn_decimals) : 0;
}

}  // namespace crossbreak
