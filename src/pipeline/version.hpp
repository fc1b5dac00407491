// The version of the program, as every report states it.
#pragma once

#include <string>

namespace crossbreak {

/// "1.2.3"
std::string version();

}  // namespace crossbreak
