// The passphrase of a key.
#pragma once

#include <filesystem>
#include <string>

#include "words/words.hpp"

namespace crossbreak::cli {

/// The environment's CROSSBREAK_PASSPHRASE, else what is typed on the terminal. Throws CommandLineError where
/// there is neither.
std::string passphrase_of(const std::filesystem::path& key, Language language);

/// Of a new key: typed twice. Throws CommandLineError for an empty one too.
std::string new_passphrase_of(const std::filesystem::path& key, Language language);

}  // namespace crossbreak::cli
