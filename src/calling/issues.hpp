// What every report must show of the runs and of the calling: readable, but odd.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "calling/call.hpp"

namespace crossbreak {

/// Issues of the readers, then of the curves, then of the rules, run by run. `many_mixed` is what
/// note_contamination() returned.
std::vector<Issue> issues_of(std::span<const CallInput> inputs, const Calls& calls, const Panel& panel,
                             const CallOptions& options, const std::map<std::size_t, Reason>& many_mixed);

}  // namespace crossbreak
