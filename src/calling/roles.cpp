#include "calling/roles.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "calling/call_error.hpp"
#include "calling/sample_names.hpp"

namespace crossbreak {
namespace {

bool is_among(const std::vector<std::string>& names, const std::string& folded) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return folded_sample_name(name) == folded; });
}

std::optional<SampleRole> role_of_task(std::string_view task) {
  const std::string folded = folded_sample_name(task);
  if (folded == "ntc")
    return SampleRole::Ntc;
  if (folded == "standard")
    return SampleRole::Standard;
  return std::nullopt;
}

std::string place_of(const Run& run, const Reaction& reaction) {
  std::string place = source_name(run);
  if (reaction.well)
    place += ": " + to_string(*reaction.well);
  return place;
}

}  // namespace

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  for (const auto& [role, name] : codes_of(SampleRole{}))
    names.emplace_back(name);
  return names;
}

std::optional<SampleRole> role_named(std::string_view name) {
  return value_of<SampleRole>(folded_sample_name(name));
}

const PositiveControl* find_positive_control(const Panel& panel, std::string_view sample) {
  const std::string folded = folded_sample_name(sample);
  const auto found =
      std::find_if(panel.controls.positive.begin(), panel.controls.positive.end(),
                   [&](const PositiveControl& c) { return folded_sample_name(c.name) == folded; });
  return found == panel.controls.positive.end() ? nullptr : &*found;
}

std::optional<SampleRole> reserved_role(const Panel& panel, std::string_view sample) {
  const std::string folded = folded_sample_name(sample);
  if (is_among(panel.controls.ntc, folded))
    return SampleRole::Ntc;
  if (is_among(panel.controls.negative, folded))
    return SampleRole::NegativeControl;
  if (find_positive_control(panel, sample) != nullptr)
    return SampleRole::PositiveControl;
  return std::nullopt;
}

SampleRole role_of(const Reaction& reaction, std::optional<SampleRole> mapped, const Panel& panel) {
  if (mapped)
    return *mapped;
  if (const std::optional<SampleRole> task = role_of_task(reaction.task))
    return *task;
  return reserved_role(panel, reaction.sample).value_or(SampleRole::Unknown);
}

std::vector<SampleRole> roles_of(const Run& run, std::span<const std::optional<SampleRole>> mapped,
                                 const Panel& panel) {
  std::vector<SampleRole> roles;
  std::map<std::string, std::size_t> first;  // reaction by folded sample
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const Reaction& reaction = run.reactions[i];
    const std::optional<SampleRole> map_says = mapped.empty() ? std::nullopt : mapped[i];
    const SampleRole role = role_of(reaction, map_says, panel);
    roles.push_back(role);

    const SampleRole reserved = reserved_role(panel, reaction.sample).value_or(role);
    if (!map_says && reserved != role)
      throw CallError(place_of(run, reaction) + ": task " + reaction.task + " on sample '" + reaction.sample +
                      "', a name the panel reserves for " + std::string(code_of(reserved)) +
                      "; correct the task or the name, or give the role in --plate-map CSV");
    const auto [entry, is_new] = first.emplace(folded_sample_name(reaction.sample), i);
    if (!is_new && roles[entry->second] != role) {
      const Reaction& other = run.reactions[entry->second];
      throw CallError(place_of(run, reaction) + ": sample '" + reaction.sample + "' is " +
                      std::string(code_of(role)) + " here and " + std::string(code_of(roles[entry->second])) +
                      " in " + place_of(run, other) +
                      "; correct the tasks or names, or give the roles in --plate-map CSV");
    }
  }
  return roles;
}

}  // namespace crossbreak
