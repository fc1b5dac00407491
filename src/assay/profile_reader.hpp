// Reads instrument_profiles/*.toml.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/profile.hpp"
#include "run/vocabulary.hpp"

namespace crossbreak {

/// columns.toml: titles of columns and quality flags that the instruments have in common.
struct CommonColumns {
  std::map<Column, std::vector<std::string>> titles;
  std::map<std::string, Words> qc_flags;
  std::string bytes;  ///< of the file
};

inline constexpr std::string_view common_columns_name = "columns.toml";

// `name` is the file's name for messages. Throw AssayError: unknown or missing keys (with line and the
// nearest key), a title that means two fields, numbers out of range, unknown rule names.

CommonColumns read_common_columns(std::string_view name, std::string_view toml);

/// A profile with its own titles and flags beside the common ones. Where the two differ the profile's own
/// count. Its sha256 is that of the profile's bytes followed by those of the common file.
Profile read_profile(std::string_view name, std::string_view toml, const CommonColumns& common);

struct ProfileFile {
  std::string name;  ///< "abi7500.toml"
  std::string toml;
};

/// The profiles of a folder: all of its files, one of which is called columns.toml, in the order of their
/// names. Throws AssayError too where columns.toml is missing.
std::vector<Profile> read_profiles(std::vector<ProfileFile> files);

/// The union of what all profiles say, for readers.
Vocabulary vocabulary_of(std::span<const Profile> profiles);

}  // namespace crossbreak
