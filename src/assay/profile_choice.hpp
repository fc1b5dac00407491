// Which profile describes a run's instrument, and which rules its software used for Ct.
#pragma once

#include <optional>
#include <span>

#include "assay/profile.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The profile that describes the run's instrument (type id, else type name, else block type); null when
/// none does.
const Profile* profile_of(const Run& run, std::span<const Profile> profiles);

/// The rules for the run's software. Where none match: cubic, "own" and an issue to report.
struct ChosenRules {
  SoftwareRules rules;
  std::optional<Issue> issue;
};
ChosenRules rules_of(const Run& run, const Profile* profile);

}  // namespace crossbreak
