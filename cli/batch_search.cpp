#include "batch_search.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "command.hpp"
#include "files.hpp"
#include "formats/text_encoding.hpp"
#include "formats/zip_archive.hpp"
#include "pipeline/laboratory_reader.hpp"
#include "run/sha256.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// The deepest folder that holds all that is named.
fs::path folder_of_all(const std::vector<std::string>& named) {
  fs::path all;
  for (const std::string& name : named) {
    const fs::path whole = whole_path(path_of(name));
    std::error_code error;
    const fs::path folder = fs::is_directory(whole, error) ? whole : whole.parent_path();
    if (all.empty()) {
      all = folder;
      continue;
    }
    fs::path shared;
    for (auto a = all.begin(), b = folder.begin(); a != all.end() && b != folder.end() && *a == *b; ++a, ++b)
      shared /= *a;
    all = shared;
  }
  return all;
}

/// What the first bytes already tell of a film or a program, so that it is not read whole.
bool may_be_run(const fs::path& path) {
  constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0";
  constexpr std::size_t looked_at = 65536;
  Source beginning{.name = {}, .bytes = std::string(looked_at, '\0')};
  std::ifstream file(path, std::ios::binary);
  file.read(beginning.bytes.data(), static_cast<std::streamsize>(looked_at));
  beginning.bytes.resize(static_cast<std::size_t>(file.gcount()));
  return looks_like_zip(beginning.bytes) || beginning.bytes.starts_with(compound_file) ||
         !text_beginning(beginning).empty();
}

class Search {
 public:
  Search(fs::path all, const PassOver& passes_over) : all_(std::move(all)), passes_over_(passes_over) {}

  void take(const std::string& name) {
    const fs::path path = path_of(name);
    std::error_code error;
    if (!fs::exists(path, error))
      throw InputError(name + ": no such file");
    if (fs::is_directory(path, error))
      search(path);
    else
      add(path, true);
  }

  FoundFiles found;

 private:
  void search(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
      entries.push_back(*entry);
    if (error) {
      found.files.push_back(
          {.path = folder,
           .below = below(folder),
           .problem = text_of(below(folder)) + ": the folder cannot be read: " + error.message()});
      return;
    }
    found.folders.push_back(folder);
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries)
      take_entry(entry);
  }

  void take_entry(const fs::directory_entry& entry) {
    std::error_code error;
    const bool is_folder = entry.is_directory(error);
    if (passes_over_ && passes_over_(entry))
      return;
    if (is_folder && entry.is_symlink(error))
      ++found.linked_folders;
    else if (is_folder)
      search(entry.path());
    else if (entry.path().filename() == path_of(laboratory_file_name))
      return;
    else if (!entry.is_regular_file(error) || text_of(entry.path().filename()).starts_with('.'))
      ++found.unrelated;
    else
      add(entry.path(), false);
  }

  fs::path below(const fs::path& path) const {
    const fs::path folder = whole_path(fs::absolute(path).parent_path());
    return (folder / path.filename()).lexically_relative(all_);
  }

  void add(const fs::path& path, bool is_named) {
    if (seen_.insert(whole_path(path)).second)
      found.files.push_back({.path = path, .below = below(path), .is_named = is_named});
  }

  fs::path all_;
  const PassOver& passes_over_;
  std::set<fs::path> seen_;
};

}  // namespace

FoundFiles search_files(const std::vector<std::string>& named, const PassOver& passes_over) {
  Search search(folder_of_all(named), passes_over);
  for (const std::string& name : named)
    search.take(name);
  return std::move(search.found);
}

bool is_plate_map(const fs::path& path) {
  return text_of(path.filename()).ends_with(plate_map_ending);
}

void FileLooks::look_at(FoundFile& file) {
  if (!file.problem.empty())
    return;
  try {
    std::error_code error;
    Known now{.size = fs::file_size(file.path, error),
              .written = fs::last_write_time(file.path, error),
              .look = {},
              .sha256 = {}};
    {
      const std::lock_guard lock(mutex_);
      const auto known = known_.find(file.path);
      if (known != known_.end() && known->second.size == now.size && known->second.written == now.written) {
        file.look = known->second.look;
        file.sha256 = known->second.sha256;
        return;
      }
    }
    if (now.size == 0 && !file.is_named) {
      file.look = crossbreak::look_at({.name = text_of(file.path.filename()), .bytes = {}});
    } else if (is_plate_map(file.path) || file.is_named || may_be_run(file.path)) {
      const Source source = read_file(file.path);
      file.sha256 = sha256_hex(source.bytes);
      if (!is_plate_map(file.path))
        file.look = crossbreak::look_at(source);
    }
    now.look = file.look;
    now.sha256 = file.sha256;
    const std::lock_guard lock(mutex_);
    known_.insert_or_assign(file.path, now);
  } catch (...) {
    file.problem = message_in_flight();
  }
}

std::string message_in_flight() {
  try {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace crossbreak::cli
