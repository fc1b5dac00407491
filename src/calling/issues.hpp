// What every report must show of the runs and of the calling: readable, but odd.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "calling/call_input.hpp"
#include "calling/call_options.hpp"
#include "calling/calls.hpp"

namespace crossbreak {

/// First a passive reference that no well has, which explains the rest; then the issues of the readers, of
/// the curves and of the rules, run by run. `many_mixed` is what note_contamination() returned.
std::vector<Issue> issues_of(std::span<const CallInput> inputs, const Calls& calls, const Panel& panel,
                             const CallOptions& options, const std::map<std::size_t, Reason>& many_mixed);

}  // namespace crossbreak
