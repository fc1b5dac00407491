// How the runs of each folder of a batch are called: by the settings nearest to it.
#pragma once

#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "arguments.hpp"
#include "outputs.hpp"
#include "pipeline/settings.hpp"

namespace crossbreak::cli {

struct FolderCall {
  CallSettings settings;
  OutputChoice choice;  ///< its folder is that of the batch
  std::string sha256;   ///< over all that shapes the outputs of a run but the run and its plate map
};

/// Over the options that shape outputs; --pseudonymise does by its key, which is not of them.
std::string sha256_of_options(const Arguments& arguments);

/// Each settings file is read once. From any thread.
class FolderCalls {
 public:
  explicit FolderCalls(const Arguments& arguments) : arguments_(arguments) {}

  /// Lives as long as this. Throws what reading the settings, and the panel and all that they name, throws.
  const FolderCall& of(const std::filesystem::path& folder);

 private:
  struct Read {
    std::unique_ptr<FolderCall> call;
    std::exception_ptr error;
  };

  const Arguments& arguments_;
  std::mutex mutex_;
  std::map<std::filesystem::path, std::optional<std::filesystem::path>> file_of_folder_;
  std::map<std::optional<std::filesystem::path>, Read> read_;
};

}  // namespace crossbreak::cli
