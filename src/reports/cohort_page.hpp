// A study as one page to read and to print: tables, curves and models. It asks the network for nothing, and
// has no script.
#pragma once

#include <string>

#include "reports/cohort_report.hpp"

namespace crossbreak {

std::string write_cohort_page(const CohortReport& report, Language language);

}  // namespace crossbreak
