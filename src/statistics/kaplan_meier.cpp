#include "statistics/kaplan_meier.hpp"

#include <algorithm>
#include <cmath>

namespace crossbreak {
namespace {

constexpr double half_rounding = 1e-9;  // a product of fractions is one half but for rounding

/// Where a falling curve comes to one half. Where it runs at exactly one half, the middle of that stretch.
template <typename Value>
std::optional<double> time_of_half(const std::vector<SurvivalPoint>& points, Value value) {
  const auto at_half = std::find_if(points.begin(), points.end(), [&](const SurvivalPoint& point) {
    const std::optional<double> here = value(point);
    return here && *here <= 0.5 + half_rounding;
  });
  if (at_half == points.end())
    return std::nullopt;
  if (*value(*at_half) < 0.5 - half_rounding)
    return at_half->time;
  const auto below = std::find_if(at_half, points.end(), [&](const SurvivalPoint& point) {
    const std::optional<double> here = value(point);
    return here && *here < 0.5 - half_rounding;
  });
  return below == points.end() ? at_half->time : (at_half->time + below->time) / 2;
}

}  // namespace

SurvivalCurve kaplan_meier(std::span<const FollowUp> patients, LimitsKind kind, double level) {
  std::vector<FollowUp> sorted(patients.begin(), patients.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const FollowUp& a, const FollowUp& b) { return a.time < b.time; });
  SurvivalCurve curve;
  curve.patients = static_cast<int>(sorted.size());
  int at_risk = curve.patients;
  double survival = 1;
  double greenwood = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    SurvivalPoint point;
    point.time = sorted[i].time;
    point.at_risk = at_risk;
    for (; i < sorted.size() && sorted[i].time == point.time; ++i)
      ++(sorted[i].event ? point.events : point.censored);
    survival *= 1 - static_cast<double>(point.events) / at_risk;
    if (point.events == at_risk)
      survival = 0;
    else
      greenwood += point.events / (static_cast<double>(at_risk) * (at_risk - point.events));
    point.survival = survival;
    if (survival > 0) {
      point.standard_error = survival * std::sqrt(greenwood);
      point.limits = limits_of(survival, *point.standard_error, kind, level);
    }
    at_risk -= point.events + point.censored;
    curve.events += point.events;
    curve.points.push_back(point);
  }
  const auto limit = [](double Limits::*which) {
    return [which](const SurvivalPoint& point) -> std::optional<double> {
      return point.limits ? std::optional(*point.limits.*which) : std::nullopt;
    };
  };
  curve.median =
      time_of_half(curve.points, [](const SurvivalPoint& point) { return std::optional(point.survival); });
  curve.median_lower = time_of_half(curve.points, limit(&Limits::lower));
  curve.median_upper = time_of_half(curve.points, limit(&Limits::upper));
  return curve;
}

std::optional<SurvivalPoint> survival_at(const SurvivalCurve& curve, double time) {
  const auto next = std::find_if(curve.points.begin(), curve.points.end(),
                                 [&](const SurvivalPoint& point) { return point.time > time; });
  SurvivalPoint here;
  here.time = time;
  here.at_risk = next == curve.points.end() ? 0 : next->at_risk;
  if (next == curve.points.begin()) {
    here.standard_error = 0;
    return curve.patients > 0 ? std::optional(here) : std::nullopt;
  }
  const SurvivalPoint& last = *std::prev(next);
  if (last.time == time)
    return last;
  if (next == curve.points.end() && last.survival > 0)
    return std::nullopt;
  here.survival = last.survival;
  here.standard_error = last.standard_error;
  here.limits = last.limits;
  return here;
}

}  // namespace crossbreak
