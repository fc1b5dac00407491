// Cells of a CSV file (RFC 4180) that spreadsheets and scripts both read as what they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crossbreak {

/// Text as a cell, quoted where it holds any of `quoted_for`, with the quotes inside it doubled. A semicolon
/// counts too: it parts the cells of a spreadsheet whose decimal sign is a comma.
std::string quoted_cell(std::string_view text, std::string_view quoted_for = ",;\"\r\n\t");

/// Free text for people as a cell: quoted where it must be, valid UTF-8, and with an apostrophe in front
/// where a spreadsheet would run it as a formula (it begins with = + - @, also full-width ones, TAB, CR or
/// LF, also behind a byte-order mark; OWASP, "CSV Injection"). A text with apostrophes of its own before such
/// a sign gets one more, so that no two texts give one cell.
std::string csv_cell(std::string_view text);

/// The text that csv_cell() made the cell of, its quotes already taken off.
std::string text_of_csv_cell(std::string_view cell);

/// The cells (one at least) joined by commas, with LF. They are taken as they stand.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace crossbreak
