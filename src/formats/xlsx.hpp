// Office Open XML workbooks as sheets of cells, read from bytes.
#pragma once

#include "formats/sheet.hpp"
#include "formats/source.hpp"

namespace crossbreak {

/// A zip that holds xl/workbook.xml. An .eds of the 7500 holds one too: ask for that format first.
bool looks_like_xlsx(const Source& source);

/// Every worksheet in the order of the workbook, hidden ones included, rows as they stand: nothing is taken
/// off as a header. Formulas give their stored results, error cells their text ("#N/A"), dates their serial
/// numbers; these and formulas without a result are among the odd cells. Throws FormatError.
Sheets read_xlsx(const Source& source);

}  // namespace crossbreak
