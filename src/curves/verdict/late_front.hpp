// Is a rise that does not level off within the run the front of an amplification, or a bend: a power law, a
// kink, a softplus? Told by its growth below a third of the target's usual plateau.
#pragma once

#include <optional>
#include <span>

#include "curves/verdict/curve_shape.hpp"

namespace crossbreak {

/// The best amplification front through the first readings of a late rise, beside the best bend.
struct LateFront {
  /// Corrected Akaike criterion of the best bend, less that of the front; see limits::aicc_lead. Both have as
  /// many parameters. 0 also where the front fits so well that no bend can lead.
  double lead = 0;
  double growth = 0;       ///< a factor a cycle, along the foot of the front
  double residual_sd = 0;  ///< what the front leaves of a reading
  int cycles = 0;          ///< the readings compared end with this cycle
};

/// Compares, by least squares over a straight line, a logistic front with the best of these bends:
///
///     (c - c0)^p from c0 on, 1 <= p <= 3               a kink, a quadratic, a power law
///     (p - c)^-q, p past the end, 1 <= q <= 3          what concentrates as its volume goes
///     s ln(1 + e^((c - c0) / s)), straight at the end  a kink that is rounded off
///
/// over the readings up to the one that passes a third of `plateau`, the rise that the target's curves
/// usually reach; without it over all of them, and only then
/// with the last bend, which has the foot of an amplification. rn[i] was read in cycle i + 1. Missing
/// readings are passed over; nothing where too few are left.
std::optional<LateFront> compare_late_front(std::span<const double> rn, const CurveShape& shape,
                                            std::optional<double> plateau);

/// Corrected Akaike criterion of the best logistic front that grows at most `growth`-fold a cycle, less that
/// of the best one that grows faster, over the readings up to one past the steepest cycle. Missing readings
/// are passed over; nothing where too few are left.
std::optional<double> faster_front_lead(std::span<const double> rn, const CurveShape& shape, double growth);

}  // namespace crossbreak
