// Times of run files as RFC 3339 wants them: with the offset from UTC.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crossbreak {

/// "+08:00", "-03:30", "Z".
bool is_utc_offset(std::string_view text);

/// "2001-12-31T21:09:19-05:00" of "2001-12-31 09:09:19 PM EST", "2008-11-03T16:38:14+08:00" of
/// "2008-11-03T16:38:14" where `offset_else` says +08:00. `offset_else` counts only where the text names no
/// zone, or one whose letters mean several (CST is China's time and Chicago's). Absent: no time, or no offset
/// that is beyond doubt.
std::optional<std::string> time_with_offset(std::string_view run_time,
                                            const std::optional<std::string>& offset_else);

}  // namespace crossbreak
