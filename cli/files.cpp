#include "files.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "command.hpp"
#include "interruption.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// Larger than any run: the largest real ones are some 20 MB.
constexpr std::uintmax_t largest_input = 512U << 20U;

std::string last_error() {
  return std::generic_category().message(errno);
}

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
      : target_(place_of(output.path)), path_(target_.string() + ".part" + std::to_string(::getpid())) {
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
      throw OutputError(target_.string() + ": cannot be written: " + last_error());
    std::string_view rest = output.bytes;
    bool sound = true;
    while (sound && !rest.empty()) {
      const ssize_t count = ::write(file, rest.data(), rest.size());
      sound = count >= 0 || errno == EINTR;
      if (count > 0)
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    sound = sound && ::fsync(file) == 0;
    const std::string why = sound ? "" : last_error();
    ::close(file);
    if (!sound) {
      ::unlink(path_.c_str());
      throw OutputError(target_.string() + ": cannot be written: " + why);
    }
  }
  Beside(Beside&& other) noexcept : target_(std::move(other.target_)), path_(std::move(other.path_)) {
    other.path_.clear();
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  Beside& operator=(Beside&&) = delete;
  ~Beside() {
    if (!path_.empty())
      ::unlink(path_.c_str());
  }

  void put_in_place() {
    if (std::rename(path_.c_str(), target_.c_str()) != 0)
      throw OutputError(target_.string() + ": cannot be replaced: " + last_error());
    path_.clear();
  }

 private:
  fs::path target_;
  std::string path_;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

}  // namespace

Source read_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  const std::string name = path.string();
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
    throw InputError(name + ": cannot be opened: " + last_error());
  Source source{.name = path.filename().string(), .bytes = {}};
  source.bytes.assign(std::istreambuf_iterator<char>(file), {});
  if (file.bad())
    throw InputError(name + ": cannot be read to its end");
  if (source.bytes.empty())
    throw InputError(name + ": the file is empty");
  return source;
}

void write_files(const std::vector<Output>& outputs) {
  const HeldInterruption until_all_are_in_place;
  std::vector<Beside> written;
  for (const Output& output : outputs) {
    std::error_code error;
    fs::create_directories(folder_of(output.path), error);
    if (error)
      throw OutputError(folder_of(output.path).string() + ": cannot be created: " + error.message());
    const fs::file_status status = fs::status(output.path, error);
    if (fs::is_directory(status))
      throw OutputError(output.path.string() + ": cannot be written: a directory of this name is in the way");
    if (fs::exists(status) && !fs::is_regular_file(status))  // renaming over it would take /dev/null away
      throw OutputError(output.path.string() +
                        ": cannot be written: expected a file, found a device, pipe or socket");
    written.emplace_back(output);
  }
  for (Beside& file : written)
    file.put_in_place();
}

void check_writable(const fs::path& folder) {
  std::error_code error;
  // What cannot be looked at counts as missing: its nearest parent that can be then answers.
  const std::string name = folder.empty() ? "the current folder" : folder.string();
  fs::path place = folder.empty() ? fs::path(".") : folder;
  while (!fs::exists(place, error))
    place = folder_of(place.has_filename() ? place : place.parent_path());
  if (!fs::is_directory(place, error))
    throw OutputError(name + ": expected a folder, found that " + place.string() + " is a file");
  if (::access(place.c_str(), W_OK | X_OK) != 0)
    throw OutputError(name + ": cannot be written to: " + last_error() + "; name another folder");
}

std::string stem_of(const fs::path& path) {
  return path.filename().stem().string();
}

}  // namespace crossbreak::cli
