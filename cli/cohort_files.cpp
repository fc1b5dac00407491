#include "cohort_files.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "command.hpp"
#include "files.hpp"
#include "formats/formats.hpp"
#include "pipeline/own_output.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

enum class Kind { Record, Run, OwnOutput, Other };

constexpr std::string_view record_ending = ".calls.json";

bool is_json(const Source& source) {
  const std::size_t first = source.bytes.find_first_not_of(" \t\r\n");
  return first != std::string::npos && source.bytes[first] == '{';
}

Kind kind_in_folder(const fs::path& path) {
  if (text_of(path.filename()).ends_with(record_ending))
    return Kind::Record;
  std::error_code error;
  if (fs::is_empty(path, error) || error)
    return Kind::Other;
  const Source source = read_file(path);
  try {
    refuse_own_output(source);
  } catch (const FormatError&) {
    return Kind::OwnOutput;
  }
  const auto known = formats();
  return std::any_of(known.begin(), known.end(),
                     [&](const Format& format) { return format.recognises(source); })
             ? Kind::Run
             : Kind::Other;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  std::error_code no_file;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.is_regular_file(no_file) && !text_of(entry.path().filename()).starts_with('.'))
      files.push_back(entry.path());
  if (error)
    throw InputError(text_of(folder) + ": cannot be opened: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

/// Each file once, however it is spelled.
class Sorter {
 public:
  explicit Sorter(const std::vector<std::string>& others) {
    for (const std::string& other : others)
      others_.insert(whole_path(path_of(other)));
  }

  void add(const fs::path& path, bool is_record) {
    if (seen_.insert(whole_path(path)).second)
      files_.entries.push_back({text_of(path), is_record});
  }

  void add_folder(const fs::path& folder) {
    bool found = false;
    for (const fs::path& path : files_in(folder)) {
      if (others_.contains(whole_path(path)))
        continue;
      const Kind kind = kind_in_folder(path);
      if (kind == Kind::Other)
        files_.aside.push_back(text_of(path));
      if (kind != Kind::Record && kind != Kind::Run)
        continue;
      add(path, kind == Kind::Record);
      found = true;
    }
    if (!found)
      throw InputError(text_of(folder) + ": expected run files or records (RUN" + std::string(record_ending) +
                       ") in the folder, found none");
  }

  CohortFiles files() && { return std::move(files_); }

 private:
  std::set<fs::path> others_;
  std::set<fs::path> seen_;
  CohortFiles files_;
};

}  // namespace

CohortFiles sort_cohort_files(const std::vector<std::string>& given, const std::vector<std::string>& others) {
  Sorter sorter(others);
  for (const std::string& name : given) {
    const fs::path path = path_of(name);
    std::error_code error;
    if (fs::is_directory(path, error))
      sorter.add_folder(path);
    else
      sorter.add(path, is_json(read_file(path)));
  }
  return std::move(sorter).files();
}

}  // namespace crossbreak::cli
