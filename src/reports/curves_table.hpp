// The curves of runs as a table for the terminal.
#pragma once

#include <span>
#include <string>

#include "curves/analysis.hpp"

namespace crossbreak {

/// One line a well and target: Ct with two decimals beside the instrument's, verdict, threshold, window, and
/// the verdict's reasons in English. A heading line names each run.
std::string write_curves_table(std::span<const AnalysedRun> runs);

}  // namespace crossbreak
