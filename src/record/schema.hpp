// The JSON Schema (2020-12) of the record, made of the lists of fields.hpp.
#pragma once

#include <string>

namespace crossbreak {

/// What calls.schema.json holds.
std::string write_record_schema();

}  // namespace crossbreak
