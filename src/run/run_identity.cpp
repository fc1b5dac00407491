#include "run/run_identity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "run/sha256.hpp"

namespace crossbreak {
namespace {

constexpr float absent = std::numeric_limits<float>::quiet_NaN();

/// Exports give three decimals or more, which is half a thousandth: arbitrary, four times that. Reads of one
/// well in two runs scatter by more, and all wells of a plate must agree.
constexpr double most_difference = 0.002;

constexpr std::size_t fewest_values = 3;

float last_of(const std::vector<double>& values) {
  const auto last =
      std::find_if(values.rbegin(), values.rend(), [](double value) { return std::isfinite(value); });
  return last == values.rend() ? absent : static_cast<float>(*last);
}

float last_ratio(const Run& run, const Reaction& reaction) {
  if (!reaction.well || run.passive_reference_status != PassiveReferenceStatus::Dye)
    return absent;
  const DyeTrace* reporter = find_dye(run, *reaction.well, reaction.reporter);
  const DyeTrace* passive = find_dye(run, *reaction.well, run.passive_reference);
  return reporter == nullptr || passive == nullptr ? absent
                                                   : last_of(reporter->signal) / last_of(passive->signal);
}

std::string trimmed(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t");
  return start == std::string::npos ? "" : text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

/// Nothing where too few can be compared.
std::optional<bool> agree(const std::vector<float>& a, const std::vector<float>& b) {
  std::size_t compared = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i]))
      continue;
    if (std::abs(double{a[i]} - double{b[i]}) > most_difference)
      return false;
    ++compared;
  }
  return compared < fewest_values ? std::nullopt : std::optional(true);
}

}  // namespace

RunIdentity identity_of(const Run& run) {
  RunIdentity identity{.layout = run.format, .plate = {}};
  std::string plate = std::to_string(run.cycles) + '\n';
  for (const Reaction& reaction : run.reactions) {
    plate += (reaction.well ? to_string(*reaction.well) : "") + '\t' + trimmed(reaction.sample) + '\t' +
             trimmed(reaction.target) + '\n';
    identity.rn.push_back(reaction.rn.empty() ? last_ratio(run, reaction) : last_of(reaction.rn));
    identity.delta_rn.push_back(last_of(reaction.delta_rn));
    identity.ct.push_back(reaction.instrument.ct ? static_cast<float>(*reaction.instrument.ct) : absent);
  }
  identity.plate = sha256_hex(plate);
  return identity;
}

bool are_one_run(const RunIdentity& a, const RunIdentity& b) {
  if (a.plate != b.plate)
    return false;
  for (const auto values : {&RunIdentity::rn, &RunIdentity::delta_rn, &RunIdentity::ct})
    if (const std::optional<bool> same = agree(a.*values, b.*values))
      return *same;
  return false;
}

}  // namespace crossbreak
