// What a run must have before the rules may speak of it, in the order in which it is asked. What stands in
// the way of all wells is told before what stands in the way of some. Each throws CallError.
#pragma once

#include <map>
#include <span>
#include <string>

#include "assay/panel.hpp"
#include "assay/target_meaning.hpp"
#include "calling/roles.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Reactions with curves, a passive reference that can be one, and a plate.
void check_signals(const Run& run, const Panel& panel);

/// Targets that the panel knows, wells described once, samples with names. `meanings` by target.
void check_wells(const Run& run, const Panel& panel, const std::map<std::string, TargetMeaning>& meanings);

/// One patient a barcode. `roles` has one element per reaction.
void check_barcodes(const Run& run, std::span<const AssignedRole> roles);

}  // namespace crossbreak
