// A text for each file of a watched folder that cannot be used, for as long as that is so.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace crossbreak::cli {

/// By the file, seen from the watched folder: the message.
using Problems = std::map<std::string, std::string>;

/// Makes the texts below `folder` those of these problems: "2024/plate.eds.txt" of "2024/plate.eds", which
/// says "crossbreak: " and the message; of a name that leaves no room for ".txt" its beginning. A text that
/// says so already is not written again; folders stay, and so does each file that begins otherwise. Returns
/// why texts could not be written, by the file. Throws OutputError where `folder` is a link.
Problems write_problem_texts(const std::filesystem::path& folder, const Problems& problems);

}  // namespace crossbreak::cli
