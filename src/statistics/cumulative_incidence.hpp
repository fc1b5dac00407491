// The share of patients who have had the event, where another event can come first.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "statistics/follow_up.hpp"
#include "statistics/limits.hpp"

namespace crossbreak {

struct IncidencePoint {
  double time = 0;
  int at_risk = 0;  ///< patients followed to `time` or longer with neither event before
  int events = 0;
  int competing = 0;
  int censored = 0;
  double incidence = 0;  ///< a fraction, just after `time`
  double standard_error = 0;
  std::optional<Limits> limits;  ///< nothing while the incidence is 0 with log-log
};

struct IncidenceCurve {
  int patients = 0;
  int events = 0;
  int competing = 0;
  std::vector<IncidencePoint> points;  ///< one for each time at which anything happens, in their order
};

/// F(t) = sum of S(s-) d(s) / n(s) over the times s up to t, S being the share with neither event: Aalen and
/// Johansen 1978, Scand. J. Stat. 5:141. Not 1 - Kaplan-Meier, which counts patients who can no longer have
/// the event. Variance after Aalen 1978, Ann. Stat. 6:534, with the factor (n - d) / (n - 1) for ties: the
/// sum over s <= t of (S(s-) / n)^2 times d (1 - R)^2 for events and times d R^2 for competing ones, R =
/// (F(t) - F(s)) / S(s).
IncidenceCurve cumulative_incidence(std::span<const CompetingFollowUp> patients,
                                    LimitsKind kind = LimitsKind::LogLog, double level = 0.95);

/// The curve at `time`, with who is at risk there. Nothing where nobody was followed so long and patients
/// with neither event remained.
std::optional<IncidencePoint> incidence_at(const IncidenceCurve& curve, double time);

}  // namespace crossbreak
