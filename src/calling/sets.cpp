#include "calling/sets.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "calling/make_reason.hpp"
#include "calling/rules.hpp"
#include "calling/wells.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

std::vector<double> cts_of(std::span<const WellCall> wells, std::span<const std::size_t> indices) {
  std::vector<double> cts;
  for (const std::size_t i : indices)
    if (const std::optional<double> ct = deciding_ct(wells[i]);
        ct && wells[i].state != WellState::LeftOut && wells[i].amplified == Amplified::Yes)
      cts.push_back(*ct);
  return cts;
}

/// The first that any pair asks for: one positive pair is enough, one doubtful or missing pair spoils a
/// negative.
SetResult result_of(std::span<const SetResult> pairs) {
  for (const SetResult result : {SetResult::Positive, SetResult::Inconclusive, SetResult::Missing})
    if (std::find(pairs.begin(), pairs.end(), result) != pairs.end())
      return result;
  return SetResult::Negative;
}

/// The first pair of the set that no usable well tested; nothing where a well tested the set as a whole.
std::optional<std::string> untested_pair(
    const std::string& set, const Panel& panel,
    const std::map<std::optional<std::size_t>, std::vector<std::size_t>>& pairs) {
  if (pairs.contains(std::nullopt))
    return std::nullopt;
  for (const PrimerSet& known : panel.sets) {
    for (std::size_t i = 0; known.name == set && i < known.pairs.size(); ++i)
      if (!pairs.contains(i))
        return known.pairs[i].forward + "/" + known.pairs[i].reverse;
  }
  return std::nullopt;
}

/// A set of one pair is that pair, by whichever of its names a well was found.
bool has_one_pair(const std::string& set, const Panel& panel) {
  return std::any_of(panel.sets.begin(), panel.sets.end(),
                     [&](const PrimerSet& known) { return known.name == set && known.pairs.size() == 1; });
}

}  // namespace

std::vector<WellState> states_of(std::span<const WellCall> wells, std::span<const std::size_t> indices) {
  std::vector<WellState> states;
  for (const std::size_t i : indices)
    states.push_back(wells[i].state);
  return states;
}

std::optional<double> mean_ct(std::span<const WellCall> wells, std::span<const std::size_t> indices) {
  const std::vector<double> cts = cts_of(wells, indices);
  if (cts.empty())
    return std::nullopt;
  return std::accumulate(cts.begin(), cts.end(), 0.0) / static_cast<double>(cts.size());
}

SetCall call_set(const std::string& set, std::span<const std::size_t> indices,
                 std::span<const WellCall> wells, const Panel& panel) {
  SetCall call;
  call.set = set;
  call.wells.assign(indices.begin(), indices.end());
  if (indices.empty()) {
    call.reasons.push_back(make_reason(ReasonCode::R11NotTested));
    add_flag(call.flags, Flag::NotTested);
    return call;
  }
  std::map<std::optional<std::size_t>, std::vector<std::size_t>> pairs;
  const bool is_one_pair = has_one_pair(set, panel);
  for (const std::size_t i : indices) {
    pairs[is_one_pair ? std::nullopt : wells[i].pair].push_back(i);
    add_flags(call.flags, wells[i].flags);
  }
  std::vector<SetResult> results;
  for (const auto& [pair, replicates] : pairs) {
    const SetRuling ruling = rule_replicates(states_of(wells, replicates), panel.rules);
    results.push_back(ruling.result);
    call.reasons.push_back(ruling.reason);
    add_flags(call.flags, ruling.flags);
    if (const std::optional<Reason> spread = rule_spread(cts_of(wells, replicates), panel.rules)) {
      call.reasons.push_back(*spread);
      if (spread->code == ReasonCode::R9Spread)
        add_flag(call.flags, Flag::Spread);
    }
  }
  call.result = result_of(results);
  call.ct_mean = mean_ct(wells, indices);
  const std::optional<std::string> untested = untested_pair(set, panel, pairs);
  if (call.result == SetResult::Negative && untested) {
    call.result = SetResult::Missing;
    call.reasons.push_back(make_reason(ReasonCode::R8PairMissing, field<"pair">(*untested)));
    add_flag(call.flags, Flag::PairMissing);
  }
  return call;
}

}  // namespace crossbreak
