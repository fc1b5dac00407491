#include "calling/roles.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "calling/call_error.hpp"
#include "calling/control_names.hpp"
#include "calling/sample_names.hpp"
#include "calling/task_role.hpp"
#include "run/make_issue.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

bool has_task(const Reaction& reaction, std::string_view task) {
  return folded_sample_name(reaction.task) == task;
}

std::string place_of(const Run& run, const Reaction& reaction) {
  std::string place = source_name(run);
  if (reaction.well)
    place += ": " + to_string(*reaction.well);
  return place;
}

std::string in_role_option(const std::string& sample, std::string_view role) {
  return "--role '" + sample + "=" + std::string(role) + "'";
}

/// Targets whose standards have more than one quantity: there is a standard curve.
std::set<std::string> targets_with_standards(const Run& run) {
  std::map<std::string, std::set<double>> quantities;
  for (const Reaction& reaction : run.reactions)
    if (has_task(reaction, "standard") && reaction.quantity)
      quantities[reaction.target].insert(*reaction.quantity);
  std::set<std::string> targets;
  for (const auto& [target, found] : quantities)
    if (found.size() > 1)
      targets.insert(target);
  return targets;
}

/// The samples, folded, whose every well with the task STANDARD is part of a standard curve.
std::set<std::string> standards_of(const Run& run) {
  const std::set<std::string> targets = targets_with_standards(run);
  std::set<std::string> standards;
  std::set<std::string> others;
  for (const Reaction& reaction : run.reactions)
    if (has_task(reaction, "standard"))
      (reaction.quantity && targets.contains(reaction.target) ? standards : others)
          .insert(folded_sample_name(reaction.sample));
  for (const std::string& sample : others)
    standards.erase(sample);
  return standards;
}

/// By folded sample name.
std::map<std::string, GivenRole> folded(const std::map<std::string, GivenRole>& roles) {
  std::map<std::string, GivenRole> by_name;
  for (const auto& [sample, role] : roles)
    by_name.emplace(folded_sample_name(sample), role);
  return by_name;
}

class Roles {
 public:
  Roles(const Run& run, const Panel& panel, const CallOptions& options)
      : panel_(panel),
        names_(panel),
        standards_(standards_of(run)),
        given_(folded(options.roles)),
        usual_(folded(options.usual_roles)) {}

  AssignedRole of(const Reaction& reaction, std::optional<SampleRole> mapped) const {
    const std::string sample = folded_sample_name(reaction.sample);
    const std::optional<NamedControl> named = names_.find(reaction.sample);
    if (const auto given = given_.find(sample); given != given_.end())
      return with_control({.role = given->second.role,
                           .source = RoleSource::CommandLine,
                           .control = given->second.control,
                           .task_standard = false},
                          named);
    if (mapped)
      return with_control(
          {.role = *mapped, .source = RoleSource::PlateMap, .control = {}, .task_standard = false}, named);
    if (const auto usual = usual_.find(sample); usual != usual_.end())
      return with_control({.role = usual->second.role,
                           .source = RoleSource::Settings,
                           .control = usual->second.control,
                           .task_standard = false},
                          named);
    const std::optional<SampleRole> task = role_of_task(reaction.task);
    const bool has_standard = task == SampleRole::Standard;
    if (task && !has_standard && task != SampleRole::Unknown)
      return with_control({.role = *task, .source = RoleSource::Task, .control = {}, .task_standard = false},
                          named);
    if (has_standard && standards_.contains(sample))
      return {
          .role = SampleRole::Standard, .source = RoleSource::Task, .control = {}, .task_standard = false};
    if (named && !(has_standard && named->kind == ControlNameKind::Usual))
      return {
          .role = named->role,
          .source = named->kind == ControlNameKind::Listed ? RoleSource::PanelName : RoleSource::NamePattern,
          .control = named->control,
          .task_standard = false};
    return {.role = SampleRole::Unknown,
            .source = RoleSource::Nothing,
            .control = {},
            .task_standard = has_standard};
  }

 private:
  /// A positive control is the panel's of its name, else that for all sets.
  AssignedRole with_control(AssignedRole role, const std::optional<NamedControl>& named) const {
    if (role.role == SampleRole::PositiveControl && role.control.empty())
      role.control = named && !named->control.empty() ? named->control : control_of_all_sets(panel_);
    return role;
  }

