// What `crossbreak inspect` shows: what stands in a run file, and what a call would lack.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "calling/roles.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// What a call would take a sample for.
struct InspectedSample {
  std::string sample;
  std::string task;  ///< of its first well; empty when not given
  AssignedRole role;
  std::vector<Well> wells;  ///< empty in a layout without wells
};

/// A run file as a person wants to see it before calling it.
struct Inspection {
  const Run* run = nullptr;  ///< never null
  std::string profile;       ///< id; empty when none describes the instrument
  SoftwareRules rules;
  std::string panel;                     ///< id of the panel that the roles rest on; empty without one
  std::vector<InspectedSample> samples;  ///< in the order of their first well; empty without a panel
  std::vector<std::string> missing;  ///< one English sentence for each thing a call needs and the file lacks
  std::vector<Issue> issues;         ///< the run's, then that of the rules
};

/// `profile` may be null. The run must outlive the result.
Inspection inspect_run(const Run& run, const Profile* profile, const ChosenRules& rules);

/// Adds the samples with their roles; what a call would refuse of them is missing, a --role without its
/// sample an issue. `mapped`: as for roles_of().
void add_samples(Inspection& inspection, std::span<const std::optional<SampleRole>> mapped,
                 const Panel& panel, const CallOptions& options);

/// For the terminal: sections of aligned lines.
std::string write_inspection_text(const Inspection& inspection);

/// "crossbreak/inspection/1": later versions add fields, never rename one.
inline constexpr std::string_view inspection_schema = "crossbreak/inspection/1";

/// The same as JSON, without the signals themselves, with a final line end.
std::string write_inspection_json(const Inspection& inspection);

}  // namespace crossbreak
