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

/// Two decimals, and as many more as it takes to print on the same side of the limit as the number
/// itself: 35.9999 below 36 is never printed as 36.00.
std::string printed(double value, std::optional<double> limit = std::nullopt);

/// "deletion", "mixed", "not_detected", "inconclusive", "invalid", "incomplete": keys of Panel::texts.
std::string_view code_of(PatientCallState call);

}  // namespace crossbreak
