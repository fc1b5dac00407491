// The name of the record's layout, and the fault of one that cannot be read.
#pragma once

#include <stdexcept>
#include <string_view>

namespace crossbreak {

/// The number changes where a field is renamed or its type changes; fields may be added without. 2: issues
/// and rules in English and Chinese.
inline constexpr std::string_view record_schema = "crossbreak/calls/3";

/// A record that cannot be read, or a report that lacks what a writer needs. what() is whole: file,
/// place, what was wanted, what was found.
class ReportError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace crossbreak
