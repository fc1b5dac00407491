// The panel and the profiles that come with the program, as tests read them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"

namespace crossbreak {

/// `path` from the project's folder. A file that is missing fails the test.
inline std::string shipped_text(const std::string& path) {
  std::ifstream file(CROSSBREAK_SOURCE_DIR "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file, path << " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The file names of a folder's *.toml, in their order.
inline std::set<std::string> toml_names(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CROSSBREAK_SOURCE_DIR "/" + folder))
    if (entry.path().extension() == ".toml")
      names.insert(entry.path().filename().string());
  return names;
}

inline Panel ikzf1_panel() {
  return read_panel("ikzf1_deletions.toml", shipped_text("primers/ikzf1_deletions.toml"));
}

inline CommonColumns shipped_columns() {
  return read_common_columns("columns.toml", shipped_text("instrument_profiles/columns.toml"));
}

inline std::vector<Profile> shipped_profiles() {
  std::vector<ProfileFile> files;
  for (const std::string& name : toml_names("instrument_profiles"))
    files.push_back({.name = name, .toml = shipped_text("instrument_profiles/" + name)});
  return read_profiles(std::move(files));
}

}  // namespace crossbreak
