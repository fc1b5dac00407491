#include "curves/verdict/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "curves/signal/median.hpp"
#include "curves/signal/rn.hpp"
#include "curves/verdict/shape_verdict.hpp"
#include "curves/verdict/step.hpp"

namespace crossbreak {
namespace {

/// A sigmoid that explains the curve where no drift, kink or step does, whatever its size.
bool explains(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  const VerdictLimits& limits = e.limits;
  return sigmoid.lead >= limits.aicc_lead &&
         sigmoid.residual_sd <=
             std::max(limits.model_noise * e.shape.noise_sd, limits.model_share * sigmoid.height) &&
         sigmoid.height >= limits.stands_out * sigmoid.background_rise &&
         sigmoid.sdm >= limits.model_baseline_cycles && sigmoid.sdm <= e.shape.cycles - 1;
}

/// A rise may be the way back from a fall: a bubble, a seal that settles.
std::optional<Objection> rises_after_fall(const SigmoidOnBackground& sigmoid) {
  if (sigmoid.height >= sigmoid.background_fall)
    return std::nullopt;
  return unclear_because("rises_after_fall",
                         fmt::format("rises {}, but its background falls by {}", three_digits(sigmoid.height),
                                     three_digits(sigmoid.background_fall)),
                         fmt::format("上升{}，但其背景下降{}", three_digits(sigmoid.height),
                                     three_digits(sigmoid.background_fall)));
}

double noise_of(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  return std::max(e.shape.noise_sd, sigmoid.residual_sd);
}

std::optional<Objection> sigmoid_near_noise(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  const double noises = sigmoid.height / noise_of(sigmoid, e);
  if (noises >= e.limits.quantification)
    return std::nullopt;
  return unclear_because(
      "sigmoid_near_noise",
      fmt::format("a sigmoid rises {}, only {} times the noise", three_digits(sigmoid.height),
                  three_digits(noises)),
      fmt::format("S形曲线上升{}，仅为噪声的{}倍", three_digits(sigmoid.height), three_digits(noises)));
}

std::optional<Objection> sigmoid_too_slow(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  if (sigmoid.width <= e.limits.model_width)
    return std::nullopt;
  const std::string growth = percent(std::expm1(1 / sigmoid.width));
  return unclear_because(
      "slow_growth",
      fmt::format("grows by only {} a cycle up to cycle {:.0f}: no clear exponential phase", growth,
                  sigmoid.sdm),
      fmt::format("至第{1:.0f}循环止每循环仅增长{0}：无明确的指数期", growth, sigmoid.sdm));
}

std::vector<VerdictReason> reasons_for(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  const CurveShape& seen = e.shape;
  const double noises = seen.rise / noise_of(sigmoid, e);
  std::vector<VerdictReason> reasons;
  reasons.push_back(
      {"rise",
       {fmt::format("rises {} from cycle {}, {:.0f} times its noise", three_digits(seen.rise), seen.onset,
                    noises),
        fmt::format("自第{}循环起上升{}，为噪声的{:.0f}倍", seen.onset, three_digits(seen.rise), noises)}});
  reasons.push_back({"sigmoid",
                     {"a sigmoid on its background explains the curve; no drift, kink or step does",
                      "背景上的S形曲线可解释该曲线，而漂移、折线或台阶均不能"}});
  return reasons;
}

/// The verdict once models have been compared: they decide what noise or a moving background hid from the
/// shape, and take back a yes that a kink or a step explains as well.
Verdict judge_by_models(Verdict by_shape, const Evidence& e) {
  const SigmoidOnBackground& sigmoid = *e.context.models;
  if (by_shape.amplified == Amplified::Yes) {
    if (sigmoid.lead >= e.limits.aicc_lead ||
        sigmoid.other_residual_sd > e.limits.model_noise * e.shape.noise_sd)
      return by_shape;
    return {Amplified::Unclear,
            {{"bend_not_proven",
              {"a drift, a kink or a step explains the curve as well as a sigmoid",
               "漂移、折线或台阶与S形曲线同样可解释该曲线"}}}};
  }
  if (!explains(sigmoid, e) || sigmoid.height < e.limits.detection * noise_of(sigmoid, e))
    return by_shape;
  CurveShape seen = e.shape;
  seen.rise = sigmoid.height;
  seen.onset = std::max(1, static_cast<int>(sigmoid.sdm - 2 * sigmoid.width));
  seen.top = std::min(seen.last, static_cast<int>(sigmoid.midpoint + 3 * sigmoid.width));
  const Evidence of_sigmoid{e.rn, seen, e.context, e.limits};
  std::vector<Objection> objections;
  for (const auto& objection :
       {passive_reference_falls(of_sigmoid), far_below_target(of_sigmoid), rises_after_fall(sigmoid),
        sigmoid_near_noise(sigmoid, e), sigmoid_too_slow(sigmoid, e)})
    if (objection)
      objections.push_back(*objection);
  return verdict_of(std::move(objections), [&] { return reasons_for(sigmoid, of_sigmoid); });
}

/// A curve that jumps, and beside the jump rises as an amplification does, is for a person to judge: the jump
/// may hide the rise from the rules.
std::optional<Verdict> rise_beside_step(const Evidence& e) {
  const std::optional<Step> step = find_step(e.rn, step_noises * e.shape.noise_sd);
  if (!step)
    return std::nullopt;
  const std::vector<double> level = without_step(e.rn, *step);
  const CurveShape shape = measure_shape(level);
  if (judge_shape({level, shape, e.context, e.limits}).amplified != Amplified::Yes)
    return std::nullopt;
  return Verdict{
      Amplified::Unclear,
      {{"rise_beside_step",
        {fmt::format("jumps by {} at cycle {}, and beside that rises {} from cycle {}",
                     three_digits(step->height), step->cycle, three_digits(shape.rise), shape.onset),
         fmt::format("第{1}循环突变{0}，此外自第{3}循环起上升{2}", three_digits(step->height), step->cycle,
                     three_digits(shape.rise), shape.onset)}}}};
}

/// A dip of the passive reference makes a rise and a fall in Rn that may hide an amplification from the
/// rules. Where the reporter alone amplifies, a person has to judge.
std::optional<Verdict> rise_beside_dip(const Evidence& e) {
  if (e.context.reporter.size() != e.rn.size() || passive_dips(e.context.passive).empty())
    return std::nullopt;
  const CurveShape shape = measure_shape(e.context.reporter);
  const CurveContext alone;
  if (judge_shape({e.context.reporter, shape, alone, e.limits}).amplified != Amplified::Yes)
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {{"rise_beside_dip",
                   {fmt::format("the passive reference dips, and the reporter alone rises {} from cycle {}",
                                three_digits(shape.rise), shape.onset),
                    fmt::format("参比染料信号下降，而报告染料自身自第{}循环起上升{}", shape.onset,
                                three_digits(shape.rise))}}}};
}

}  // namespace

