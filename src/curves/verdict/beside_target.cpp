#include "curves/verdict/beside_target.hpp"

#include <cmath>
#include <vector>

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
  const std::optional<double>& plateau = e.context.target->plateau;
  return plateau && (!levels_off(e.shape) || e.shape.rise < limits::low_plateau * *plateau);
}

/// How far the first half of the readings lies above where the target's curves begin, as a share of its usual
/// plateau; nothing where the target tells neither.
std::optional<double> share_at_start(const Evidence& e) {
  const TargetUsual& target = *e.context.target;
  if (!target.plateau || !target.start)
    return std::nullopt;
  std::vector<double> first;
  for (std::size_t i = 0; i < e.rn.size() / 2; ++i)
    if (std::isfinite(e.rn[i]))
      first.push_back(e.rn[i]);
  if (first.empty())
    return std::nullopt;
  return (median(first) - *target.start) / *target.plateau;
}

Verdict unclear(VerdictReason reason) {
  return {Amplified::Unclear, {std::move(reason)}};
}

}  // namespace

std::optional<Verdict> late_bend(const Evidence& e, const Verdict&) {
  if (!e.context.target || !is_late(e))
    return std::nullopt;
  const double plateau = *e.context.target->plateau;
  if (!levels_off(e.shape) && e.shape.rise > limits::above_plateau * plateau)
    return unclear(because(EvidenceCode::RisesPastTarget, field<"rise">(three_digits(e.shape.rise)),
                           field<"share">(percent(e.shape.rise / plateau))));
  const std::optional<LateFront> foot = compare_late_front(e.rn, e.shape, plateau);
  if (!foot)
    return std::nullopt;
  if (foot->growth < 1 + limits::slow_efficiency || foot->growth > limits::fast_growth)
    return unclear(because(EvidenceCode::LateGrowth, field<"growth">(three_digits(foot->growth)),
                           field<"cycle">(std::to_string(foot->cycles))));
  // A bend goes on at its full slope; what slows down is none, however far it is from a logistic.
  const std::optional<LateFront> whole =
      e.shape.end_slope > limits::unslowed ? compare_late_front(e.rn, e.shape, std::nullopt) : std::nullopt;
  if (foot->lead <= -limits::aicc_lead || (whole && whole->lead <= -limits::aicc_lead))
    return unclear(because(EvidenceCode::LateBend));
  return std::nullopt;
}

std::optional<Verdict> saturated(const Evidence& e, const Verdict&) {
  if (!e.context.target)
    return std::nullopt;
  const std::optional<double> share = share_at_start(e);
  if (!share || *share < limits::saturated_share)
    return std::nullopt;
  return unclear(because(EvidenceCode::Saturated, field<"share">(percent(*share))));
}

bool is_asked_beside_target(const Evidence& e, const Verdict& alone) {
  if (alone.amplified == Amplified::Yes)
    return is_late(e);
  const std::optional<double> share = share_at_start(e);
  return share && *share >= limits::saturated_share;
}

}  // namespace crossbreak
