// What `crossbreak inspect` shows: what stands in a run file, and what a call would lack.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// A run file as a person wants to see it before calling it.
struct Inspection {
  const Run* run = nullptr;  ///< never null
  std::string profile;       ///< id; empty when none describes the instrument
  SoftwareRules rules;
  std::vector<std::string> missing;  ///< one English sentence for each thing a call needs and the file lacks
  std::vector<Issue> issues;         ///< the run's, then that of the rules
};

/// `profile` may be null. The run must outlive the result.
Inspection inspect_run(const Run& run, const Profile* profile, const ChosenRules& rules);

/// For the terminal: sections of aligned lines.
std::string write_inspection_text(const Inspection& inspection);

/// "crossbreak/inspection/1": later versions add fields, never rename one.
inline constexpr std::string_view inspection_schema = "crossbreak/inspection/1";

/// The same as JSON, without the signals themselves, with a final line end.
std::string write_inspection_json(const Inspection& inspection);

}  // namespace crossbreak
