// Which set a reaction tests, and for whom: found once, before the curves are computed, and then carried
// along with the run. Nothing downstream looks at names of targets, tasks or samples for it again.
#pragma once

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
};

/// A run that can be called.
struct AssignedRun {
  Run run;
  std::vector<Assignment> assignments;  ///< one per reaction, in its order
};

/// Throws CallError where the run cannot be called (callable.hpp), and as meanings_of() and roles_of().
AssignedRun assign_run(MappedRun mapped, const Panel& panel, const CallOptions& options);

}  // namespace crossbreak
