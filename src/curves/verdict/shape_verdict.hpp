// The verdict on the shape of a curve alone: rules over a few measured numbers, in one table.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "curves/verdict/evidence.hpp"
#include "curves/verdict/objection.hpp"

namespace crossbreak {

/// A rule of the table. It says what it found against an amplification; nothing when it has no objection.
struct ShapeRule {
  enum class Weight {
    Settles,    ///< its objection is the verdict, and no further rule is asked
    Objects,    ///< the gravest objections of all rules decide together
    Outweighs,  ///< its objection is the verdict, unless nothing else is said against the curve and a sigmoid
                ///< fits it better by far
  };
  std::string_view name;
  Weight weight;
  std::optional<Objection> (*ask)(const Evidence&);
};

/// All rules in their order.
std::span<const ShapeRule> shape_rules();

/// What they make of a curve together.
Verdict judge_shape(const Evidence& evidence);

/// Rn also rises when the passive reference falls.
std::optional<Objection> passive_reference_falls(const Evidence& evidence);

/// The plateau of a target depends little on its input (Ruijter et al. 2009, Nucleic Acids Res. 37:e45, where
/// curves of one target share their shape); a far smaller rise is cross-talk, or too late to tell.
std::optional<Objection> far_below_target(const Evidence& evidence);

/// No polymerase more than doubles its product in a cycle; a jump of the optics does. A front that is
/// measured between two cycles scatters with the noise: the faster it looks, the less a fit has to add.
std::optional<Objection> too_sudden(const Evidence& evidence);

/// "rise": how far and from which cycle, as a multiple of `noise_sd`.
VerdictReason rise_in_words(double rise, int onset, double noise_sd);

}  // namespace crossbreak
