#include "review_guard.hpp"

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "files.hpp"
#include "release_files.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// Of any record of ours, whole or not, and of any version: what cannot be read was reviewed by nobody.
bool says_reviewed(const std::string& bytes) {
  const nlohmann::json record = nlohmann::json::parse(bytes, nullptr, false);
  if (!record.is_object())
    return false;
  const auto holds = [&](const char* name) {
    const auto found = record.find(name);
    return found != record.end() && !found->is_null() && !found->empty();
  };
  const auto status = record.find("status");
  return holds("signatures") || holds("replaces") ||
         (status != record.end() && *status != code_of(RecordStatus::Preliminary));
}

}  // namespace

void check_not_reviewed(const fs::path& record) {
  std::error_code error;
  const auto refuse = [&](const std::string& why) {
    throw OutputError(text_of(record) + ": is not called anew over, since " + why +
                      "; name another folder with -o");
  };
  if (fs::exists(pending_of(record), error))
    refuse("a 'crossbreak review' command on it was interrupted");
  if (!fs::is_regular_file(record, error))
    return;
  const fs::path folder = whole_path(record).parent_path();
  const std::string run = run_of_record(record);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = text_of(entry.path().filename());
    if (name.starts_with(run + ".") && name.ends_with(".review.json"))
      refuse("it has the review file " + name + " beside it");
  }
  if (fs::file_size(record, error) > 0 && says_reviewed(read_file(record).bytes))
    refuse("it is a reviewed record");
}

}  // namespace crossbreak::cli
