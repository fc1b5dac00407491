#include "data_files.hpp"

#include <algorithm>

#include "assay/panel_reader.hpp"
#include "assay/profile_reader.hpp"
#include "command.hpp"
#include "files.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr const char* default_panel = "ikzf1_deletions.toml";

}  // namespace

fs::path data_folder() {
  if (const std::optional<std::string> named = environment_text("CROSSBREAK_DATA"))
    return path_of(*named);
  const fs::path program = program_file();
  fs::path folder = (program.parent_path() / CROSSBREAK_DATA_FROM_PROGRAM).lexically_normal();
  std::error_code error;
  if (program.empty() || !fs::is_directory(folder / "primers", error))
    throw InputError(text_of(folder) +
                     ": expected the folders primers and instrument_profiles that come with crossbreak; "
                     "CROSSBREAK_DATA may name another place");
  return folder;
}

fs::path shipped_panel_file() {
  return data_folder() / "primers" / default_panel;
}

Panel load_panel(const std::optional<std::string>& file) {
  const Source source = read_file(file ? path_of(*file) : shipped_panel_file());
  return read_panel(source.name, source.bytes);
}

CommonColumns load_common_columns() {
  const Source source = read_file(data_folder() / "instrument_profiles" / common_columns_name);
  return read_common_columns(source.name, source.bytes);
}

std::vector<Profile> load_profiles(const std::optional<std::string>& file) {
  const fs::path folder = data_folder() / "instrument_profiles";
  if (file) {
    const Source source = read_file(path_of(*file));
    return {read_profile(source.name, source.bytes, load_common_columns())};
  }
  std::vector<ProfileFile> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".toml") {
      Source source = read_file(entry.path());
      files.push_back({.name = std::move(source.name), .toml = std::move(source.bytes)});
    }
  if (files.empty())
    throw InputError(text_of(folder) + ": expected instrument profiles (*.toml), found none");
  return read_profiles(std::move(files));
}

}  // namespace crossbreak::cli
