// The fields of the record as data, for its schema and for tables: made of the lists of fields.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/field_description.hpp"

namespace crossbreak {

/// The record itself, then the objects that it holds, in the order in which they are first met.
std::vector<ObjectDescription> record_objects();

/// A line of the audit, likewise.
std::vector<ObjectDescription> audit_objects();

/// A review file, likewise.
std::vector<ObjectDescription> review_objects();

/// One field with its place in the record: "patients[].sets[].result".
struct FieldPath {
  std::string path;
  FieldDescription field;
  std::string_view meaning;  ///< never empty
};

/// All fields, each before those inside it; a sentence in two languages is one field.
std::vector<FieldPath> record_field_paths();

}  // namespace crossbreak
