#include "curves/verdict/model_verdict.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "curves/limits.hpp"
#include "curves/verdict/objection.hpp"
#include "curves/verdict/shape_verdict.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

/// A sigmoid that explains the curve where no drift, kink or step does, whatever its size.
bool explains(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  return sigmoid.lead >= limits::aicc_lead &&
         sigmoid.residual_sd <=
             std::max(limits::model_noise * e.shape.noise_sd, limits::model_share * sigmoid.height) &&
         sigmoid.sdm >= limits::model_first_sdm && sigmoid.sdm <= e.shape.cycles - 1;
}

double noise_of(const SigmoidOnBackground& sigmoid, const Evidence& e) {
  return std::max(e.shape.noise_sd, sigmoid.residual_sd);
}

/// A background that climbs as far may bend like a front.
bool stands_out(const SigmoidOnBackground& sigmoid) {
  return sigmoid.height >= limits::stands_out * sigmoid.background_rise;
}

/// A rise may be the way back from a fall: a bubble, a seal that settles.
std::optional<Objection> rises_after_fall(const Evidence& e) {
  const SigmoidOnBackground& sigmoid = *e.context.models;
  if (sigmoid.height >= sigmoid.background_fall)
    return std::nullopt;
  return unclear_because(EvidenceCode::RisesAfterFall, field<"rise">(three_digits(sigmoid.height)),
                         field<"fall">(three_digits(sigmoid.background_fall)));
}

std::optional<Objection> sigmoid_near_noise(const Evidence& e) {
  const SigmoidOnBackground& sigmoid = *e.context.models;
  const double noises = sigmoid.height / noise_of(sigmoid, e);
  if (noises >= limits::quantification)
    return std::nullopt;
  return unclear_because(EvidenceCode::SigmoidNearNoise, field<"rise">(three_digits(sigmoid.height)),
                         field<"times">(three_digits(noises)));
}

std::optional<Objection> sigmoid_too_slow(const Evidence& e) {
  const SigmoidOnBackground& sigmoid = *e.context.models;
  if (sigmoid.width <= limits::model_width)
    return std::nullopt;
  return unclear_because(EvidenceCode::SlowGrowth, field<"growth">(percent(ieee::expm1(1 / sigmoid.width))),
                         field<"cycle">(rounded(sigmoid.sdm)));
}

/// The narrowest fronts that are tried catch what is faster than an amplification. They also fit real curves
/// on a background that falls, so that the front by itself must be too fast as well.
std::optional<Objection> sigmoid_too_fast(const Evidence& e) {
  const SigmoidOnBackground& sigmoid = *e.context.models;
  if (sigmoid.faster_lead < limits::aicc_lead || !too_sudden(e))
    return std::nullopt;
  return unclear_because(EvidenceCode::Sudden,
                         field<"cycles">(three_digits(limits::front_widths * sigmoid.width)),
                         field<"cycle">(rounded(sigmoid.midpoint)));
}

/// What may be said against the sigmoid that explains a curve; the gravest decide.
constexpr std::array rules{passive_reference_falls, far_below_target, rises_after_fall,
                           sigmoid_near_noise,      sigmoid_too_slow, sigmoid_too_fast};

std::vector<VerdictReason> reasons_for(const Evidence& of_sigmoid) {
  return {rise_in_words(of_sigmoid.shape.rise, of_sigmoid.shape.onset,
                        noise_of(*of_sigmoid.context.models, of_sigmoid)),
          because(EvidenceCode::Sigmoid)};
}

}  // namespace

std::optional<Verdict> judge_by_models(const Evidence& e, const Verdict& by_shape) {
  if (!e.context.models)
    return std::nullopt;
  const SigmoidOnBackground& sigmoid = *e.context.models;
  if (by_shape.amplified == Amplified::Yes) {
    if (sigmoid.lead >= limits::aicc_lead ||
        sigmoid.other_residual_sd > limits::model_noise * e.shape.noise_sd)
      return std::nullopt;
    return Verdict{Amplified::Unclear, {because(EvidenceCode::BendNotProven)}};
  }
  if (!explains(sigmoid, e) || sigmoid.height < limits::detection * noise_of(sigmoid, e))
    return std::nullopt;
  CurveShape seen = e.shape;
  seen.rise = sigmoid.height;
  seen.onset = std::max(1, static_cast<int>(sigmoid.sdm - limits::sigmoid_onset_widths * sigmoid.width));
  seen.top =
      std::min(seen.last, static_cast<int>(sigmoid.midpoint + limits::sigmoid_top_widths * sigmoid.width));
  const Evidence of_sigmoid{e.rn, seen, e.context};
  std::vector<Objection> objections;
  for (const auto ask : rules)
    if (std::optional<Objection> objection = ask(of_sigmoid))
      objections.push_back(std::move(*objection));
  if (stands_out(sigmoid))
    return verdict_of(std::move(objections), [&] { return reasons_for(of_sigmoid); });
  if (by_shape.amplified != Amplified::No || !objections.empty())
    return std::nullopt;
  return Verdict{Amplified::Unclear,
                 {because(EvidenceCode::RiseNearDrift, field<"rise">(three_digits(sigmoid.height)),
                          field<"cycle">(std::to_string(seen.onset)),
                          field<"before">(three_digits(sigmoid.background_rise)))}};
}

std::optional<SigmoidOnBackground> open_question(std::span<const double> rn, const Verdict& by_shape,
                                                 const CurveShape& shape, RiseModels& models) {
  if (shape.readings < limits::least_readings || shape.range < limits::least_range_noise * shape.noise_sd)
    return std::nullopt;
  if (by_shape.amplified != Amplified::Yes)
    return shape.background.residual_sd(limits::drift_degree) > limits::drift_left_noise * shape.noise_sd
               ? models.compare(rn)
               : std::nullopt;
  if (shape.rise >= limits::plain_noise * shape.noise_sd && shape.end_slope <= limits::plain_end_slope)
    return std::nullopt;
  const std::optional<double> others = models.other_residual_sd(rn);
  return others && *others <= limits::model_noise * shape.noise_sd ? models.compare(rn) : std::nullopt;
}

}  // namespace crossbreak
