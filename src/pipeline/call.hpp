// From run files to the report of their patients: the whole road in one call, and its two halves for who
// calls many runs and wants to know of all that cannot be used before any is analysed.
#pragma once

#include <exception>
#include <span>
#include <vector>

#include "assay/profile.hpp"
#include "assay/profile_choice.hpp"
#include "calling/assignment.hpp"
#include "formats/format.hpp"
#include "pipeline/read_runs.hpp"
#include "pipeline/settings.hpp"
#include "record/report.hpp"

namespace crossbreak {

/// Reads, analyses and calls the runs in `files` together: one plate, or several that belong to the same
/// patients. Throws SettingsError, FormatError, CallError.
Report call_runs(std::vector<Source> files, const CallSettings& settings);

/// A run with its plate map applied and found fit to be called; or the error it met.
struct PreparedRun {
  AssignedRun assigned;
  const Profile* profile = nullptr;  ///< as ReadRun::profile
  ChosenRules rules;
  std::exception_ptr error;
};

/// Reads every run, side by side. Throws SettingsError where the settings do not fit the runs.
std::vector<PreparedRun> prepare_runs(std::span<const RunFiles> files, const CallSettings& settings);

/// Analyses and calls runs together. Throws the first error a run met, and CallError.
Report call_prepared(std::vector<PreparedRun> runs, const CallSettings& settings);

}  // namespace crossbreak
