// Reads instrument_profiles/*.toml.
#pragma once

#include <span>
#include <string_view>

#include "assay/profile.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

/// Throws AssayError: unknown or missing keys (with line and the nearest key), a title that means two fields,
/// numbers out of range, unknown rule names. `name` is the file's name for messages.
Profile read_profile(std::string_view name, std::string_view toml);

/// The union of what all profiles say, for readers.
Vocabulary vocabulary_of(std::span<const Profile> profiles);

}  // namespace crossbreak
