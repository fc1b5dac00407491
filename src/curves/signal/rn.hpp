// Rn, the reporter's signal over the passive reference's, as the instrument keeps it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "curves/curve.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// What a well's dyes say of one reaction. Arrays have one element a cycle, NaN where there is no value.
struct NormalisedReporter {
  std::vector<double> reporter;  ///< empty where the file has no trace of the reaction's dye
  std::vector<double> passive;   ///< empty without passive reference
  std::vector<double> rn;        ///< empty where it cannot be computed
  /// Why nothing may be concluded from the well, which `issues` says too; absent: readable.
  std::optional<VerdictReason> unreadable;
  /// Of the signals the well has. A dye it lacks is told by who made the reaction, reader or plate map.
  std::vector<Issue> issues;
};

/// The cycles, from 1, in which the passive reference of a well dips (limits::passive_dip_share).
std::vector<int> passive_dips(std::span<const double> passive);

/// The passive reference of a usual well of this plate: the upper quartile of the wells' medians over the
/// wells that hold a reaction, in instrument units. The upper quartile, because many wells of a plate may
/// lack the dye. NaN without passive reference.
double usual_passive_reference(const Run& run);

/// Rn = reporter / passive reference, each quotient rounded to float32, as the Rn that .eds files store (some
/// 726 curves, within 1.5e-7), from the dyes of the reaction's well; the reporter itself, rounded
/// alike, where the run has no passive reference. As the instrument does, also where the passive reference is
/// near zero (limits::near_zero_passive_share of `usual_passive`), so that its Ct can be compared; but such a
/// well is not readable, and an issue says so. A cycle whose passive reference is missing or not above zero
/// has no Rn; zero and below is unreadable, missing reads alone are a gap. Not readable either is a well
/// whose reporter falls to nothing (limits::lost_signal_share). A dip of the passive reference that begins
/// after `dip_note_from_cycle` is a note, an earlier one a warning. The file's own Rn is not looked at.
NormalisedReporter normalised_reporter(const Run& run, const Reaction& reaction, double usual_passive,
                                       int dip_note_from_cycle);

/// What the shape of a curve is told from: Rn, or the file's delta Rn where it gives no more. Empty where the
/// curve has neither.
std::span<const double> signal_of(const Run& run, const Curve& curve);

}  // namespace crossbreak
