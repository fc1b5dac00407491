// The one catalogue of what the issues of readers, curves and rules say, in English and Chinese.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "run/run.hpp"
#include "run/words.hpp"

namespace crossbreak {

/// An issue with the catalogue's severity and words. `entry` is the issue's code, with ".variant" behind it
/// where a code has several sentences ("run_state.not_stated"). Every {name} of the sentence needs its
/// argument.
Issue make_issue(std::string_view entry, std::string place, std::initializer_list<Argument> arguments = {});

}  // namespace crossbreak
