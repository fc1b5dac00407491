// What a killed command left where another one reads records, their reviews and what was released.
#pragma once

#include <span>
#include <string>

#include "arguments.hpp"

namespace crossbreak::cli {

/// A command calls it before it reads records, review files or released files: what a killed one had begun to
/// put in place beside them, or in a folder among `files`, is put in place or taken away. What would release
/// a record is checked as ReleaseFiles does, under the record's own settings. Throws OutputError where
/// another command is writing there or the rest cannot be put in place, and VerificationError.
void complete_unfinished(const Arguments& arguments, std::span<const std::string> files);

}  // namespace crossbreak::cli
