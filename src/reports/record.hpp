// The record: one JSON document per call, for LIMS scripts and for rendering everything again.
// calls.schema.json describes it field by field.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "reports/report.hpp"

namespace crossbreak {

/// The number changes where a field is renamed or its type changes; fields may be added without. 2: issues
/// and rules in English and Chinese.
inline constexpr std::string_view record_schema = "crossbreak/calls/2";

/// A record that cannot be read, or a report that lacks what a writer needs. what() is whole: file,
/// place, what was wanted, what was found.
class ReportError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// JSON as the schema says, with a final line end. Same report, same bytes.
std::string write_record(const Report& report);

/// Reads a record back: build_report's value, whole, so that every writer gives the same bytes from it.
/// `name` is the file's name for messages. Throws ReportError with file and place.
Report read_record(std::string_view name, std::string_view json);

}  // namespace crossbreak
