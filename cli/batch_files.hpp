// Which runs a batch has: what the named folders and files hold, sorted into plates. Reads every file once
// and keeps none.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/settings.hpp"

namespace crossbreak::cli {

/// A plate, or a file that was to be one and cannot be used.
struct BatchRun {
  std::string name;  ///< "2024/plate": its folder below that of all runs, and what names the outputs
  std::filesystem::path folder;          ///< "2024"
  std::vector<std::string> files;        ///< to be opened; the one that names the outputs first
  std::vector<std::string> shown;        ///< the same seen from the folder of all runs
  std::optional<std::string> map;        ///< its plate map, to be opened
  std::vector<std::string> second;       ///< its other exports, seen from the folder of all runs
  std::optional<std::string> export_of;  ///< is itself a second export: the first file of the run it is of
  std::string problem;                   ///< why it cannot be used, a whole message; empty: nothing known yet
};

struct BatchFiles {
  std::vector<BatchRun> runs;  ///< folder by folder in the order given, in each by name
  std::size_t own_outputs = 0;
  std::size_t unrelated = 0;
  std::size_t linked_folders = 0;  ///< links to folders, which are not followed
};

/// Reading settings of a folder's runs. Throws where its settings cannot be used.
using ReadingSettings = std::function<const RunSettings&(const std::filesystem::path& folder)>;

/// `named` are folders, which are searched with all below them, and files, which are taken for runs whatever
/// they hold. One physical run in two layouts becomes one run. Throws InputError where `named` holds
/// something that is not there.
BatchFiles find_batch_files(const std::vector<std::string>& named, const std::optional<std::string>& format,
                            const std::optional<std::string>& encoding, const ReadingSettings& settings_of);

/// The lines of --list, each a file or folder; empty lines count nothing. Throws InputError.
std::vector<std::string> read_list(const std::string& file);

}  // namespace crossbreak::cli
