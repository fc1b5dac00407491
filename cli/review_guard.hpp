// A record that was reviewed is not called anew over.
#pragma once

#include <filesystem>
#include <string>

namespace crossbreak::cli {

/// Throws OutputError where `record` (RUN.calls.json) is there and has a review file beside it, a signature,
/// or is no record as called; and where an interrupted review command was writing it.
void check_not_reviewed(const std::filesystem::path& record);

}  // namespace crossbreak::cli
