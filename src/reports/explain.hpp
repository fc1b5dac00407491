// Why a patient was called so: well by well, rule by rule.
#pragma once

#include <string>
#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// The chain for one patient (all its repeats) or control, with a small plot of each curve where the
/// report has curves. Throws ReportError where the report has no such sample, naming the nearest.
std::string explain_sample(const Report& report, std::string_view sample, Language language);

}  // namespace crossbreak
