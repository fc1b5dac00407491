// Files that a test reads, whole.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

namespace crossbreak::tests {

/// The bytes of a file; the test ends where it cannot be read.
inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string() << " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The bytes of a file of the project: "primers/ikzf1_deletions.toml".
inline std::string project_file(const std::string& path) {
  return content_of(std::filesystem::path(CROSSBREAK_SOURCE_DIR) / path);
}

}  // namespace crossbreak::tests
