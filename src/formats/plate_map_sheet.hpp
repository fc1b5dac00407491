// The sheet of a plate map's file that holds the map, as people see it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/sheet.hpp"
#include "formats/source.hpp"

namespace crossbreak {

/// Text with commas, semicolons or tabs as one sheet without name, or those of a workbook. The encoding is
/// that of a text without byte-order mark. Throws FormatError.
Sheets plate_map_sheets_of(const Source& source, const std::optional<std::string>& encoding);

/// That with a plate map's name, else the first.
const Sheet& sheet_with_map(const Sheets& sheets);

/// The rows that hold something. Each of several cells merged into one has its value, unless that is a
/// title. Throws FormatError where they fill more cells than a file may have.
std::vector<SheetRow> filled_rows(const Sheets& sheets, const Sheet& sheet);

}  // namespace crossbreak
