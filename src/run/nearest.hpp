// The nearest of the names that would have been right, for error messages.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace crossbreak {

/// The name with the fewest edits from `found` (optimal string alignment over bytes: insert, delete,
/// replace, swap of neighbours; Damerau 1964, Commun. ACM 7:171-176), ASCII case folded; the first of
/// equals. Nothing where even that one needs more than half of the longer name's bytes changed.
std::optional<std::string> nearest_name(std::string_view found, std::span<const std::string> names);

}  // namespace crossbreak
