// Which runs a batch has: what the named folders and files hold, sorted into plates.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "batch/same_run.hpp"
#include "batch_search.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::cli {

/// A plate, or a file that was to be one and cannot be used.
struct BatchRun {
  std::string name;  ///< "2024/plate": its folder below that of all runs, and what names the outputs
  std::filesystem::path folder;    ///< "2024"
  std::vector<std::string> files;  ///< to be opened; the one that names the outputs first
  std::vector<std::string> shown;  ///< the same seen from the folder of all runs
  std::optional<std::string> map;  ///< its plate map, to be opened
  std::string content;             ///< SHA-256 over its files and its plate map
  std::vector<BatchRun> second;    ///< its other exports, to be called where this one cannot
  bool is_half_alone = false;      ///< of a run of several files whose others are not there
  std::string problem;             ///< why it cannot be used, a whole message; empty: nothing known yet
};

/// The files of its other exports, seen from the folder of all runs.
std::vector<std::string> second_files(const BatchRun& run);

struct BatchFiles {
  std::vector<BatchRun> runs;  ///< folder by folder in the order given, in each by name
  std::vector<std::filesystem::path> folders;
  std::size_t own_outputs = 0;
  std::size_t unrelated = 0;
  std::size_t linked_folders = 0;  ///< links to folders, which are not followed
};

/// Reading settings of a folder's runs. Throws where its settings cannot be used.
using ReadingSettings = std::function<const RunSettings&(const std::filesystem::path& folder)>;

/// Which of the halves of a folder belong together, by their places among them.
struct JoinedHalves {
  std::vector<std::string> halves;  ///< name and SHA-256 of each: what this is true of
  std::map<std::size_t, std::vector<std::size_t>> partners;  ///< of a half that names the outputs
  std::set<std::size_t> joined;                 ///< halves that another file's run or message has
  std::map<std::size_t, std::string> problems;  ///< whole messages
};

/// Reads a file once for as long as it does not change, so that a folder can be searched again and again.
class BatchSearch {
 public:
  BatchSearch(std::optional<std::string> format, std::optional<std::string> encoding,
              ReadingSettings settings_of)
      : format_(std::move(format)), encoding_(std::move(encoding)), settings_of_(std::move(settings_of)) {}

  /// `named` are folders, which are searched with all below them, and files, which are taken for runs
  /// whatever they hold. One physical run in two layouts becomes one run. Throws InputError where `named`
  /// holds something that is not there.
  BatchFiles find(const std::vector<std::string>& named, const PassOver& passes_over = {});

 private:
  void join_second_exports(std::vector<BatchRun>& runs);
  RunIdentity read_identity(const BatchRun& run) const;

  std::optional<std::string> format_;
  std::optional<std::string> encoding_;
  ReadingSettings settings_of_;
  FileLooks looks_;
  std::map<std::filesystem::path, JoinedHalves> halves_;  ///< by folder
  std::map<std::string, RunIdentity> identities_;         ///< by BatchRun::content
};

/// The lines of --list, each a file or folder; empty lines count nothing. Throws InputError.
std::vector<std::string> read_list(const std::string& file);

}  // namespace crossbreak::cli
