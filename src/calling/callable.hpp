// What a run must have before the rules may speak of it.
#pragma once

#include <optional>
#include <span>

#include "assay/panel.hpp"
#include "calling/call.hpp"

namespace crossbreak {

/// As check_callable(), over the parts of a MappedRun. `mapped` is empty or has one element per reaction.
void check_run(const Run& run, std::span<const std::optional<SampleRole>> mapped, const Panel& panel,
               const CallOptions& options);

}  // namespace crossbreak
