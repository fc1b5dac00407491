// Spreadsheets of Excel 97-2003 (BIFF8 in a compound file) as sheets of cells, read from bytes.
#pragma once

#include "formats/sheet.hpp"
#include "formats/source.hpp"

namespace crossbreak {

/// A compound file. Whether it holds a workbook shows when it is read.
bool looks_like_xls(const Source& source);

/// Every worksheet in the order of the workbook, hidden ones included, rows as they stand: nothing is taken
/// off as a header. Formulas give their stored results, error cells their text ("#N/A"), dates their serial
/// numbers; these and formulas without a result are among the odd cells. Charts and macros are passed over.
/// Throws FormatError, in words where the workbook is encrypted or older than Excel 97.
Sheets read_xls(const Source& source);

}  // namespace crossbreak
