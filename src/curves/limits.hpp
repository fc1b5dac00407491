// Every number that the reading of dyes and the verdict compare with, in one place. Each has its source;
// where it has none, the word "arbitrary" and what speaks for it. The figures that the choices together give
// are in tests/bench/RESULTS.md. None depends on the unit of the signal, and none on a target, a name or a
// label.
#pragma once

#include <array>

namespace crossbreak::limits {

// Which dyes can be read (signal/rn.hpp).

/// A passive reference below this share of the plate's usual one is no reference: it magnifies noise
/// twentyfold. Arbitrary; wells that were pipetted lie within a factor of two of each other.
inline constexpr double near_zero_passive_share = 0.05;
/// A dye whose median change from cycle to cycle is above this share of its level is noise around zero.
/// Arbitrary; a passive reference that is there shows less than 0.02.
inline constexpr double noise_around_zero = 0.2;
/// A read of the reporter below this share of the median of its first reads is no light: the background of
/// the probe does not leave a closed well. Arbitrary, as near_zero_passive_share.
inline constexpr double lost_signal_share = 0.05;
/// How many first reads tell what the reporter began with. Arbitrary.
inline constexpr int first_reads = 5;
/// So many lost reads make a lost signal; a single one may be a bad read, which the shape of the curve shrugs
/// off. Arbitrary.
inline constexpr int lost_reads = 2;
/// A read of the passive reference below this share of the well's own median is a dip (evaporation, a
/// bubble). Arbitrary; its cycle-to-cycle scatter is below 2 % on the plates at hand.
inline constexpr double passive_dip_share = 0.9;

// How the shape of a curve is measured (verdict/curve_shape.hpp).

/// Fewer readings cannot show a baseline, a bend and a rise. Arbitrary.
inline constexpr int least_readings = 10;
/// The noise of a reading is at least this share of the range. Arbitrary: what a float32 keeps of Rn, and
/// more.
inline constexpr double least_noise_share = 1e-5;
/// A median absolute deviation as the SD of a normal distribution: Hampel 1974, J. Am. Stat. Assoc.
/// 69:383-393.
inline constexpr double sd_of_mad = 1.4826;
/// The first cycle in which a bend is looked for: before it nothing tells a rise from a start transient.
/// Arbitrary.
inline constexpr int first_bend = 5;
/// The line under the rise goes through so many cycles before it; fewer than line_readings give their mean.
/// Arbitrary.
inline constexpr int line_cycles = 10;
inline constexpr int line_readings = 5;
/// Shares of the largest slope above the background's. The onset is the last cycle before the bend below the
/// first, the background line ends below the second (slow growth must not tilt it), the top is the first
/// cycle below the third, and the steepest cycle the first with the fourth. Arbitrary.
inline constexpr double onset_slope = 0.1;
inline constexpr double quiet_slope = 0.05;
inline constexpr double top_slope = 0.1;
inline constexpr double steepest_slope = 0.9;
/// A change from one cycle to the next of this many largest slopes is a jump, halfway up which a curve looks
/// flat. Arbitrary: a regression over five points shows a jump at 0.3 of its height, or 1 / 3.3.
inline constexpr double jump_slopes = 1.5;
/// The front runs from this share of the height at the steepest cycle up to that height: a tenfold growth.
inline constexpr double foot_height = 0.1;
/// Such a front in widths of a logistic curve: its slope is 0.9 of the largest at height 0.342 of the
/// plateau, a tenth of which lies 2.69 widths earlier.
inline constexpr double front_widths = 2.69;
/// Nothing can have been lost where the top is one of so many last cycles: the number of readings whose
/// median is taken for the end.
inline constexpr int end_readings = 3;

// Is it more than drift and noise? (verdict/shape_rules.cpp)

/// Polynomials up to this degree are drifts: straight, accelerating and decelerating baselines are what
/// Tichopad et al. 2003, Nucleic Acids Res. 31:e122, and Ruijter et al. 2009, ibid. 37:e45, show.
inline constexpr int drift_degree = 3;
/// No: a drift of that degree leaves at most this many noise SD of the curve. Arbitrary; of white
/// noise a median of three leaves 0.67.
inline constexpr double drift_noise = 2.5;
/// A lead in Akaike's criterion from which the loser has essentially no support: Burnham and Anderson 2002,
/// Model Selection and Multimodel Inference, p. 70. For drifts of rising degree, for a sigmoid on a drift
/// against a drift, and for models.
inline constexpr double aicc_lead = 10;
/// A lead below which the loser keeps substantial support (the same page). For a front that may be faster
/// than fast_growth: a slower one must not come that near.
inline constexpr double substantial_lead = 2;
/// No: the rise is below this many noise SD. The detection limit of three SD of Currie 1968, Anal. Chem.
/// 40:586-593, raised to five, since the rise was sought among all cycles.
inline constexpr double detection = 5;
/// Unclear: the rise is below this many noise SD, the quantification limit of Currie 1968.
inline constexpr double quantification = 10;
/// No: the rise is less than this times what the curve moved before it. It is then no more than that.
inline constexpr double same_as_before = 1;
/// Unclear: the rise is less than this times what the curve moved before it. Arbitrary: cross-talk and bends
/// of a drift stay near one.
inline constexpr double stands_out = 2;
/// Unclear: growth along the front is more than this, a factor a cycle; no: more than the second number. No
/// polymerase more than doubles its product in a cycle (a logistic that doubles takes 3.9 cycles from
/// foot_height to steepest_slope; Ruijter et al. 2009); a jump of the optics takes one. Where above two the
/// lines are is arbitrary.
inline constexpr double fast_growth = 2.3;
inline constexpr double step_growth = 3.2;
/// Measured growth above the first is doubted where a slower front has essentially no support (aicc_lead),
/// above this where it has not substantial support, above step_growth by itself. Arbitrary.
inline constexpr double sudden_growth = 2.66;
/// Unclear: growth along the front is less, as a fraction a cycle; no: less than the second number. Working
/// assays have 0.8 to 1 (Bustin et al. 2009, Clin. Chem. 55:611-622; Ruijter et al. 2009). Half of that is
/// arbitrary, and so is 0.2, from which on a bend is a drift.
inline constexpr double slow_efficiency = 0.5;
inline constexpr double drift_efficiency = 0.2;
/// Unclear: the slope at the last cycle is more than this share of the largest, more than so many cycles
/// after that was reached. A logistic of efficiency 0.5 keeps three quarters of its slope for four cycles,
/// but dilute standards of a 7500 Fast plate (RNase P, hydrolysis probe) for eight, hence ten; the rated sets
/// give the same figures from 5 to 100.
inline constexpr double straight_slope = 0.75;
inline constexpr int straight_cycles = 10;
/// Unclear: less than this share of the rise is left at the last cycle. Arbitrary: a hook lowers a plateau by
/// a part of it (Isaac 2009, in Logan et al., Real-Time PCR, p. 39).
inline constexpr double kept = 0.7;
/// No: less than this share is left of a rise whose front takes fewer than so many cycles: a bubble, a dip of
/// the passive reference. A longer front was an amplification, whatever became of its light. Arbitrary.
inline constexpr double hardly_kept = 0.5;
inline constexpr double whole_front = 3;
/// Unclear: the rise begins before this cycle. The instrument's baseline is a line from four readings on.
inline constexpr int baseline_cycles = 4;
/// No: more of the rise in ln Rn than this share is a fall of the passive reference. The larger part decides.
inline constexpr double passive_share = 0.5;
/// Unclear: the rise is below this share of what the target's curves usually do, where at least so many
/// amplify beyond doubt. Arbitrary; that curves of one target share their plateau is in Ruijter et al. 2009.
inline constexpr double share_of_usual = 0.05;
inline constexpr int usual_curves = 3;
/// The words say "still rising" where the last slope is above this share of the largest. Arbitrary; it
/// decides nothing.
inline constexpr double still_rising = 0.5;

// A detector that stands still (verdict/standstill.hpp).

/// Unclear: so many last readings or more are equal, where they changed by so many of their smallest steps a
/// cycle before: rounding then leaves hardly one pair in five equal. Arbitrary; the first is a quarter of a
/// run.
inline constexpr int standing_readings = 10;
inline constexpr double standing_steps = 3;

// Which curves are handed to the models, and what they decide (verdict/model_verdict.cpp).

/// A yes whose rise has this many noise SD and slows to this share of its largest slope is plain by its
/// shape. Arbitrary.
inline constexpr double plain_noise = 50;
inline constexpr double plain_end_slope = 0.5;
/// Nothing is left to compare where the range is below this many noise SD (that of 40 readings of white noise
/// is 4.3 on average; Tippett 1925, Biometrika 17:364-387), or where a cubic drift through the curve, single
/// spikes taken out, leaves at most so many; of white noise a median of three leaves 0.67. Where above these
/// figures the lines are is arbitrary.
inline constexpr double least_range_noise = 8;
inline constexpr double drift_left_noise = 0.85;
/// A model explains a curve of which it leaves at most this many noise SD, or this share of the sigmoid's
/// height, since no real plateau is quite a logistic's. Arbitrary.
inline constexpr double model_noise = 1.5;
inline constexpr double model_share = 0.03;
/// Unclear: the front of the sigmoid is wider, cycles; it grows by less than 49 % a cycle, which is
/// slow_efficiency.
inline constexpr double model_width = 2.5;
/// The second-derivative maximum of a sigmoid that convinces lies between this cycle and the last but one,
/// so that there is a background before it and a bend within the run. Arbitrary.
inline constexpr int model_first_sdm = 7;
/// Where a sigmoid begins and ends, in widths before its second-derivative maximum and after its midpoint;
/// a logistic has 3.5 % of its height there, and 95 %. Arbitrary.
inline constexpr double sigmoid_onset_widths = 2;
inline constexpr double sigmoid_top_widths = 3;

// A late rise against bends that are none (verdict/late_front.hpp).

/// The front is compared below this share of the target's usual plateau: beyond it, growth slows.
inline constexpr double late_share = 1.0 / 3;
/// A rounded kink goes straight so many of its widths after its place: its slope is then 0.82 of the last.
inline constexpr double late_straight_widths = 1.5;
/// What a front or a bend leaves of a reading counts as at least this share of the rise. Arbitrary: a tenth
/// of what the steepest cycle adds.
inline constexpr double front_misfit = 0.005;
/// A front that levels off fits where it leaves at most this many noise SD. Arbitrary, between the one of a
/// logistic and the tens of a detector that is clipped.
inline constexpr double front_noise = 3;
/// How often the steps of the search are halved. Arbitrary.
inline constexpr int late_halvings = 5;
/// The whole curve is compared where its slope at the last cycle is above this share of the largest: a bend
/// never slows down. Arbitrary; a front that stays straight for eight cycles (standards of a 7500 Fast plate)
/// ends at 0.87 at most.
inline constexpr double unslowed = 0.9;
/// Compared is a rise that levels off below this share of the target's usual plateau, as one that does not.
/// Unclear: a drift climbs so far. Arbitrary; that curves of one target share their plateau is in Ruijter et
/// al. 2009.
inline constexpr double low_plateau = 0.5;
/// Unclear: it is still rising above so many usual plateaus. Arbitrary.
inline constexpr double above_plateau = 1.5;

// Already risen (verdict/beside_target.hpp).

/// Unclear, and no result: the first half of the readings lies this share of the target's usual plateau above
/// where its curves begin. Arbitrary; backgrounds of one target lie within a fifth of each other.
inline constexpr double saturated_share = 0.6;
/// And so many SD of what the target's curves begin with, where those differ as much as the plateau is high.
/// Arbitrary.
inline constexpr double saturated_spreads = 5;

// A copy of another dye's rise against a shape of its own (crosstalk/own_shape.hpp).

/// A curve has a shape of its own where the closest copy leaves this share of its height more than a free
/// rise does. Arbitrary: a copy that is drawn straight between the readings leaves less than 0.001, rises
/// whose widths differ by 15 % leave 0.003 to 0.015.
inline constexpr double own_misfit = 0.0025;

// The shapes that models are made of (verdict/rise_models.cpp): grids, all arbitrary, fine enough that their
// neighbours look alike.

/// Widths of a sigmoid's front, cycles: it grows by 130 to 28 % a cycle. The two at the ends catch what is
/// faster or slower than an amplification.
inline constexpr std::array front_widths_tried{1.2, 1.4, 1.7, 2.0, 2.5, 3.0, 4.0};
/// Widths of the plateau's side, as multiples of the front's: plateaus of real reactions are reached more
/// slowly than they are left (Ruijter et al. 2009).
inline constexpr std::array plateau_widths_tried{1.0, 1.7};
/// Start transients under a sigmoid: cycles in which 1/e of one is left.
inline constexpr std::array transient_cycles_tried{2.0, 4.0, 8.0, 16.0};
/// Steepest cycles of a sigmoid: from this cycle to so many after the last, in steps of half a cycle.
inline constexpr double first_midpoint = 5;
inline constexpr double midpoints_after_last = 3;
inline constexpr double midpoint_step = 0.5;
/// Without a sigmoid: cycles in which 1/e of a start transient is left, and in which a climb towards the end
/// grows e-fold, each this factor longer than the one before.
inline constexpr double first_decay = 1.5;
inline constexpr double decays_below = 40;
inline constexpr double first_growth = 4;
inline constexpr double growths_below = 30;
inline constexpr double next_power = 1.2;
/// Without a sigmoid: the first cycle of a kink or a step, how far one kink is from the next, and the
/// cycles that a step takes.
inline constexpr double first_kink = 3;
inline constexpr double kink_step = 0.5;
inline constexpr std::array step_lengths{1.0, 2.0, 3.0};
/// A shape that the background holds to this share of its length explains nothing more.
inline constexpr double distinct_share = 1e-3;

// A jump of the curve (verdict/step.hpp), and of its Ct (verdict/doubtful_ct.hpp).

/// A jump among noise is above this many noise SD: the quantification limit of Currie 1968.
inline constexpr double step_noises = 10;
/// A jump is more than this many times what the changes around it differ by. Arbitrary.
inline constexpr double step_spreads = 3;
/// The cubic of Ct is not bound to pass through the two readings around the crossing: a jump may cross the
/// threshold for it this many cycles beside itself. Arbitrary.
inline constexpr double cubic_overshoot = 0.5;
/// The cubic of Ct goes through the cycles c-3 to c+3 about the crossing c (ct/ct.hpp), so that it ends at
/// most so many cycles after Ct.
inline constexpr int readings_after_ct = 4;

// A baseline window that a drift has shrunk (verdict/doubtful_ct.hpp).

/// A window of so many readings or fewer gives a constant, and not a line, for a baseline
/// (signal/baseline.hpp): the 7500 software falls back to one where the background rises by more than 0.01 Rn
/// a cycle.
inline constexpr int constant_readings = 3;
/// Such a window has collapsed where our own, which no drift moves, ends so many cycles later or more.
/// Arbitrary.
inline constexpr int window_cycles_lost = 5;
/// Cycles that the Ct of the two windows may differ by: one doubling, as a threshold halved or doubled moves
/// it.
inline constexpr double window_shift = 1;

}  // namespace crossbreak::limits
