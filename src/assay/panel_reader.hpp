// Reads primers/*.toml.
#pragma once

#include <string_view>

#include "assay/panel.hpp"

namespace crossbreak {

/// Reads and checks a panel. `name` is the file's name for messages. Throws AssayError: unknown or
/// missing keys (with line and the nearest key), a set that names no known oligo or no forward primer, a
/// sequence with letters other than ACGT, aliases that collide, numbers out of range, unknown rule names.
Panel read_panel(std::string_view name, std::string_view toml);

}  // namespace crossbreak
