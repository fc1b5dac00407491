// The header of a v2 export: instrument, dates, passive reference.
#pragma once

#include "formats/sheet.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Fills what the header says, into a run whose other parts are read later. Dates with a zone are kept
/// word for word, since their abbreviations ("EDT", "CST") are not unique; one that a spreadsheet has
/// turned into a serial number comes out as ISO 8601 without zone, with a Note.
void read_v2_header(const Sheets& sheets, Run& run);

}  // namespace crossbreak