  const Panel& panel_;
  KnownControls names_;
  std::set<std::string> standards_;
  std::map<std::string, GivenRole> given_;
  std::map<std::string, GivenRole> usual_;
};

void check_task(const Run& run, const Reaction& reaction, const AssignedRole& role,
                const KnownControls& names) {
  if (role.source != RoleSource::Task || role.role == SampleRole::Standard)
    return;
  const std::optional<NamedControl> named = names.find(reaction.sample);
  if (named && named->role != role.role)
    throw CallError(
        place_of(run, reaction) + ": task " + reaction.task + " on sample '" + reaction.sample +
        "', a name " +
        (named->kind == ControlNameKind::Listed ? "the panel reserves for " : "that stands for ") +
        std::string(code_of(named->role)) +
        "; correct the task or the name, or give the role in --plate-map CSV or with " +
        in_role_option(reaction.sample, code_of(role.role)));
}

void check_one_role(const Run& run, std::span<const AssignedRole> roles) {
  std::map<std::string, std::size_t> first;  // reaction by folded sample
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const Reaction& reaction = run.reactions[i];
    const auto [entry, is_new] = first.emplace(folded_sample_name(reaction.sample), i);
    const AssignedRole& other = roles[entry->second];
    if (!is_new && other.role != roles[i].role)
      throw CallError(place_of(run, reaction) + ": sample '" + reaction.sample + "' is " +
                      std::string(code_of(roles[i].role)) + " here and " + std::string(code_of(other.role)) +
                      " in " + place_of(run, run.reactions[entry->second]) +
                      "; correct the tasks or names, or give the roles in --plate-map CSV or with " +
                      in_role_option(reaction.sample, "ROLE"));
  }
}

std::string wells_of_sample(const Run& run, const std::string& sample) {
  std::vector<std::string> wells;
  for (const Reaction& reaction : run.reactions)
    if (reaction.sample == sample && reaction.well)
      wells.push_back(to_string(*reaction.well));
  wells.erase(std::unique(wells.begin(), wells.end()), wells.end());
  const std::string_view noun = wells.size() == 1 ? "well " : "wells ";
  return std::string(noun) + joined(wells);
}

void check_spelling(const Run& run, std::span<const AssignedRole> roles, const KnownControls& names) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const std::string& sample = run.reactions[i].sample;
    if (roles[i].source != RoleSource::Nothing || !seen.insert(sample).second)
      continue;
    if (const std::optional<NearlyNamedControl> nearly = names.nearly(sample))
      throw CallError(source_name(run) + ": " + wells_of_sample(run, sample) + ": sample '" + sample +
                      "' is one letter off '" + nearly->name + "', which stands for " +
                      std::string(code_of(nearly->role)) +
                      "; correct the name in the run or in --plate-map CSV (header well,sample,target,role), "
                      "or say what it is: " +
                      in_role_option(sample, code_of(nearly->role)) + ", or " +
                      in_role_option(sample, code_of(SampleRole::Unknown)) + " for a patient");
  }
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

std::vector<std::string> given_role_names(const Panel& panel) {
  std::vector<std::string> names = role_names();
  names.insert(names.end(), panel.controls.ntc.begin(), panel.controls.ntc.end());
  names.insert(names.end(), panel.controls.negative.begin(), panel.controls.negative.end());
  for (const PositiveControl& control : panel.controls.positive)
    names.push_back(control.name);
  return names;
}

std::optional<GivenRole> given_role_named(const Panel& panel, std::string_view name) {
  if (const std::optional<SampleRole> role = role_named(name))
    return GivenRole{.role = *role, .control = {}};
  const std::optional<NamedControl> control = KnownControls(panel).find(name);
  if (!control ||
      (control->kind != ControlNameKind::Listed && control->kind != ControlNameKind::ListedMarked))
    return std::nullopt;
  return GivenRole{.role = control->role, .control = control->control};
}

