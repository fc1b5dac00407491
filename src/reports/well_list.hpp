// Wells as people list them.
#pragma once

#include <string>
#include <vector>

#include "run/well.hpp"

namespace crossbreak {

/// "A1-A12, B3": sorted, each once, neighbours in a row joined. Empty for no wells.
std::string well_list(std::vector<Well> wells);

}  // namespace crossbreak
