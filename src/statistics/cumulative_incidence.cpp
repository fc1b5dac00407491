#include "statistics/cumulative_incidence.hpp"

#include <algorithm>
#include <cmath>

namespace crossbreak {
namespace {

/// With n at risk and d of them ending together, the variance is that of drawing without putting back.
double of_ties(int ending, int at_risk) {
  return ending > 1 ? static_cast<double>(at_risk - ending) / (at_risk - 1) : 1;
}

/// The sum over the times so far, as a polynomial in F(t): the terms are squares of what is linear in it.
struct Variance {
  double constant = 0;
  double linear = 0;
  double square = 0;

  /// Adds weight * (from + slope * F)^2.
  void add(double weight, double from, double slope) {
    constant += weight * from * from;
    linear += 2 * weight * from * slope;
    square += weight * slope * slope;
  }
  double at(double incidence) const {
    return std::max(0.0, constant + incidence * (linear + incidence * square));
  }
};

}  // namespace

IncidenceCurve cumulative_incidence(std::span<const CompetingFollowUp> patients, LimitsKind kind,
                                    double level) {
  std::vector<CompetingFollowUp> sorted(patients.begin(), patients.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const CompetingFollowUp& a, const CompetingFollowUp& b) { return a.time < b.time; });
  IncidenceCurve curve;
  curve.patients = static_cast<int>(sorted.size());
  int at_risk = curve.patients;
  double with_neither = 1;
  double incidence = 0;
  Variance variance;
  for (std::size_t i = 0; i < sorted.size();) {
    IncidencePoint point;
    point.time = sorted[i].time;
    point.at_risk = at_risk;
    for (; i < sorted.size() && sorted[i].time == point.time; ++i)
      ++(sorted[i].ending == Ending::Event       ? point.events
         : sorted[i].ending == Ending::Competing ? point.competing
                                                 : point.censored);
    const double before = with_neither;
    const int ended = point.events + point.competing;
    with_neither = ended == at_risk ? 0 : with_neither * (at_risk - ended) / at_risk;
    incidence += before * point.events / at_risk;
    const double share = before * before / (static_cast<double>(at_risk) * at_risk);
    const double per_share = with_neither > 0 ? 1 / with_neither : 0;
    variance.add(share * point.events * of_ties(point.events, at_risk), 1 + incidence * per_share,
                 -per_share);
    variance.add(share * point.competing * of_ties(point.competing, at_risk), incidence * per_share,
                 -per_share);
    point.incidence = incidence;
    point.standard_error = std::sqrt(variance.at(incidence));
    point.limits = limits_of(incidence, point.standard_error, kind, level);
    at_risk -= ended + point.censored;
    curve.events += point.events;
    curve.competing += point.competing;
    curve.points.push_back(point);
  }
  return curve;
}

std::optional<IncidencePoint> incidence_at(const IncidenceCurve& curve, double time) {
  const auto next = std::find_if(curve.points.begin(), curve.points.end(),
                                 [&](const IncidencePoint& point) { return point.time > time; });
  IncidencePoint here;
  here.time = time;
  here.at_risk = next == curve.points.end() ? 0 : next->at_risk;
  if (next == curve.points.begin())
    return curve.patients > 0 ? std::optional(here) : std::nullopt;
  const IncidencePoint& last = *std::prev(next);
  if (last.time == time)
    return last;
  if (next == curve.points.end() && last.events + last.competing < last.at_risk)
    return std::nullopt;
  here.incidence = last.incidence;
  here.standard_error = last.standard_error;
  here.limits = last.limits;
  return here;
}

}  // namespace crossbreak
