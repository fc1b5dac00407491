// Is it an amplification? Yes, no or unclear, with the evidence in words: README.md explains the model.
//
// The stages of a verdict stand in one table, in their order. No name, no label and no absolute height
// enters: Rn -> a Rn + b with a > 0 changes nothing but the numbers printed.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "curves/curve.hpp"
#include "curves/verdict/curve_shape.hpp"
#include "curves/verdict/evidence.hpp"

namespace crossbreak {

/// One stage of a verdict.
struct VerdictStage {
  enum class Moment {
    Signal,  ///< before a baseline is chosen: it depends on the verdict
    Ct,      ///< once there is a Ct
  };
  std::string_view name;
  Moment moment;
  std::span<const Amplified> overturns;  ///< which verdicts of the stages before it; none: it speaks first
  bool is_final;                         ///< no later stage overturns it
  std::string_view why;
  /// Nothing: it has nothing to say. `before` is the verdict of the stages before it.
  std::optional<Verdict> (*judge)(const Evidence& evidence, const Verdict& before);
};

/// All stages in their order.
std::span<const VerdictStage> verdict_stages();

/// The verdict of the stages that need no Ct. rn[i] was read in cycle i + 1, NaN is missing; `shape` is
/// measure_shape(rn).
Verdict judge(std::span<const double> rn, const CurveShape& shape, const CurveContext& context = {});

/// What the stages that look at the Ct make of that verdict.
Verdict judge_ct(Verdict verdict, std::span<const double> rn, const CurveShape& shape,
                 const CurveContext& context);

/// The median rise of the curves of one target that amplified; nothing for fewer than three.
std::optional<double> usual_rise(std::span<const double> rises_of_amplified);

}  // namespace crossbreak
