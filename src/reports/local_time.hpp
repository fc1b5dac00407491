// Times of events and signatures as their people's clocks showed them.
#pragma once

#include <string>

namespace crossbreak {

/// "2026-03-06 16:15:30" of "2026-03-06T08:15:30Z" and "+08:00", from -23:59 to +23:59. Texts that are no
/// such time and zone come back as they are, the time in UTC.
std::string local_time(const std::string& utc, const std::string& zone);

}  // namespace crossbreak
