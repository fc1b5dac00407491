// The one catalogue of what rules, flags and default texts say, in English and Chinese.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "calling/calls.hpp"
#include "run/words.hpp"

namespace crossbreak {

/// A reason in the catalogue's words for that rule and outcome. {value} and {limit} are filled from the
/// numbers, every other name from `arguments`.
Reason make_reason(std::string_view rule, std::string_view outcome, std::optional<double> value,
                   std::optional<double> limit, std::initializer_list<Argument> arguments = {});

}  // namespace crossbreak
