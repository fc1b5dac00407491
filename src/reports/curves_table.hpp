// The curves of runs for the terminal: a table, and what is odd about them.
#pragma once

#include <span>
#include <string>

#include "curves/analysis.hpp"

namespace crossbreak {

/// One line a well and target: Ct with two decimals beside the instrument's, verdict, threshold, window, and
/// the verdict's reasons in English. A heading line names each run.
std::string write_curves_table(std::span<const AnalysedRun> runs);

/// What a run and its curves have to say that no column holds, in English, a line each: "plate.eds: A1-A12,
/// B3: the file gives ...". What is said of several wells stands there once, with all of them.
std::string write_curve_issues(const AnalysedRun& analysed);

}  // namespace crossbreak
