// The share of patients without the event, as time goes on.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "statistics/follow_up.hpp"
#include "statistics/limits.hpp"

namespace crossbreak {

struct SurvivalPoint {
  double time = 0;
  int at_risk = 0;  ///< patients followed to `time` or longer
  int events = 0;
  int censored = 0;
  double survival = 1;                   ///< a fraction, just after `time`
  std::optional<double> standard_error;  ///< of the survival; nothing where nobody is left and it is 0
  std::optional<Limits> limits;          ///< nothing likewise, and before the first event with log-log
};

struct SurvivalCurve {
  int patients = 0;
  int events = 0;
  std::vector<SurvivalPoint> points;  ///< one for each time at which anything happens, in their order
  /// The time at which half are left; the middle of a stretch at exactly one half, or its begin where the
  /// curve ends there, as print() of R's survfit gives it (quantile() does not). Nothing where more remain.
  std::optional<double> median;
  std::optional<double> median_lower;  ///< where the lower limit of the survival comes to one half
  std::optional<double> median_upper;
};

/// S(t) = product of 1 - d / n over the times up to t, with d events among n at risk: Kaplan and Meier 1958,
/// J. Am. Stat. Assoc. 53:457. Standard error S sqrt(sum of d / (n (n - d))): Greenwood 1926, Rep. Public
/// Health Med. Subj. 33:1. A patient who is censored when another has the event is at risk of it.
SurvivalCurve kaplan_meier(std::span<const FollowUp> patients, LimitsKind kind = LimitsKind::LogLog,
                           double level = 0.95);

/// The curve at `time`, with who is at risk there. Nothing where nobody was followed so long and patients
/// remained.
std::optional<SurvivalPoint> survival_at(const SurvivalCurve& curve, double time);

}  // namespace crossbreak
