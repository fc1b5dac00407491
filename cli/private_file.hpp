// Files that are their owner's alone: keys.
#pragma once

#include <filesystem>

namespace crossbreak::cli {

/// Throws InputError where others than its owner may read or write the file.
void check_private(const std::filesystem::path& key);

}  // namespace crossbreak::cli
