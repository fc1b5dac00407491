// Columns of a v2.x export that the reader makes no use of: who writes the run elsewhere says which are lost.
#pragma once

#include <string>
#include <vector>

#include "formats/format.hpp"

namespace crossbreak {

/// Titles of `Sample Setup` and `Results` that mean no field and no quality flag and have anything below
/// them, each once. Throws FormatError.
std::vector<std::string> unread_columns(const Source& source, const ReadOptions& options);

}  // namespace crossbreak
