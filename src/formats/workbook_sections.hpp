// The sections of an export that is a workbook, one sheet each: the counterpart of text_sections.
#pragma once

#include "formats/format.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

/// The .xls or .xlsx export of the 7500 v2.x, StepOne and QuantStudio software as sheets whose first row
/// holds the column titles. The two columns above each table become Sheets::header, each key once; a date
/// cell there gives its serial number as text, "39993". Throws FormatError.
Sheets read_workbook_sections(const Source& source);

/// Either kind of export, by its content: text_sections or workbook_sections.
Sheets read_export_sections(const Source& source, const ReadOptions& options);

/// The same sheets before anyone looked at their numbers, whose decimal mark is not known: to see what they
/// are.
Sheets export_sections_of(const Source& source, const ReadOptions& options);

}  // namespace crossbreak
