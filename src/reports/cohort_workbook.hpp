// A study as a workbook: its tables, its curves as charts with their numbers, and who is left out.
#pragma once

#include <string>

#include "reports/cohort_report.hpp"

namespace crossbreak {

/// Throws WorkbookError where memory or room ends.
std::string write_cohort_workbook(const CohortReport& report, Language language);

}  // namespace crossbreak
