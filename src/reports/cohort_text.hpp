// A study at a quick look: its tables in a terminal.
#pragma once

#include <string>

#include "reports/cohort_report.hpp"

namespace crossbreak {

/// The tables, what to think of before believing them, and who is left out.
std::string write_cohort_text(const CohortReport& report, Language language);

}  // namespace crossbreak
