#include "curves/recovered/proof.hpp"

#include <cmath>

#include "curves/ct/ct.hpp"

namespace crossbreak {
namespace {

constexpr int crossings_of_noise = 3;  // see the header
constexpr std::size_t least_proof = 3;
constexpr double far_away = 0.5;  // cycles

}  // namespace

Tally tally(CtRule rule, std::span<const Claim> claims) {
  Tally out;
  for (const Claim& claim : claims) {
    const CtEvidence& evidence = claim.evidence;
    const ThresholdCycle found = threshold_cycle(rule, evidence.rn, evidence.delta_rn, claim.threshold);
    const bool crosses = found.ct.has_value();
    const double off = crosses ? std::abs(*found.ct - evidence.ct) : 0;
    const bool is_given = crosses && off <= evidence.tolerance;
    if (!is_given && (claim.is_marked || found.crossings >= crossings_of_noise))
      continue;
    ++out.binding;
    out.given += is_given ? 1U : 0U;
    out.far += !crosses || off > far_away ? 1U : 0U;
  }
  return out;
}

bool stands(const Tally& tally) {
  return 10 * tally.given >= 9 * tally.binding;
}

bool proves(const Tally& tally) {
  return stands(tally) && tally.given >= least_proof;
}

}  // namespace crossbreak
