// The sections of an exported text: header lines, [Section], titles, rows. What the columns mean is the
// business of the reader of v2 exports.
#pragma once

#include "formats/format.hpp"
#include "formats/sheet.hpp"

namespace crossbreak {

/// Reads the text or csv export of the 7500 v2.x, StepOne and QuantStudio software as sheets whose first
/// row holds the column titles, one sheet per [Section]. Lines "* Key = value" and lines "Key = value"
/// below a table become Sheets::header, in the order of the file, without blanks at either end. A file
/// without [Section] lines (a single section, or one re-saved by a spreadsheet) gives one sheet without a
/// name. Throws FormatError for text that cannot be decoded, an open quote, a section that stands twice,
/// and numbers that need both decimal marks.
Sheets read_text_sections(const Source& source, const ReadOptions& options);

/// The same sheets before anyone looked at their numbers, whose decimal mark is not known: to see what they
/// are.
Sheets text_sections_of(const Source& source, const ReadOptions& options);

/// A look at the first lines: a header line "* Key = value", a [Section], or a column line that starts
/// with Well and has a Target Name. Never throws.
bool looks_like_text_sections(const Source& source);

}  // namespace crossbreak
