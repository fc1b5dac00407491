// Has a curve that passes for a copy of another dye's rise a shape of its own? Only arithmetic;
// crosstalk.hpp judges by it.
#pragma once

#include <optional>
#include <span>

#include "curves/crosstalk/copy_fit.hpp"

namespace crossbreak {

/// A rise of any place, height and shape on a line,
///
///     f(c) = a + b c + h (1 + exp(-(c - m) / w))^-s    (Richards 1959, J. Exp. Bot. 10:290-301),
///
/// against the closest copy on a background that may be bent, a + b c + q c^2 + share * other[c - lag]. What
/// the copy takes over of the other curve's noise is not held against it.
struct OwnShape {
  double misfit = 0;            ///< root mean square of what only the copy leaves, as a share of its height
  bool beats_the_copy = false;  ///< the copy is worse by limits::aicc_lead in Akaike's criterion

  /// Both: limits::own_misfit or more, and beyond chance.
  bool is_proven() const;
};

/// As fit_copy, whose answer `copy` is; `other_noise` is the SD of one reading of `other`. Nothing where no
/// such rise converges.
std::optional<OwnShape> own_shape(std::span<const double> rn, std::span<const double> other,
                                  double other_noise, const CopyRange& range, const CopyFit& copy);

}  // namespace crossbreak
