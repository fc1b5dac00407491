// The number formats of spreadsheets, as far as they make another text of a number than its digits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "formats/sheet.hpp"

namespace crossbreak {

/// Longer codes are refused, since each number is compared with its own: Excel lets a person write 255
/// characters.
inline constexpr std::size_t most_format_bytes = 2000;

/// The code of a built-in format, ECMA-376 part 1, 18.8.30 and [MS-XLS] 2.4.126: "" for one that is not
/// listed there. Dates and times of the local calendars (27 to 36, 50 to 58) are "yyyy-mm-dd".
std::string_view built_in_format(int id);

/// The number, shown as something else than its digits. Nothing where a format shows the number as
/// cell_text() gives it: General, 0, # and text.
std::optional<OddCell> odd_number(int line, std::size_t column, double value, std::string_view format,
                                  bool dates_from_1904);

/// The date that such a number is shown as, "2026-03-01", "2026-03-01 08:30" or "08:30"; empty where it is
/// shown as something else.
std::string date_shown(const OddCell& cell);

}  // namespace crossbreak
