#include "unfinished.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "release_files.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// The file itself, but of RUN.released.csv and RUN.repeats.csv the record that makes them.
fs::path record_of(const fs::path& file) {
  const std::string run = stem_of(file.stem());
  const std::vector<fs::path> made = released_paths({}, file, run);
  const bool is_made = std::any_of(made.begin(), made.end(), [&](const fs::path& released) {
    return released.filename() == file.filename();
  });
  return is_made ? record_path({}, file, run) : file;
}

std::vector<fs::path> unfinished_among(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error))
    return unfinished_records(file);
  const fs::path record = record_of(file);
  return was_begun(record) ? std::vector<fs::path>{record} : std::vector<fs::path>();
}

}  // namespace

void complete_unfinished(const Arguments& arguments, std::span<const std::string> files) {
  for (const std::string& name : files) {
    const fs::path file = path_of(name);
    std::error_code error;
    if (fs::is_directory(file, error))
      complete_replaced_in(file);
    else
      for (const fs::path& folder : {file.parent_path(), place_of(file).parent_path()})
        complete_replaced_in(folder);
    for (const fs::path& record : unfinished_among(file)) {
      const std::string of = text_of(record);
      const ReleaseFiles completed(record, load_laboratory(arguments, {&of, 1}), arguments.given("settings"));
    }
  }
}

}  // namespace crossbreak::cli
