// Reads a record back. Every fault names the place as a JSON pointer: "x.json: /wells/3/well: ...".
#pragma once

#include <string_view>

#include "record/report.hpp"

namespace crossbreak {

/// Reads a record back: build_report's value, whole, so that every writer gives the same bytes from it.
/// `name` is the file's name for messages. Throws ReportError with file and place. Fields that a later
/// version added are passed over; a field that is missing is a fault, and so is a call that contradicts the
/// results of its sets, or a status its controls.
Report read_record(std::string_view name, std::string_view json);

}  // namespace crossbreak
