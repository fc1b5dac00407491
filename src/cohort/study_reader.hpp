// study.toml into a Study.
#pragma once

#include <string_view>

#include "cohort/study.hpp"

namespace crossbreak {

/// Throws AssayError, with the line: an unknown key, a value of the wrong kind, a variable or endpoint named
/// twice, one that a model or the groups name and that is not there. Whether the table has the columns is
/// asked where it is read.
Study read_study(std::string_view name, std::string_view text);

}  // namespace crossbreak
