#include "pipeline/halves_proof.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <vector>

#include "curves/analysis.hpp"
#include "curves/ct/ct.hpp"
#include "curves/recovered/recovered_threshold.hpp"

namespace crossbreak {
namespace {

/// What proves that results and curves are of one run: nine in ten of a target's Ct, and three at
/// least, as for a threshold that takes the place of another.
constexpr std::size_t least_proof = 3;
constexpr bool is_nine_in_ten(std::size_t given, std::size_t all) {
  return 10 * given >= 9 * all;
}

/// A curve that crosses this often is flat noise.
constexpr int crossings_of_noise = 3;

struct Tally {
  std::size_t all = 0;
  std::size_t given = 0;

  bool proves() const { return given >= least_proof && is_nine_in_ten(given, all); }
  std::size_t missing() const { return all - given; }
  /// The Ct that could contradict: all but the first, and that too where no threshold gives it.
  std::size_t at_stake() const { return all > 1 ? all - 1 : missing(); }
  std::size_t met() const { return given > 1 ? given - 1 : 0; }
};

std::map<std::string, std::vector<const Reaction*>> reactions_with_ct(const Run& run) {
  std::map<std::string, std::vector<const Reaction*>> targets;
  for (const Reaction& reaction : run.reactions)
    if (!reaction.omitted && !reaction.delta_rn.empty() && reaction.instrument.ct)
      targets[reaction.target].push_back(&reaction);
  return targets;
}

CtEvidence evidence_of(const Reaction& reaction) {
  return {.rn = {},
          .delta_rn = reaction.delta_rn,
          .ct = *reaction.instrument.ct,
          .tolerance = ct_tolerance(reaction)};
}

Tally tally(CtRule rule, const std::vector<const Reaction*>& reactions) {
  std::vector<CtEvidence> evidence;
  for (const Reaction* reaction : reactions)
    evidence.push_back(evidence_of(*reaction));
  // recovered_threshold() asks for two Ct: one alone is asked for twice.
  std::vector<CtEvidence> asked = evidence;
  if (asked.size() == 1)
    asked.push_back(asked.front());
  const std::optional<double> threshold = recovered_threshold(rule, asked);
  if (!threshold)
    return {.all = evidence.size(), .given = 0};
  std::vector<CtEvidence> binding;
  std::copy_if(evidence.begin(), evidence.end(), std::back_inserter(binding), [&](const CtEvidence& one) {
    return threshold_cycle(rule, one.rn, one.delta_rn, *threshold).crossings < crossings_of_noise;
  });
  return {.all = binding.size(), .given = count_given(rule, binding, *threshold)};
}

HalvesProof prove(CtRule rule, const std::map<std::string, std::vector<const Reaction*>>& targets) {
  HalvesProof most_given;
  HalvesProof most_missing;
  bool is_proven = false;
  std::size_t at_stake = 0;
  std::size_t met = 0;
  for (const auto& [name, reactions] : targets) {
    const Tally found = tally(rule, reactions);
    const HalvesProof told{.target = name, .all = found.all, .given = found.given};
    if (found.all > 0 && (most_given.target.empty() || found.given > most_given.given))
      most_given = told;
    if (found.missing() > most_missing.all - most_missing.given)
      most_missing = told;
    is_proven = is_proven || found.proves();
    at_stake += found.at_stake();
    met += found.met();
  }
  HalvesProof proof = 2 * met < at_stake ? most_missing : most_given;
  proof.kinship = 2 * met < at_stake                ? Kinship::Refuted
                  : is_proven && 2 * met > at_stake ? Kinship::Proven
                                                    : Kinship::Possible;
  return proof;
}

}  // namespace

HalvesProof prove_halves(const Run& run) {
  const std::map<std::string, std::vector<const Reaction*>> targets = reactions_with_ct(run);
  const HalvesProof linear = prove(CtRule::Linear, targets);
  if (linear.kinship == Kinship::Proven)
    return linear;
  const HalvesProof cubic = prove(CtRule::Cubic, targets);
  return cubic.kinship < linear.kinship ? cubic : linear;
}

HalvesProof prove_dyes(const Run& run) {
  Run by_dyes = run;
  for (Reaction& reaction : by_dyes.reactions) {
    reaction.rn.clear();
    reaction.delta_rn.clear();
  }
  std::optional<HalvesProof> best;
  for (const AutomaticRule rule : {AutomaticRule::Abi7500V2, AutomaticRule::QuantStudio}) {
    CurveSettings settings;
    settings.automatic_rule = rule;
    Run with_curves = by_dyes;
    for (Curve& curve : analyse_curves(by_dyes, settings))
      with_curves.reactions[curve.reaction].delta_rn = std::move(curve.delta_rn);
    const HalvesProof proof = prove_halves(with_curves);
    if (!best || proof.kinship < best->kinship)
      best = proof;
  }
  return *best;
}

}  // namespace crossbreak
