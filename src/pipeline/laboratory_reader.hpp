// crossbreak.toml into a Laboratory.
#pragma once

#include <string_view>

#include "pipeline/laboratory.hpp"

namespace crossbreak {

/// What the file is called that is looked for beside a run and in the folders above it.
inline constexpr std::string_view laboratory_file_name = "crossbreak.toml";

/// Throws AssayError, with the line: an unknown key, a value of the wrong kind, a person or a key named
/// twice. Whether targets and roles fit the panel is asked where the panel is at hand.
Laboratory read_laboratory(std::string_view name, std::string_view text);

}  // namespace crossbreak
