// The fields of the record, for who reads it and for import scripts.
#pragma once

#include <string>

namespace crossbreak {

/// A line a field: its place ("patients[].sets[].result"), what it is, of which kind its codes are.
std::string write_fields_text();

/// {"schema": "crossbreak/fields/1", "record": "crossbreak/calls/...", "fields": [...]}.
std::string write_fields_json();

}  // namespace crossbreak
