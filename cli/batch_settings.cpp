#include "batch_settings.hpp"

#include <set>
#include <vector>

#include "call_settings.hpp"
#include "laboratory.hpp"
#include "pipeline/version.hpp"
#include "run/sha256.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// What says which plates are called, how many at a time, where to, and when to stop; and where a key lies,
/// since the key shapes outputs. All else does.
const std::set<std::string> options_beside = {"file",      "list",    "jobs",        "resume",
                                              "fail-fast", "fail-on", "output-dir",  "force",
                                              "shard",     "every",   "pseudonymise"};

std::string fingerprint(const Arguments& arguments, const CallSettings& settings) {
  std::vector<std::string> parts = {version(), settings.panel.sha256, settings.laboratory.sha256,
                                    settings.repeats.sha256};
  for (const Profile& profile : settings.run.profiles)
    parts.push_back(profile.sha256);
  parts.push_back(sha256_of_options(arguments));
  return sha256_hex(joined(parts, std::string_view("\0", 1)));
}

}  // namespace

std::string sha256_of_options(const Arguments& arguments) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : arguments.options) {
    if (options_beside.contains(name))
      continue;
    parts.push_back("--" + name);
    if (const auto* text = boost::any_cast<std::string>(&value.value()))
      parts.push_back(*text);
    if (const auto* texts = boost::any_cast<std::vector<std::string>>(&value.value()))
      parts.insert(parts.end(), texts->begin(), texts->end());
  }
  return sha256_hex(joined(parts, std::string_view("\0", 1)));
}

const FolderCall& FolderCalls::of(const fs::path& folder) {
  const std::lock_guard lock(mutex_);
  auto file = file_of_folder_.find(folder);
  if (file == file_of_folder_.end())
    file = file_of_folder_.emplace(folder, settings_beside(folder / "run")).first;
  const auto [entry, is_new] = read_.try_emplace(file->second);
  Read& read = entry->second;
  if (is_new)
    try {
      const std::vector<std::string> run = {text_of(folder / "run")};  // need not be there
      const Laboratory laboratory = load_laboratory(arguments_, run);
      read.call = std::make_unique<FolderCall>();
      read.call->choice = read_output_choice(arguments_, laboratory);
      read.call->settings = read_call_settings(arguments_, laboratory);
      read.call->sha256 = fingerprint(arguments_, read.call->settings);
    } catch (...) {
      read.error = std::current_exception();
    }
  if (read.error)
    std::rethrow_exception(read.error);
  return *read.call;
}

}  // namespace crossbreak::cli
