// Documents of JSON that a record may be, by their size.
#pragma once

#include <string_view>

namespace crossbreak {

/// Throws ReportError for a text with more values, or more of them within one another, than any record or
/// review has: before it is parsed.
void check_json_size(std::string_view name, std::string_view json);

}  // namespace crossbreak
