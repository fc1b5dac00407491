#include "curves/verdict/verdict.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "curves/because.hpp"
#include "curves/limits.hpp"
#include "curves/signal/median.hpp"
#include "curves/verdict/beside_target.hpp"
#include "curves/verdict/disturbed_verdict.hpp"
#include "curves/verdict/model_verdict.hpp"
#include "curves/verdict/shape_verdict.hpp"
#include "curves/verdict/standstill.hpp"

namespace crossbreak {
namespace {

std::optional<Verdict> unreadable(const Evidence& e, const Verdict&) {
  if (e.context.unreadable)
    return Verdict{Amplified::Unclear, {*e.context.unreadable}};
  if (e.rn.empty())
    return Verdict{Amplified::Unclear, {because(EvidenceCode::NoCurve)}};
  return std::nullopt;
}

std::optional<Verdict> by_shape(const Evidence& e, const Verdict&) {
  return judge_shape(e);
}

constexpr std::array<Amplified, 0> nothing{};
constexpr std::array a_no{Amplified::No};
constexpr std::array a_yes{Amplified::Yes};
constexpr std::array no_yes{Amplified::No, Amplified::Unclear};
constexpr std::array anything{Amplified::No, Amplified::Unclear, Amplified::Yes};

constexpr auto signal = VerdictStage::Moment::Signal;
constexpr auto ct = VerdictStage::Moment::Ct;

const std::array stages{
    VerdictStage{"unreadable", signal, nothing, true,
                 "Dyes that show no light, or noise for a passive reference, prove nothing either way.",
                 unreadable},
    VerdictStage{"shape", signal, nothing, false,
                 "What an expert's eye takes from a curve decides most of them at no cost.", by_shape},
    VerdictStage{"models", signal, anything, false,
                 "Noise and a moving background hide a rise from the rules over the shape, and a kink looks "
                 "like a late rise: a comparison of models tells them apart.",
                 judge_by_models},
    VerdictStage{"stands still", signal, a_no, false,
                 "A detector that hangs, or is clipped at its ceiling, measures nothing from then on.",
                 stands_still},
    VerdictStage{"beside a jump", signal, a_no, false,
                 "A jump of the optics may be all that the rules saw of a curve that rises beside it.",
                 rise_beside_step},
    VerdictStage{"beside a dip", signal, a_no, false,
                 "A dip of the passive reference may have hidden the rise of the reporter.", rise_beside_dip},
    VerdictStage{"late bend", signal, a_yes, false,
                 "Near the end of the run a bend of the background looks like a front: only its growth below "
                 "the target's plateau tells them apart.",
                 late_bend},
    VerdictStage{"drifts like the target", signal, a_no, false,
                 "In much noise a drift passes through the readings of an amplification as well as a front "
                 "does: how far it climbs tells that it may be one.",
                 drifts_like_target},
    VerdictStage{
        "saturated", signal, no_yes, false,
        "A well that stands at its target's plateau from the first cycles on looks as flat as an empty "
        "one.",
        saturated},
    VerdictStage{"Ct of a jump", ct, a_yes, false,
                 "A curve may amplify and yet cross its threshold by a jump: its Ct then stands for nothing.",
                 jump_makes_ct},
    VerdictStage{
        "Ct of a drift", ct, a_yes, false,
        "A drift may have shrunk the baseline window to the first cycles, so that the drift crosses the "
        "threshold before the curve rises.",
        drift_makes_ct},
};

/// `verdict` absent: nothing was said yet.
std::optional<Verdict> run_stages(VerdictStage::Moment moment, std::optional<Verdict> verdict,
                                  const Evidence& evidence) {
  const Verdict none;
  for (const VerdictStage& stage : stages) {
    if (stage.moment != moment)
      continue;
    const bool is_asked =
        verdict ? std::ranges::count(stage.overturns, verdict->amplified) > 0 : stage.overturns.empty();
    if (!is_asked)
      continue;
    if (std::optional<Verdict> said = stage.judge(evidence, verdict ? *verdict : none)) {
      verdict = std::move(said);
      if (stage.is_final)
        break;
    }
  }
  return verdict;
}

}  // namespace

std::span<const VerdictStage> verdict_stages() {
  return stages;
}

Verdict judge(std::span<const double> rn, const CurveShape& shape, const CurveContext& context) {
  return run_stages(VerdictStage::Moment::Signal, std::nullopt, {rn, shape, context}).value();
}

Verdict judge_ct(Verdict verdict, std::span<const double> rn, const CurveShape& shape,
                 const CurveContext& context) {
  return run_stages(VerdictStage::Moment::Ct, std::move(verdict), {rn, shape, context}).value();
}

std::optional<double> usual_rise(std::span<const double> rises_of_amplified) {
  if (rises_of_amplified.size() < limits::usual_curves)
    return std::nullopt;
  return median(rises_of_amplified);
}

}  // namespace crossbreak
