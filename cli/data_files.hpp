// The panels and profiles that come with the program, and those the user names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "assay/panel.hpp"
#include "assay/profile.hpp"
#include "assay/profile_reader.hpp"

namespace crossbreak::cli {

/// The folder that holds primers/ and instrument_profiles/: the environment's CROSSBREAK_DATA, else
/// share/crossbreak under the prefix the program is installed (or built) in. Throws InputError.
std::filesystem::path data_folder();

/// The IKZF1 panel that comes with the program. Throws InputError.
std::filesystem::path shipped_panel_file();

/// The panel of `file`, or the IKZF1 panel that comes with the program. Throws InputError, AssayError.
Panel load_panel(const std::optional<std::string>& file);

/// The titles of columns that all profiles share. Throws InputError, AssayError.
CommonColumns load_common_columns();

/// Every profile that comes with the program, by file name; only that of `file`, beside the common titles
/// that come with the program, where one is named. Throws InputError, AssayError.
std::vector<Profile> load_profiles(const std::optional<std::string>& file);

}  // namespace crossbreak::cli
