#include "review_guard.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "files.hpp"
#include "record/record_reader.hpp"
#include "release_files.hpp"
#include "run/input_limits.hpp"
#include "run/sha256.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr std::size_t review_file_start = 200;  // arbitrary: a review begins with what it is

/// Whether the file begins as a review does, of any version, and names the record.
bool is_review_of(const fs::path& file, const std::string& record_sha256) {
  std::error_code error;
  if (!fs::is_regular_file(file, error) || fs::file_size(file, error) > most_review_bytes || error)
    return false;
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(review_file_start, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  if (bytes.find("crossbreak/review/") == std::string::npos)
    return false;
  return read_file(file).bytes.find(record_sha256) != std::string::npos;
}

/// The bytes of a file that is there; nothing of an empty one.
std::string bytes_of(const fs::path& file) {
  std::error_code error;
  return fs::file_size(file, error) > 0 && !error ? read_file(file).bytes : std::string();
}

/// No review command runs in the folder between the look and the writing; `is_another`: the look is needed.
template <class IsAnother>
EarlierFiles write_unless(const fs::path& record, std::vector<Output> outputs, ReadOnly read_only,
                          const std::string& of, IsAnother is_another) {
  const fs::path folder = record.parent_path();
  if (!folder.empty())
    make_folder(folder);
  const HeldFolder until_written(folder);
  EarlierFiles earlier;
  if (is_another(record)) {
    check_not_reviewed(record);
    earlier = earlier_files(record, outputs, of);
  }
  // The record last: whoever reads it finds the others of its state.
  std::stable_partition(outputs.begin(), outputs.end(),
                        [&](const Output& output) { return output.path != record; });
  write_together(folder, outputs, read_only);
  return earlier;
}

}  // namespace

bool says_reviewed(const std::string& record) {
  const nlohmann::json parsed = nlohmann::json::parse(record, nullptr, false);
  if (!parsed.is_object())
    return false;
  const auto holds = [&](const char* name) {
    const auto found = parsed.find(name);
    return found != parsed.end() && !found->is_null() && !found->empty();
  };
  const auto status = parsed.find("status");
  return holds("signatures") || holds("replaces") ||
         (status != parsed.end() && *status != code_of(RecordStatus::Preliminary));
}

void check_not_reviewed(const fs::path& record) {
  std::error_code error;
  const auto refuse = [&](const std::string& why) {
    throw OutputError(text_of(record) + ": is not written over by another record or its reports, since " +
                      why + "; name another folder with -o");
  };
  if (is_unfinished(record))
    refuse("a 'crossbreak review' command on it was interrupted");
  if (!fs::is_regular_file(record, error))
    return;
  const std::string bytes = bytes_of(record);
  const std::string sha256 = sha256_hex(bytes);
  const fs::path folder = whole_path(record).parent_path();
  const std::string run = run_of_record(record);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = text_of(entry.path().filename());
    const bool is_named_so = name.starts_with(run + ".") && name.ends_with(".review.json");
    if (is_named_so || (name.ends_with(".json") && is_review_of(entry.path(), sha256)))
      refuse("it has the review file " + name + " beside it");
  }
  if (says_reviewed(bytes))
    refuse("it is a reviewed record");
}

EarlierFiles write_unreviewed(const fs::path& record, const std::vector<Output>& outputs, ReadOnly read_only,
                              const std::string& of) {
  return write_unless(record, outputs, read_only, of, [](const fs::path&) { return true; });
}

EarlierFiles write_unreviewed(const fs::path& record, const std::string& bytes,
                              const std::vector<Output>& outputs, ReadOnly read_only, const std::string& of) {
  return write_unless(record, outputs, read_only, of, [&](const fs::path& there) {
    std::error_code error;
    return !fs::is_regular_file(there, error) || bytes_of(there) != bytes;
  });
}

std::optional<std::string> earlier_review_at(const fs::path& record, const std::string& of,
                                             const std::string& replaces) {
  std::error_code error;
  if (!fs::exists(record, error))
    return std::nullopt;
  const Source there = read_file(record);
  const Release release = read_record(there.name, there.bytes).release;
  if (!release.signatures.empty())
    throw OutputError(text_of(record) +
                      ": is signed, and not written over; name another folder with -o, or "
                      "amend it with 'crossbreak review amend'");
  if (release.status != RecordStatus::Reviewed || release.of != of ||
      (release.replaces ? release.replaces->sha256 : std::string()) != replaces)
    throw OutputError(text_of(record) + ": is another record; name another folder with -o");
  return there.bytes;
}

}  // namespace crossbreak::cli
