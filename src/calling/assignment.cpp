#include "calling/assignment.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "calling/callable.hpp"
#include "calling/roles.hpp"
#include "calling/targets.hpp"

namespace crossbreak {

AssignedRun assign_run(MappedRun mapped, const Panel& panel, const CallOptions& options) {
  check_signals(mapped.run, panel);
  const std::map<std::string, TargetMeaning> meanings = meanings_of(mapped.run, panel, options);
  name_by_task(mapped.run);
  check_wells(mapped.run, panel, meanings);
  const std::vector<AssignedRole> roles = roles_of(mapped.run, mapped.roles, panel, options);
  check_roles(mapped.run, roles, panel);
  check_barcodes(mapped.run, roles);
  if (const std::optional<Issue> issue = roles_by_name(mapped.run, roles))
    mapped.run.issues.push_back(*issue);
  if (const std::optional<Issue> issue = standards_not_called(mapped.run, roles))
    mapped.run.issues.push_back(*issue);

  AssignedRun assigned{.run = std::move(mapped.run), .assignments = {}};
  for (std::size_t i = 0; i < roles.size(); ++i)
    assigned.assignments.push_back({.meaning = meanings.at(assigned.run.reactions[i].target),
                                    .role = roles[i].role,
                                    .control = roles[i].control,
                                    .task_standard = roles[i].task_standard});
  return assigned;
}

}  // namespace crossbreak
