// The dates that spreadsheets make of names.
#pragma once

#include <optional>
#include <string_view>

namespace crossbreak {

struct MonthDay {
  int month = 0;
  int day = 0;
  bool operator==(const MonthDay&) const = default;
};

/// The day of a name that a spreadsheet has turned into a date: "7-Feb", "Feb-7", the same in Chinese,
/// "2025-02-07", "07.02.2025", "2/7/2025", or the serial number of a day from 2000 to 2099, "45695" (days
/// since 1899-12-30). Nothing for a name that only resembles one: "2-7", "MARCH7", "D2-7". With all numbers
/// and no year in front, month and day are ambiguous: the first is taken as the month.
std::optional<MonthDay> spreadsheet_date(std::string_view name);

}  // namespace crossbreak
