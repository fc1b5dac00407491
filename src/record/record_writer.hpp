// Writes the record: one JSON document per call, for LIMS scripts and for rendering everything again.
// calls.schema.json describes it field by field.
#pragma once

#include <string>

#include "record/report.hpp"

namespace crossbreak {

/// JSON as the schema says, with a final line end. Same report, same bytes.
std::string write_record(const Report& report);

}  // namespace crossbreak
