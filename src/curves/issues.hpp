// Issues that belong to one reaction.
#pragma once

#include <string>

#include "run/run.hpp"

namespace crossbreak {

/// An issue whose place is "plate.eds: B3", or "plate.csv: sample" in a curve table without wells.
Issue curve_issue(const Run& run, const Reaction& reaction, std::string code, Issue::Severity severity,
                  std::string text);

}  // namespace crossbreak
