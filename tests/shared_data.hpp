// Measured files that stand beside the project and are no part of it: an extra check where they are there. No
// check is left out in silence: each says on standard output whether it ran (tests/run.sh prints these lines
// at its end).
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace crossbreak {

/// The folder of measured files: CROSSBREAK_SHARED_DATA, or ../shared/data beside the project.
inline std::optional<std::filesystem::path> shared_data() {
  const char* given = std::getenv("CROSSBREAK_SHARED_DATA");
  const std::filesystem::path folder =
      given ? given : std::filesystem::path(CROSSBREAK_SOURCE_DIR) / ".." / "shared" / "data";
  return std::filesystem::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

/// Where `place` ("real_runs/plate.eds") of that folder lies, or nothing where there is no such folder;
/// prints which. A file that is not there though the folder is: its test fails when it reads it.
inline std::optional<std::filesystem::path> shared_data(const std::string& place) {
  const auto folder = shared_data();
  std::cout << "measured data: " << (folder ? "checked on " : "not there, so not checked on ") << place
            << '\n';
  return folder ? std::optional(*folder / place) : std::nullopt;
}

inline std::string bytes_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace crossbreak
