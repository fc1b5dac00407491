// What the task of a well says of its sample.
#pragma once

#include <optional>
#include <string_view>

#include "words/roles.hpp"

namespace crossbreak {

/// Case and width ignored: UNKNOWN, STANDARD and NTC, and RDML's types of sample ntp (no target present),
/// pos, and nac (no enzyme), in which nothing may amplify: an NTC. Of a standard more is asked, see
/// roles_of(). Nothing for any other text.
std::optional<SampleRole> role_of_task(std::string_view task);

}  // namespace crossbreak
