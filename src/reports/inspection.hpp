// What `crossbreak inspect` shows: what stands in a run file, and what a call would lack.
#pragma once

#include <string>
#include <vector>

#include "assay/profile.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// What a run holds, counted. Names are in order of first appearance.
struct Inspection {
  const Run* run = nullptr;
  std::string profile;  ///< id; empty when none describes the instrument
  SoftwareRules rules;
  std::vector<std::string> missing;  ///< one English sentence for each thing a call needs and the file lacks
  std::vector<Issue> issues;         ///< the run's, then that of the rules
};

/// `profile` may be null. The run must outlive the result.
Inspection inspect_run(const Run& run, const Profile* profile, const ChosenRules& rules);

std::string write_inspection_text(const Inspection& inspection);

/// The same as JSON, with a final line end.
std::string write_inspection_json(const Inspection& inspection);

}  // namespace crossbreak
