// How often the patient of whom a model expects the event sooner has it sooner.
#pragma once

#include <optional>
#include <span>

#include "statistics/follow_up.hpp"

namespace crossbreak {

struct Concordance {
  double share = 0;  ///< concordant pairs, and half of those of one risk, among all that can be compared
  double concordant = 0;
  double discordant = 0;
  double same_risk = 0;
};

/// Pairs of which it is known who had the event first; an event comes before a censoring at its time, and two
/// events at one time are no pair. Harrell et al. 1982, JAMA 247:2543. `risks[i]` is the patient's, larger
/// for sooner. Nothing where there is no pair.
std::optional<Concordance> concordance(std::span<const FollowUp> patients, std::span<const double> risks);

}  // namespace crossbreak
