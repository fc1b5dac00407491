// Which of a batch's files are a second export of a run that another one holds.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "run/run_identity.hpp"

namespace crossbreak {

/// Of runs in this order (that of the batch): for each that is a second export of another one, which; nothing
/// for a run that is called. The layout that stands first in formats() is called, an .eds before all others.
/// Files in one layout are copies, each called. Of several candidates one in the same folder counts, else the
/// first. `folders` and `identities` have one element a run; an empty `layout` is of a run that nothing is
/// known of.
std::vector<std::optional<std::size_t>> second_exports(std::span<const RunIdentity> identities,
                                                       std::span<const std::string> folders);

}  // namespace crossbreak
