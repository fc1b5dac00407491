// Is it an amplification? Yes, no or unclear, with the evidence in words.
//
// Rules over a few measured numbers, each with its source or the physics it rests on: see shape_verdict.cpp.
// Where noise or a moving background leaves the shape of a curve open, a comparison of models decides. No
// name, no label and no absolute height enters: Rn -> a Rn + b with a > 0 changes nothing but the numbers
// printed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "curves/curve_shape.hpp"
#include "curves/rise_models.hpp"
#include "words/curve_states.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// One piece of evidence for a verdict, e.g. {"linear_drift", {"rises 0.04 over 40 cycles, linear: drift",
/// ...}}.
struct VerdictReason {
  std::string code;
  Words words;
  bool operator==(const VerdictReason&) const = default;
};

struct Verdict {
  Amplified amplified = Amplified::Unclear;
  std::vector<VerdictReason> reasons;  ///< never empty once judged
};

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

/// What is known beside the curve itself.
struct CurveContext {
  std::span<const double> reporter;           ///< one reading a cycle; empty when not given
  std::span<const double> passive;            ///< as long as reporter; empty when not given
  std::optional<double> usual_rise;           ///< of the target, see usual_rise(); in the unit of the curve
  std::optional<SigmoidOnBackground> models;  ///< of rn, see open_question()
};

/// rn[i] was read in cycle i + 1, NaN is missing; `shape` is measure_shape(rn).
Verdict judge(std::span<const double> rn, const CurveShape& shape, const CurveContext& context = {},
              const VerdictLimits& limits = {});

/// The comparison of models of a curve whose shape leaves the verdict open, to be handed to `judge` as
/// CurveContext::models. Nothing where there is nothing to decide: a yes on a rise that is plain, being high
/// above the noise and on its way to a plateau, or that nothing else explains; a no on what a drift explains
/// to the noise.
std::optional<SigmoidOnBackground> open_question(std::span<const double> rn, const Verdict& by_shape,
                                                 const CurveShape& shape, RiseModels& models,
                                                 const VerdictLimits& limits = {});

/// The median rise of the curves of one target that amplified; nothing for fewer than three.
std::optional<double> usual_rise(std::span<const double> rises_of_amplified);

}  // namespace crossbreak
