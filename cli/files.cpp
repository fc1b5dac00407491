#include "files.hpp"

#include <cerrno>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>

#include "command.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// Larger than any run: the largest real ones are some 20 MB.
constexpr std::uintmax_t largest_input = 512U << 20U;

/// Where the bytes go: behind a link, so that the link stays (/dev/stdout is one).
fs::path place_of(const fs::path& path) {
  std::error_code error;
  const fs::path behind = fs::is_symlink(path, error) ? fs::canonical(path, error) : path;
  return error || behind.empty() ? path : behind;
}

/// A file being written beside its place; removed unless it reached that place.
class Beside {
 public:
  explicit Beside(const Output& output)
      : target_(place_of(output.path)), path_(name_beside(target_)), held_(path_) {
    if (const std::optional<std::string> why = held_.write(output.bytes)) {
      remove();
      throw OutputError(text_of(target_) + ": cannot be written: " + *why);
    }
  }
  Beside(Beside&& other) noexcept
      : target_(std::move(other.target_)), path_(std::move(other.path_)), held_(std::move(other.held_)) {
    other.path_.clear();
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  Beside& operator=(Beside&&) = delete;
  ~Beside() {
    if (!path_.empty())
      remove();
  }

  void put_in_place() {
    held_.release();  // some shares move no open file
    std::error_code error;
    fs::rename(path_, target_, error);
    if (error)
      throw OutputError(text_of(target_) + ": cannot be replaced: " + error.message());
    path_.clear();
  }

 private:
  void remove() {
    held_.release();
    std::error_code ignored;
    fs::remove(path_, ignored);
  }

  fs::path target_;
  fs::path path_;
  HeldFile held_;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : path_of(".");
}

/// The file that name_beside() names so for a program.
std::optional<std::string> target_of(const std::string& name) {
  constexpr std::string_view part = ".part";
  const std::size_t at = name.rfind(part);
  if (at == std::string::npos || at + part.size() == name.size() ||
      name.find_first_not_of("0123456789", at + part.size()) != std::string::npos)
    return std::nullopt;
  return name.substr(0, at);
}

/// What programs that were ended left beside the places of these outputs.
void remove_left_beside(const std::vector<Output>& outputs) {
  std::map<fs::path, std::set<std::string>> names;
  for (const Output& output : outputs) {
    const fs::path target = place_of(output.path);
    names[folder_of(target)].insert(text_of(target.filename()));
  }
  std::vector<fs::path> left;
  for (const auto& [folder, targets] : names) {
    std::error_code none_there;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none_there))
      if (const auto target = target_of(text_of(entry.path().filename()));
          target && targets.contains(*target))
        left.push_back(entry.path());
  }
  for (const fs::path& path : left)
    remove_unheld(path);
}

}  // namespace

Source read_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  const std::string name = text_of(path);
  if (status.type() == fs::file_type::not_found)
    throw InputError(name + ": no such file");
  if (error)
    throw InputError(name + ": cannot be opened: " + error.message());
  if (fs::is_directory(status))
    throw InputError(name + ": expected a file, found a directory");
  if (!fs::is_regular_file(status))
    throw InputError(name + ": expected a file, found a device, pipe or socket");
  if (fs::file_size(path, error) > largest_input || error)
    throw InputError(name + ": expected at most " + std::to_string(largest_input >> 20U) + " MiB");
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw InputError(name + ": cannot be opened: " + std::generic_category().message(errno));
  Source source{.name = text_of(path.filename()), .bytes = {}};
  source.bytes.assign(std::istreambuf_iterator<char>(file), {});
  if (file.bad())
    throw InputError(name + ": cannot be read to its end");
  if (source.bytes.empty())
    throw InputError(name + ": the file is empty");
  return source;
}

void write_files(const std::vector<Output>& outputs) {
  const HeldInterruption until_all_are_in_place;
  remove_left_beside(outputs);
  std::vector<Beside> written;
  for (const Output& output : outputs) {
    make_folder(folder_of(output.path));
    std::error_code error;
    const fs::file_status status = fs::status(output.path, error);
    if (fs::is_directory(status))
      throw OutputError(text_of(output.path) + ": cannot be written: a directory of this name is in the way");
    if (fs::exists(status) && !fs::is_regular_file(status))  // renaming over it would take /dev/null away
      throw OutputError(text_of(output.path) +
                        ": cannot be written: expected a file, found a device, pipe or socket");
    written.emplace_back(output);
  }
  for (Beside& file : written)
    file.put_in_place();
}

HeldFolder::HeldFolder(const fs::path& folder) : lock_(folder) {
  if (!lock_.held())
    throw OutputError((folder.empty() ? "the current folder" : text_of(folder)) +
                      ": another command is writing here; wait until it has ended");
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw OutputError(text_of(folder) + ": cannot be created: " + error.message());
}

void check_writable(const fs::path& folder) {
  std::error_code error;
  // What cannot be looked at counts as missing: its nearest parent that can be then answers.
  const std::string name = folder.empty() ? "the current folder" : text_of(folder);
  fs::path place = folder.empty() ? path_of(".") : folder;
  while (!fs::exists(place, error))
    place = folder_of(place.has_filename() ? place : place.parent_path());
  if (!fs::is_directory(place, error))
    throw OutputError(name + ": expected a folder, found that " + text_of(place) + " is a file");
  if (const std::optional<std::string> why = why_not_writable(place))
    throw OutputError(name + ": cannot be written to: " + *why + "; name another folder");
}

fs::path whole_path(const fs::path& path) {
  std::error_code error;
  // Of what does not exist, weakly_canonical() alone would keep a name without folder as it is.
  const fs::path absolute = fs::absolute(path, error);
  const fs::path whole = fs::weakly_canonical(absolute, error);
  return error ? absolute.lexically_normal() : whole;
}

std::string stem_of(const fs::path& path) {
  return text_of(path.filename().stem());
}

}  // namespace crossbreak::cli
