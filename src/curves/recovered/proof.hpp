// How many Ct prove a setting.
#pragma once

#include <cstddef>
#include <span>

#include "curves/recovered/recovered_threshold.hpp"

namespace crossbreak {

/// A Ct and the threshold that is to give it.
struct Claim {
  CtEvidence evidence;
  double threshold = 0;
  bool is_marked = false;  ///< is_marked_no_amplification()
};

struct Tally {
  std::size_t binding =
      0;  ///< Ct that come out or must: others of wells that are noise there or marked are excused
  std::size_t given = 0;  ///< of these, within their tolerance
  std::size_t far = 0;    ///< of these, more than half a cycle away, or without any crossing
};

/// A curve that crosses its threshold three times or more is flat noise: which crossing the software takes is
/// not always predictable (three wells known).
Tally tally(CtRule rule, std::span<const Claim> claims);

/// Nine in ten: the threshold stands.
bool stands(const Tally& tally);

/// Nine in ten, and three at least: it is proven in place of another one.
bool proves(const Tally& tally);

}  // namespace crossbreak
