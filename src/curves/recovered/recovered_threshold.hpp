// The threshold behind the Ct that a file gives beside its delta Rn.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "curves/settings.hpp"

namespace crossbreak {

/// How far our Ct may lie from the instrument's, given the digits the file keeps, cycles: 1e-4 in full
/// digits; 0.04 where Rn stands to four decimals or fewer (from three decimals, Ct came out up to 0.035 off);
/// half a unit of the last digit of Ct on top.
double ct_tolerance(const Reaction& reaction);

/// The instrument marked the well as without amplification, so that it may be Undetermined though its curve
/// crosses: the amp status "No Amp", or the flag NOAMP or EXPFAIL at "Y".
bool is_marked_no_amplification(const Reaction& reaction);

/// A Ct of the target and the curve it was read from.
struct CtEvidence {
  std::span<const double> rn;  ///< empty where the file gives delta Rn only
  std::span<const double> delta_rn;
  double ct = 0;         ///< the instrument's, cycles
  double tolerance = 0;  ///< ct_tolerance()
};

/// Whether the curve crosses the threshold at the instrument's Ct.
bool threshold_gives(CtRule rule, const CtEvidence& evidence, double threshold);

/// How many of the Ct the threshold gives.
std::size_t count_given(CtRule rule, std::span<const CtEvidence> evidence, double threshold);

/// The threshold that gives the most Ct of a target; among equals the one whose largest deviation is
/// smallest. A delta Rn that an automatic threshold may be equal to takes part as it stands, so that its well
/// keeps the exact tie. Proven is a threshold that gives at least two Ct, and more than half of them all:
/// nothing where none is.
std::optional<double> recovered_threshold(CtRule rule, std::span<const CtEvidence> evidence);

}  // namespace crossbreak
