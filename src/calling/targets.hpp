// Which set, or the reference gene, a target of the run stands for.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "assay/target_meaning.hpp"
#include "calling/call_options.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// The meaning of a target: --target NAME=SET first, then the laboratory's settings, else the panel's.
/// Throws CallError where SET is neither a set of the panel nor its reference gene.
TargetMeaning meaning_of(const Panel& panel, const CallOptions& options, const std::string& target);

/// The meaning of every target of the run.
std::map<std::string, TargetMeaning> meanings_of(const Run& run, const Panel& panel,
                                                 const CallOptions& options);

/// The set's name, or the reference gene's; empty for an unknown target.
std::string set_name(const Panel& panel, const TargetMeaning& meaning);

/// The distinct targets of a run in the order of their first well.
std::vector<std::string> targets_of(const Run& run);

}  // namespace crossbreak
