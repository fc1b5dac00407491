#include "calling/assignment.hpp"

#include <map>
#include <string>
#include <utility>

#include "calling/callable.hpp"
#include "calling/roles.hpp"
#include "calling/targets.hpp"

namespace crossbreak {

AssignedRun assign_run(MappedRun mapped, const Panel& panel, const CallOptions& options) {
  check_signals(mapped.run, panel);
  const std::map<std::string, TargetMeaning> meanings = meanings_of(mapped.run, panel, options);
  check_wells(mapped.run, panel, meanings);
  const std::vector<SampleRole> roles = roles_of(mapped.run, mapped.roles, panel);
  check_barcodes(mapped.run, roles);

  AssignedRun assigned{.run = std::move(mapped.run), .assignments = {}};
  for (std::size_t i = 0; i < roles.size(); ++i)
    assigned.assignments.push_back(
        {.meaning = meanings.at(assigned.run.reactions[i].target), .role = roles[i]});
  return assigned;
}

}  // namespace crossbreak
