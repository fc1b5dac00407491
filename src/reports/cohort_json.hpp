// What a study finds as JSON, every number in full, and the schema of it.
#pragma once

#include <string>

#include "reports/cohort_report.hpp"

namespace crossbreak {

std::string write_cohort_json(const CohortReport& report);

/// JSON Schema 2020-12: what cohort.schema.json holds.
std::string write_cohort_schema();

}  // namespace crossbreak
