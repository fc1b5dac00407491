// The JSON Schemas (2020-12) of the record, of a review file and of a line of the audit, made of the lists of
// fields.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/field_description.hpp"

namespace crossbreak {

/// Whether objects may have fields that the schema does not describe.
enum class OtherFields { LetBe, Refused };

/// The schema of the first of these objects; the others are its definitions.
std::string write_schema(std::string_view title, const std::vector<ObjectDescription>& objects,
                         OtherFields others);

/// What calls.schema.json holds.
std::string write_record_schema();

/// What review.schema.json holds.
std::string write_review_schema();

/// What audit.schema.json holds: of one line.
std::string write_audit_schema();

}  // namespace crossbreak
