// The limits of the verdict's rules.
#pragma once

namespace crossbreak {

/// The limits of the rules. Every comment gives the inequality tested.
struct VerdictLimits {
  double drift_noise = 2.5;      ///< a cubic drift explains the curve when it leaves <= this many noise SD...
  double aicc_lead = 10;         ///< ...unless a sigmoid on a drift beats it by >= this in AICc
  double detection = 5;          ///< no rise below this many noise SD
  double quantification = 10;    ///< unclear below this many noise SD
  double same_as_before = 1;     ///< no: rise < this times the range before it
  double stands_out = 2;         ///< unclear: rise < this times the range before it
  double step_cycles = 2;        ///< no: the front takes less
  double fast_cycles = 2.75;     ///< unclear: the front takes less
  double slow_efficiency = 0.5;  ///< unclear: growth along the front is less
  double drift_efficiency = 0.2;  ///< no: growth along the front is less
  double straight_slope =
      0.75;  ///< unclear: at the last cycle still more than this share of the largest slope...
  int straight_cycles = 10;      ///< ...and more than this many cycles after that slope was reached
  double kept = 0.5;             ///< no: less of the rise is left at the last cycle
  int baseline_cycles = 4;       ///< unclear: fewer cycles before the rise
  double share_of_usual = 0.05;  ///< unclear: rise < this share of what the target's curves usually rise
  double passive_share = 0.5;  ///< no: more of the rise in ln Rn than this is a fall of the passive reference

  // Where models are compared: see open_question().
  double plain_noise = 50;       ///< a rise of this many noise SD and more...
  double plain_end_slope = 0.5;  ///< ...that slows to this share of its largest slope, is plain by its shape
  double least_range_noise = 8;  ///< nothing to compare where the range is below this many noise SD...
  /// ...or where a cubic drift through the curve, single spikes taken out, leaves at most this many. Of white
  /// noise a median of three leaves 0.67.
  double drift_left_noise = 0.85;
  double model_noise = 1.5;       ///< a model explains what it leaves at most this many noise SD of...
  double model_share = 0.03;      ///< ...or this share of the sigmoid's height
  double model_width = 2.5;       ///< the front of a sigmoid that convinces is at most so wide, cycles
  int model_baseline_cycles = 7;  ///< and its second-derivative maximum comes after so many
};

}  // namespace crossbreak
