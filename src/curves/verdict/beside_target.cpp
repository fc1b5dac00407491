#include "curves/verdict/beside_target.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "curves/limits.hpp"
#include "curves/signal/median.hpp"
#include "curves/verdict/late_front.hpp"
#include "curves/verdict/objection.hpp"

namespace crossbreak {
namespace {

bool levels_off(const CurveShape& shape) {
  return shape.end_slope <= limits::still_rising;
}

bool is_late(const Evidence& e) {
  return !levels_off(e.shape) || e.shape.rise < limits::low_plateau * e.context.target->plateau;
}

/// How far the first half of the readings lies above where the target's amplifying curves begin; NaN where
/// none was read.
double height_at_start(const Evidence& e) {
  return median(e.rn.first(e.rn.size() / 2)) - e.context.target->start;
}

bool stands_at_plateau(const Evidence& e) {
  const TargetUsual& target = *e.context.target;
  const double height = height_at_start(e);
  return height >= limits::saturated_share * target.plateau &&
         height >= limits::saturated_spreads * target.start_spread;
}

bool climbs_like_target(const Evidence& e) {
  return e.shape.background.line_change >= limits::low_plateau * e.context.target->plateau;
}

bool is_drift(const VerdictReason& reason) {
  return reason.code == EvidenceCode::LinearDrift || reason.code == EvidenceCode::QuadraticDrift ||
         reason.code == EvidenceCode::CubicDrift;
}

Verdict unclear(VerdictReason reason) {
  return {Amplified::Unclear, {std::move(reason)}};
}

}  // namespace

std::optional<Verdict> late_bend(const Evidence& e, const Verdict&) {
  if (!e.context.target || !is_late(e))
    return std::nullopt;
  const double plateau = e.context.target->plateau;
  if (!levels_off(e.shape) && e.shape.rise > limits::above_plateau * plateau)
    return unclear(because(EvidenceCode::RisesPastTarget, field<"rise">(three_digits(e.shape.rise)),
                           field<"share">(percent(e.shape.rise / plateau))));
  const std::optional<LateFront> foot = compare_late_front(e.rn, e.shape, plateau);
  if (!foot)
    return std::nullopt;
  // Where the rise levels off among the readings compared, only a front that fits them tells its growth.
  const bool tells = !levels_off(e.shape) || foot->residual_sd <= limits::front_noise * e.shape.noise_sd;
  if (foot->growth < 1 + limits::slow_efficiency || (tells && foot->growth > limits::fast_growth))
    return unclear(because(EvidenceCode::LateGrowth, field<"growth">(three_digits(foot->growth)),
                           field<"cycle">(std::to_string(foot->cycles))));
  const auto is_bend = [](const std::optional<LateFront>& front) {
    return front && front->lead <= -limits::aicc_lead;
  };
  // A bend goes on at its full slope; what slows down is none, however far it is from a logistic.
  const bool goes_on = e.shape.end_slope > limits::unslowed;
  if (is_bend(foot) || (goes_on && is_bend(compare_late_front(e.rn, e.shape, std::nullopt))))
    return unclear(because(EvidenceCode::LateBend));
  return std::nullopt;
}

std::optional<Verdict> drifts_like_target(const Evidence& e, const Verdict& before) {
  if (!e.context.target || !climbs_like_target(e) || !std::ranges::all_of(before.reasons, is_drift))
    return std::nullopt;
  const double change = e.shape.background.line_change;
  return unclear(because(EvidenceCode::DriftsLikeTarget, field<"change">(three_digits(change)),
                         field<"cycles">(std::to_string(e.shape.cycles)),
                         field<"share">(percent(change / e.context.target->plateau))));
}

std::optional<Verdict> saturated(const Evidence& e, const Verdict&) {
  if (!e.context.target || !stands_at_plateau(e))
    return std::nullopt;
  return unclear(because(EvidenceCode::Saturated,
                         field<"share">(percent(height_at_start(e) / e.context.target->plateau))));
}

bool is_asked_beside_target(const Evidence& e, const Verdict& alone) {
  if (!e.context.target)
    return false;
  return alone.amplified == Amplified::Yes ? is_late(e) : stands_at_plateau(e) || climbs_like_target(e);
}

}  // namespace crossbreak
