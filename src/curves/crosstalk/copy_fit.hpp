// Is a curve a copy of another dye's rise? Only arithmetic; crosstalk.hpp judges by it.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace crossbreak {

/// Where a copy is looked for.
struct CopyRange {
  int first_cycle = 4;  ///< of the readings that are compared
  double max_lag = 5;   ///< cycles; the copy is not earlier than what it copies
};

/// The least-squares copy in rn[c] = a + b c + share * other[c - lag], share >= 0, 0 <= lag <= max_lag.
struct CopyFit {
  double share = 0;
  double lag = 0;             ///< cycles
  double residual_sd = 0;     ///< unit of rn
  bool beats_a_line = false;  ///< a straight line alone is worse by limits::aicc_lead in Akaike's criterion
};

/// rn[i] and other[i] were read in cycle i + 1; `other` is above its baseline. What is not finite is missing:
/// of rn it does not count, in `other` it is bridged by a straight line. Between its readings `other` goes
/// through cubics (Catmull and Rom 1974, in Barnhill and Riesenfeld, Computer Aided Geometric Design, p.
/// 317), before the first it stays at that. Nothing for fewer than limits::least_readings readings, or where
/// `other` says no more than a line.
std::optional<CopyFit> fit_copy(std::span<const double> rn, std::span<const double> other,
                                const CopyRange& range);

/// The least-squares share of a copy with this lag, which may be negative; its standard error is that of the
/// regression, with the line's two parameters counted.
struct ShareAtLag {
  double share = 0;
  double standard_error = 0;
};

/// As fit_copy, for one lag; nothing where fit_copy gives nothing.
std::optional<ShareAtLag> share_at_lag(std::span<const double> rn, std::span<const double> other,
                                       int first_cycle, double lag);

/// share * other[c - lag], one value a cycle; empty where `other` has no reading.
std::vector<double> copy_of(std::span<const double> other, double share, double lag);

/// Readings of a curve with its gaps bridged by straight lines and its ends held. Empty where none is finite.
std::vector<double> bridged(std::span<const double> signal);

}  // namespace crossbreak
