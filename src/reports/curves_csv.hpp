// What `crossbreak curves` prints: one row per well and target, no panel needed.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "curves/analysis.hpp"

namespace crossbreak {

/// The fixed first line, without its line end.
inline constexpr std::string_view curves_csv_header =
    "source,well,sample,target,task,reporter,amplified,ct,ct_instrument,threshold,threshold_source,"
    "baseline_start,baseline_end,baseline_source,ct_sdm,ct_cy0,efficiency,reasons";

/// UTF-8 with LF. Empty means absent (an undetermined Ct too); numbers in shortest round-trip form; reasons
/// are the verdict's, in English, joined by "; ". Free text that a spreadsheet would take for a formula gets
/// a leading apostrophe.
std::string write_curves_csv(std::span<const AnalysedRun> runs);

/// "crossbreak/curves/1": later versions add fields, never rename one.
inline constexpr std::string_view curves_schema = "crossbreak/curves/1";

/// {schema, runs: [{inputs, issues}], curves: [...]}: the same rows with the same names, null for absent,
/// and what CSV has no room for: both ct statuses, the verdict's codes and the issues. A final line end.
std::string write_curves_json(std::span<const AnalysedRun> runs);

}  // namespace crossbreak
