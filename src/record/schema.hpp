// The JSON Schemas (2020-12) of the record, of a review file and of a line of the audit, made of the lists of
// fields.hpp.
#pragma once

#include <string>

namespace crossbreak {

/// What calls.schema.json holds.
std::string write_record_schema();

/// What review.schema.json holds.
std::string write_review_schema();

/// What audit.schema.json holds: of one line.
std::string write_audit_schema();

}  // namespace crossbreak
