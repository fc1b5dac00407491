// When a curve rises, told from its whole rise and from the other wells of its target: the column ct_sdm.
//
// Two departures from a plain second-derivative maximum make it steadier between replicates. The fit ends
// where the plateau begins, because what a reaction does there (bleaching, late products) is no part of the
// model and would pull its width. And wells of one target share a plateau: where one is lower than usual,
// part of the reason lies in its reaction, which then bends early, see pooled_second_derivative_maximum.
#pragma once

#include <optional>
#include <span>

#include "curves/ct/fit.hpp"
#include "curves/ct/sigmoid.hpp"

namespace crossbreak {

/// The fit of the rise ends this many widths after the midpoint, where a logistic has 95 % of its height.
/// Between 2 and 4 it makes little difference (see tests/bench/precision.cpp).
inline constexpr double rise_end_widths = 3;

/// Of the variance of ln height between the wells of a target, the share laid to the reaction's yield; the
/// rest is optics and volume, which scale a curve and do not move it. Chosen as the minimum of the geometric
/// mean of the replicates' SD over the 13 public dilution sets of tests/bench/precision.cpp, over 0 to 0.5;
/// leaving out any one set moves the minimum to 0.1 (twice), 0.3 (once) or not at all.
inline constexpr double yield_share = 0.2;

/// |ln(height / usual height)| counts up to here, a factor of 1.5: beyond it a plateau was not seen or the
/// reaction failed, and its height says nothing. An arbitrary choice; 1.25 and 2 give the same figures within
/// 2 %.
inline constexpr double max_log_height_ratio = 0.4;

/// A four-parameter sigmoid with drift through the cycles up to rise_end_widths after the midpoint of a
/// four-parameter fit of the whole curve; through all cycles where that cannot be fitted. Nothing where
/// neither converges, or where one does that nobody saw bend: its second-derivative maximum lies after the
/// last cycle, or its drift falls and its Cy0 lies before cycle 1.
std::optional<SigmoidParameters> fit_rise(std::span<const double> rn);

/// Height of a fitted curve, upper minus lower, unit of Rn.
double height(const SigmoidParameters& curve);

/// The second-derivative maximum of `rise` as it would be at the target's usual height, in cycles:
///   SDM - yield_share * width * ln(height / usual_height).
/// A logistic of height h = gain * yield crosses a fixed number of molecules width * ln(yield) before its
/// second-derivative maximum does, and the best guess of ln(yield), given ln(h), is yield_share of its
/// deviation.
double pooled_second_derivative_maximum(const SigmoidParameters& rise, double usual_height);

}  // namespace crossbreak
