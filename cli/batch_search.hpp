// Which files lie in the folders of a batch, and what each is by its content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "batch/file_look.hpp"

namespace crossbreak::cli {

/// A file that was named or found.
struct FoundFile {
  std::filesystem::path path;   ///< to be opened
  std::filesystem::path below;  ///< seen from the folder of all runs
  bool is_named = false;
  FileLook look = {};
  std::string sha256 = {};   ///< of one that may be of a run, or a plate map; else empty
  std::string problem = {};  ///< why it cannot be looked at, a whole message
};

struct FoundFiles {
  std::vector<FoundFile> files;  ///< folder by folder in the order given, in each by name
  std::vector<std::filesystem::path> folders;
  std::size_t unrelated = 0;       ///< those that need no look
  std::size_t linked_folders = 0;  ///< links to folders, which are not followed
};

/// A file or folder to be passed over as if it were not there.
using PassOver = std::function<bool(const std::filesystem::directory_entry&)>;

/// `named` are folders, which are searched with all below them, and files. Throws InputError where one of
/// them is not there.
FoundFiles search_files(const std::vector<std::string>& named, const PassOver& passes_over);

bool is_plate_map(const std::filesystem::path& path);

/// Remembers what files were, so that one of the same size and time is not read again. From any thread.
class FileLooks {
 public:
  /// Fills look, sha256 and problem.
  void look_at(FoundFile& file);

 private:
  struct Known {
    std::uintmax_t size = 0;
    std::filesystem::file_time_type written;
    FileLook look;
    std::string sha256;
  };

  std::mutex mutex_;
  std::map<std::filesystem::path, Known> known_;
};

/// What the exception in flight says. Call in a catch block.
std::string message_in_flight();

}  // namespace crossbreak::cli
