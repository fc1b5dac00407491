// Columns and sheets of a v2.x export that the reader makes no use of: who writes the run elsewhere says
// which are lost, and what nobody understands is named.
#pragma once

#include <string>
#include <vector>

#include "formats/format.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

/// Titles of `Sample Setup` and `Results` that mean no field and no quality flag and have anything below
/// them, each once. Throws FormatError.
std::vector<std::string> unread_columns(const Source& source, const ReadOptions& options);

/// Of those columns the ones that mean nothing known: neither of this reader nor of the software's other
/// analyses.
std::vector<std::string> columns_not_understood(const Sheets& sheets, const Vocabulary& vocabulary);

/// Names of sheets that mean nothing known and hold anything, in the file's order.
std::vector<std::string> sections_not_understood(const Sheets& sheets);

}  // namespace crossbreak
