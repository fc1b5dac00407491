// Which set a reaction tests, and for whom: found once, before the curves are computed, and then carried
// along with the run. Nothing downstream looks at names of targets, tasks or samples for it again.
#pragma once

#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "assay/target_meaning.hpp"
#include "calling/call_options.hpp"
#include "calling/plate_map_application.hpp"
#include "run/run.hpp"
#include "words/roles.hpp"

namespace crossbreak {

struct Assignment {
  TargetMeaning meaning;  ///< of a set of the panel or its reference gene
  SampleRole role = SampleRole::Unknown;
  std::string control;         ///< as AssignedRole::control
  bool task_standard = false;  ///< as AssignedRole::task_standard
};

/// A run that can be called.
struct AssignedRun {
  Run run;
  std::vector<Assignment> assignments;  ///< one per reaction, in its order
};

/// Names unnamed wells by their tasks (name_by_task) and notes the roles that names alone gave. Throws
/// CallError where the run cannot be called (callable.hpp), and as meanings_of() and check_roles().
AssignedRun assign_run(MappedRun mapped, const Panel& panel, const CallOptions& options);

}  // namespace crossbreak
