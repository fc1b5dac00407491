// Measured files that stand beside the project and are no part of it: an extra check where they are there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
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

inline std::string bytes_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace crossbreak
