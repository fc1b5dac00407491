// What a sample is on its plate: patient, standard or control.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "calling/call_options.hpp"
#include "run/run.hpp"
#include "words/roles.hpp"

namespace crossbreak {

/// The names a plate map uses: unknown, standard, positive_control, negative_control, ntc.
std::vector<std::string> role_names();

/// The role of that name, ASCII case ignored; nothing for any other text.
std::optional<SampleRole> role_named(std::string_view name);

/// What --role may say: the role names and the controls that the panel lists.
std::vector<std::string> given_role_names(const Panel& panel);

/// The role of one of given_role_names(), case, width, blanks and punctuation ignored; nothing for any other
/// text.
std::optional<GivenRole> given_role_named(const Panel& panel, std::string_view name);

/// The role of one reaction, and why.
struct AssignedRole {
  SampleRole role = SampleRole::Unknown;
  RoleSource source = RoleSource::Nothing;
  std::string control;         ///< of a positive control: the panel's it is judged as; empty where none fits
  bool task_standard = false;  ///< a patient whose task is STANDARD, without a standard curve
  bool operator==(const AssignedRole&) const = default;
};

/// Gives wells without a sample name, of which a task is NTC or STANDARD, that word as their name; an issue
/// of the run lists them. Comes after the plate map.
void name_by_task(Run& run);

/// The roles of a run's reactions: --role decides, else the plate map, else the laboratory's settings, else
/// the task, else the name, else each is a patient's. The task STANDARD makes a standard only of samples with
/// quantities in targets where standards have more than one; else it stands back behind the panel's names and
/// makes a patient of any other. `mapped` is empty or has one element per reaction.
std::vector<AssignedRole> roles_of(const Run& run, std::span<const std::optional<SampleRole>> mapped,
                                   const Panel& panel, const CallOptions& options);

/// Throws CallError where the task says a control of a name that is another's, where one sample
/// (folded_sample_name) has two roles, and where a patient's name is one letter off a control's.
void check_roles(const Run& run, std::span<const AssignedRole> roles, const Panel& panel);

/// The issue that lists the samples whose role only their name gives, one of the panel's own names excepted
/// where it is written as the panel writes it; nothing where there are none.
std::optional<Issue> roles_by_name(const Run& run, std::span<const AssignedRole> roles);

/// The issue that lists the samples that are standards, which no call is made of; nothing where there are
/// none.
std::optional<Issue> standards_not_called(const Run& run, std::span<const AssignedRole> roles);

/// An issue for every --role whose sample is in none of the runs.
std::vector<Issue> unused_roles(std::span<const Run* const> runs, const CallOptions& options,
                                const std::string& place);

}  // namespace crossbreak
