#include "reports/cohort_json.hpp"

#include "record/field_describer.hpp"
#include "record/field_writer.hpp"
#include "record/schema.hpp"
#include "reports/cohort_fields.hpp"

namespace crossbreak {

std::string write_cohort_json(const CohortReport& report) {
  return written_fields(report);
}

std::string write_cohort_schema() {
  return write_schema(cohort_schema, described_objects<CohortReport>(), OtherFields::LetBe);
}

}  // namespace crossbreak
