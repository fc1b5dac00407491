#include "data_files.hpp"

#include <algorithm>
#include <cstdlib>

#include "command.hpp"
#include "files.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr const char* default_panel = "ikzf1_deletions.toml";

}  // namespace

fs::path data_folder() {
  if (const char* named = std::getenv("CROSSBREAK_DATA"); named != nullptr && *named != '\0')
    return named;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  fs::path folder = (program.parent_path() / CROSSBREAK_DATA_FROM_PROGRAM).lexically_normal();
  if (error || !fs::is_directory(folder / "primers", error))
    throw InputError(folder.string() +
                     ": expected the folders primers and instrument_profiles that come with crossbreak; "
                     "CROSSBREAK_DATA may name another place");
  return folder;
}

Panel load_panel(const std::optional<std::string>& file) {
  const Source source = read_file(file ? fs::path(*file) : data_folder() / "primers" / default_panel);
  return read_panel(source.name, source.bytes);
}

std::vector<Profile> load_profiles(const std::optional<std::string>& file) {
  std::vector<fs::path> paths;
  if (file) {
    paths.emplace_back(*file);
  } else {
    const fs::path folder = data_folder() / "instrument_profiles";
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
      if (entry.path().extension() == ".toml")
        paths.push_back(entry.path());
    if (paths.empty())
      throw InputError(folder.string() + ": expected instrument profiles (*.toml), found none");
    std::sort(paths.begin(), paths.end());
  }
  std::vector<Profile> profiles;
  for (const fs::path& path : paths) {
    const Source source = read_file(path);
    profiles.push_back(read_profile(source.name, source.bytes));
  }
  return profiles;
}

}  // namespace crossbreak::cli