Verdict judge(std::span<const double> rn, const CurveShape& shape, const CurveContext& context,
              const VerdictLimits& limits) {
  const Evidence evidence{rn, shape, context, limits};
  Verdict verdict = judge_shape(evidence);
  if (context.models)
    verdict = judge_by_models(std::move(verdict), evidence);
  if (verdict.amplified != Amplified::No)
    return verdict;
  if (auto beside = rise_beside_step(evidence))
    return *beside;
  return rise_beside_dip(evidence).value_or(std::move(verdict));
}

std::optional<SigmoidOnBackground> open_question(std::span<const double> rn, const Verdict& by_shape,
                                                 const CurveShape& shape, RiseModels& models,
                                                 const VerdictLimits& limits) {
  constexpr int cubic = 3;
  if (shape.readings < least_readings || shape.range < limits.least_range_noise * shape.noise_sd)
    return std::nullopt;
  if (by_shape.amplified != Amplified::Yes)
    return shape.background.residual_sd(cubic) > limits.drift_left_noise * shape.noise_sd ? models.compare(rn)
                                                                                          : std::nullopt;
  if (shape.rise >= limits.plain_noise * shape.noise_sd && shape.end_slope <= limits.plain_end_slope)
    return std::nullopt;
  const std::optional<double> others = models.other_residual_sd(rn);
  return others && *others <= limits.model_noise * shape.noise_sd ? models.compare(rn) : std::nullopt;
}

std::optional<double> usual_rise(std::span<const double> rises_of_amplified) {
  if (rises_of_amplified.size() < 3)
    return std::nullopt;
  return median(rises_of_amplified);
}

}  // namespace crossbreak
