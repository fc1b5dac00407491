// What a verdict is told from: one curve, its measured shape and what is known beside it.
#pragma once

#include <optional>
#include <span>

#include "curves/curve.hpp"
#include "curves/verdict/curve_shape.hpp"
#include "curves/verdict/rise_models.hpp"
#include "curves/verdict/step.hpp"

namespace crossbreak {

/// A jump of the curve that may have moved its Ct.
struct JumpAtCt {
  Step jump;
  double ct = 0;  ///< cycles
};

/// A Ct on a baseline that a drift has shrunk to the first cycles, and the one of our own window.
struct CollapsedWindowCt {
  BaselineWindow own;
  double ct = 0;                 ///< cycles
  std::optional<double> own_ct;  ///< absent: the curve does not reach the threshold
};

/// What the curves of a target usually do, as far as some amplify and level off; in the unit of the curve.
struct TargetUsual {
  double plateau = 0;       ///< median rise of those
  double start = 0;         ///< median of what those begin with
  double start_spread = 0;  ///< SD of what all its curves begin with, from the median deviation
};

/// What is known beside the curve itself.
struct CurveContext {
  const VerdictReason* unreadable = nullptr;  ///< why its dyes say nothing; null: they can be read
  std::span<const double> reporter;           ///< one reading a cycle; empty when not given
  std::span<const double> passive;            ///< as long as reporter; empty when not given
  std::optional<double> usual_rise;           ///< of the target, see usual_rise(); in the unit of the curve
  std::optional<TargetUsual> target{};        ///< absent: the curve is judged without its target
  std::optional<SigmoidOnBackground> models;  ///< of rn, see open_question()
  std::optional<JumpAtCt> jump_at_ct;         ///< see doubt_ct()
  std::optional<CollapsedWindowCt> collapsed_window{};  ///< see doubt_collapsed_window()
};

/// rn[i] was read in cycle i + 1, NaN is missing; `shape` is measure_shape(rn).
struct Evidence {
  std::span<const double> rn;
  const CurveShape& shape;
  const CurveContext& context;
};

}  // namespace crossbreak
