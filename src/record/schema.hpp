// The JSON Schema (2020-12) of the record and of a line of the audit, made of the lists of fields.hpp.
#pragma once

#include <string>

namespace crossbreak {

/// What calls.schema.json holds.
std::string write_record_schema();

/// What audit.schema.json holds: of one line.
std::string write_audit_schema();

}  // namespace crossbreak
