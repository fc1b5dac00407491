// Issues that belong to one reaction.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "run/run.hpp"
#include "run/words.hpp"

namespace crossbreak {

/// make_issue(), where the place is "plate.eds: B3", or "plate.csv: sample" in a curve table without wells.
Issue curve_issue(const Run& run, const Reaction& reaction, std::string_view entry,
                  std::initializer_list<Argument> arguments = {});

/// "3-15".
std::string text_of(BaselineWindow window);

}  // namespace crossbreak