void name_by_task(Run& run) {
  std::map<Well, std::string> names;
  for (const Reaction& reaction : run.reactions) {
    const bool is_unnamed = folded_sample_name(reaction.sample).empty();
    if (!reaction.well || !is_unnamed)
      continue;
    if (has_task(reaction, "ntc"))
      names.insert_or_assign(*reaction.well, "NTC");
    else if (has_task(reaction, "standard"))
      names.emplace(*reaction.well, "STANDARD");
  }
  std::map<std::string, std::vector<std::string>> wells;  // by name
  for (const auto& [well, name] : names)
    wells[name].push_back(to_string(well));
  for (Reaction& reaction : run.reactions)
    if (const bool is_unnamed = folded_sample_name(reaction.sample).empty();
        is_unnamed && reaction.well && names.contains(*reaction.well))
      reaction.sample = names.at(*reaction.well);
  for (const auto& [name, named] : wells)
    run.issues.push_back(make_issue(IssueCode::SampleNamedByTask, source_name(run), field<"task">(name),
                                    field<"wells">(joined(named))));
}

std::vector<AssignedRole> roles_of(const Run& run, std::span<const std::optional<SampleRole>> mapped,
                                   const Panel& panel, const CallOptions& options) {
  const Roles rules(run, panel, options);
  std::vector<AssignedRole> roles;
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    roles.push_back(rules.of(run.reactions[i], mapped.empty() ? std::nullopt : mapped[i]));
  return roles;
}

void check_roles(const Run& run, std::span<const AssignedRole> roles, const Panel& panel) {
  const KnownControls names(panel);
  for (std::size_t i = 0; i < run.reactions.size(); ++i)
    check_task(run, run.reactions[i], roles[i], names);
  check_one_role(run, roles);
  check_spelling(run, roles, names);
}

std::optional<Issue> roles_by_name(const Run& run, std::span<const AssignedRole> roles) {
  std::set<std::string> seen;
  std::vector<Words> samples;
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    const std::string& sample = run.reactions[i].sample;
    if (roles[i].source == RoleSource::NamePattern && seen.insert(sample).second)
      samples.push_back(in_parentheses({sample, sample}, words_of(roles[i].role)));
  }
  if (samples.empty())
    return std::nullopt;
  return make_issue(IssueCode::RolesByName, source_name(run), field<"samples">(listed(samples)));
}

std::optional<Issue> standards_not_called(const Run& run, std::span<const AssignedRole> roles) {
  std::set<std::string> samples;
  std::set<Well> wells;
  for (std::size_t i = 0; i < run.reactions.size(); ++i) {
    if (roles[i].role != SampleRole::Standard)
      continue;
    samples.insert(run.reactions[i].sample);
    wells.insert(*run.reactions[i].well);
  }
  if (samples.empty())
    return std::nullopt;
  const std::vector<std::string> names(samples.begin(), samples.end());
  return make_issue(IssueCode::StandardsNotCalled, source_name(run), field<"samples">(joined(names)),
                    field<"wells">(joined(std::vector<Well>(wells.begin(), wells.end()), ", ",
                                          [](Well well) { return to_string(well); })));
}

std::vector<Issue> unused_roles(std::span<const Run* const> runs, const CallOptions& options,
                                const std::string& place) {
  std::set<std::string> folded;
  std::set<std::string> samples;
  for (const Run* run : runs)
    for (const Reaction& reaction : run->reactions) {
      folded.insert(folded_sample_name(reaction.sample));
      samples.insert(reaction.sample);
    }
  const std::vector<std::string> known(samples.begin(), samples.end());
  std::vector<Issue> issues;
  for (const auto& [sample, given] : options.roles) {
    if (folded.contains(folded_sample_name(sample)))
      continue;
    const auto name = field<"sample">(sample);
    std::string said = given.control;
    if (said.empty())
      said = code_of(given.role);
    const auto role = field<"role">(said);
    if (const std::optional<std::string> nearest = nearest_name(sample, known))
      issues.push_back(make_issue({IssueCode::RoleOptionUnused, "nearest"}, place, name, role,
                                  field<"nearest">(*nearest)));
    else
      issues.push_back(make_issue(IssueCode::RoleOptionUnused, place, name, role));
  }
  return issues;
}

}  // namespace crossbreak
