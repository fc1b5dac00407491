// Days as people and spreadsheets write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crossbreak {

/// Whether the text is a day of the calendar as ISO 8601 writes it, "2026-03-31".
bool is_day(std::string_view text);

/// The day as ISO 8601 writes it, of "2026-03-31", "2026/3/31", "2026.3.31" and the same with the Chinese
/// signs of year, month and day. Nothing where the year is not in front, which leaves in doubt what is the
/// month, and where a time follows.
std::optional<std::string> day_of(std::string_view text);

}  // namespace crossbreak
