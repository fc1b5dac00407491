// The lines above the Results table of an SDS v1.x export.
#pragma once

#include <string>
#include <string_view>

#include "formats/sheet.hpp"
#include "run/run.hpp"

namespace crossbreak {

/// Reads one header row into the run: "Run Date: Monday, November 03, 2008 16:38:14" stands in the csv
/// without quotes, so its cells are joined again first. A cell that a spreadsheet turned into a date gives
/// its month and day back, and an Issue says so.
void read_sds1_header(const Sheets& file, const Sheet& sheet, const SheetRow& row, Run& run);

/// "Monday, November 03, 2008 16:38:14" as "2008-11-03T16:38:14": SDS v1 gives no zone. Anything else
/// comes back as it is.
std::string iso_date_of_sds1(std::string_view text);

/// The way back; the zone of an ISO 8601 date is left out.
std::string sds1_date_of_iso(std::string_view iso);

}  // namespace crossbreak
