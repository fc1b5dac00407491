#include "files.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>

#include "command.hpp"
#include "run/input_limits.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {

fs::path place_of(const fs::path& path) {
  std::error_code error;
  const fs::path behind = fs::is_symlink(path, error) ? fs::canonical(path, error) : path;
  return error || behind.empty() ? path : behind;
}

namespace {

/// A file being written beside its place; removed unless it reached that place.
class Beside {
 public:
  explicit Beside(const Output& output)
      : target_(place_of(output.path)), path_(name_beside(target_)), held_(path_) {
    if (const std::optional<std::string> why = held_.write(output.bytes)) {
      remove();
      throw OutputError(text_of(target_) + ": cannot be written: " + *why);
    }
    std::error_code error;  // a file system without permissions keeps none
    const fs::file_status replaced = fs::status(target_, error);
    is_new_ = !fs::exists(replaced);
    fs::permissions(path_, fs::exists(replaced) ? replaced.permissions() : new_file_permissions(), error);
  }
  Beside(Beside&& other) noexcept
      : target_(std::move(other.target_)),
        path_(std::move(other.path_)),
        held_(std::move(other.held_)),
        is_new_(other.is_new_) {
    other.path_.clear();
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  Beside& operator=(Beside&&) = delete;
  ~Beside() {
    if (!path_.empty())
      remove();
  }

  const fs::path& path() const { return path_; }

  void put_in_place() {
    held_.release();  // some shares move no open file
    std::error_code error;
    fs::rename(path_, target_, error);
    if (error)
      throw OutputError(text_of(target_) + ": cannot be replaced: " + error.message());
    path_.clear();
  }

  /// Whether nothing has been replaced until now.
  bool can_be_taken_back() const { return !is_in_place() || is_new_; }

  /// Takes back what replaced nothing.
  void take_back() const {
    std::error_code ignored;
    if (is_in_place() && is_new_)
      fs::remove(target_, ignored);
  }

  /// Stays beside its place, for whoever puts it there.
  void leave() {
    held_.release();
    path_.clear();
  }

 private:
  bool is_in_place() const { return path_.empty(); }

  void remove() {
    held_.release();
    std::error_code ignored;
    fs::remove(path_, ignored);
  }

  fs::path target_;
  fs::path path_;
  HeldFile held_;
  bool is_new_ = true;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : path_of(".");
}

/// What is about to be put in place in a folder or below it: the names beside, each ended by a zero, which
/// none has within; behind one that is not name_beside() of an output in the folder, a slash and the way from
/// the folder to the output, which may be a link.
constexpr const char* replacing_name = ".crossbreak.replacing";
constexpr std::uintmax_t largest_replacing = 1U << 20U;  // arbitrary: some outputs with a name each

/// A file and where it is to be put.
struct Replacing {
  fs::path beside;
  fs::path place;
};

fs::path way_from(const fs::path& folder, const fs::path& output) {
  return spelled_alike(output).lexically_relative(spelled_alike(folder));
}

/// Whether the way from a folder ends in it or below it.
bool stays_within(const fs::path& way) {
  return !way.empty() && way.is_relative() && way == way.lexically_normal() && *way.begin() != path_of("..");
}

/// Of what text_of_replacing() tells of one file; nothing where none of ours is told of so.
std::optional<Replacing> replacing_of(const fs::path& folder, const std::string& told) {
  const std::string name = told.substr(0, told.find('/'));
  const std::optional<fs::path> start = place_beside(path_of(name));
  if (!start)
    return std::nullopt;
  const fs::path way = told == name ? *start : path_of(told.substr(name.size() + 1));
  if (!stays_within(way))
    return std::nullopt;
  const fs::path place = place_of(folder / way);
  std::error_code error;
  if (before_part(place.filename()) != *start || fs::is_directory(fs::status(place, error)))
    return std::nullopt;
  return Replacing{.beside = folder_of(place) / path_of(name), .place = place};
}

/// Nothing where an output lies elsewhere.
std::optional<std::string> text_of_replacing(const fs::path& folder, const std::vector<Output>& outputs,
                                             const std::vector<Beside>& written) {
  std::string text;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const fs::path way = way_from(folder, outputs[i].path);
    std::string told = text_of(written[i].path().filename());
    if (place_beside(path_of(told)) != way)
      told += '/' + text_of(way);
    const std::optional<Replacing> as_read = replacing_of(folder, told);
    std::error_code error;
    if (!as_read || !fs::equivalent(as_read->beside, written[i].path(), error))
      return std::nullopt;
    text += told + '\0';
  }
  return text;
}

}  // namespace

void remove_left_beside(const std::vector<fs::path>& places) {
  std::map<fs::path, std::set<std::string>> names;
  for (const fs::path& path : places) {
    const fs::path target = place_of(path);
    names[folder_of(target)].insert(text_of(before_part(target.filename())));
  }
  std::vector<fs::path> left;
  for (const auto& [folder, targets] : names) {
    std::error_code none_there;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none_there))
      if (const auto target = place_beside(entry.path().filename());
          target && targets.contains(text_of(*target)))
        left.push_back(entry.path());
  }
  for (const fs::path& path : left)
    remove_unheld(path);
}

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
  const std::uintmax_t size = fs::file_size(path, error);
  if (size > most_file_bytes || error)
    throw InputError(name + ": expected at most " + std::to_string(most_file_bytes >> 20U) + " MiB");
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw InputError(name + ": cannot be opened: " + std::generic_category().message(errno));
  Source source{.name = text_of(path.filename()), .bytes = {}};
  source.bytes.resize(size);
  file.read(source.bytes.data(), static_cast<std::streamsize>(size));
  if (file.bad())
    throw InputError(name + ": cannot be read to its end");
  if (file.gcount() != static_cast<std::streamsize>(size) || file.peek() != std::ifstream::traits_type::eof())
    throw InputError(name + ": changed while it was read; try again when it is written");
  if (source.bytes.empty())
    throw InputError(name + ": the file is empty");
  return source;
}

namespace {

std::vector<Beside> written_beside(const std::vector<Output>& outputs, ReadOnly read_only) {
  std::vector<fs::path> places;
  for (const Output& output : outputs)
    places.push_back(output.path);
  remove_left_beside(places);
  std::vector<Beside> written;
  for (const Output& output : outputs) {
    make_folder(folder_of(output.path));
    std::error_code error;
    const fs::file_status status = fs::status(output.path, error);
    if (error == std::errc::filename_too_long)  // known before any other is in its place
      throw OutputError(text_of(output.path) + ": cannot be written: " + error.message());
    if (fs::is_directory(status))
      throw OutputError(text_of(output.path) + ": cannot be written: a directory of this name is in the way");
    if (fs::exists(status) && !fs::is_regular_file(status))  // renaming over it would take /dev/null away
      throw OutputError(text_of(output.path) +
                        ": cannot be written: expected a file, found a device, pipe or socket");
    check_replaceable({output.path}, read_only);
    written.emplace_back(output);
  }
  return written;
}

void take_back(const std::vector<Beside>& written) {
  for (const Beside& file : written)
    file.take_back();
}

void put_in_place(std::vector<Beside>& written) {
  std::set<fs::path> folders;
  for (Beside& file : written) {
    folders.insert(folder_of(file.path()));
    file.put_in_place();
  }
  for (const fs::path& folder : folders)
    sync_folder(folder);
}

}  // namespace

void write_files(const std::vector<Output>& outputs, ReadOnly read_only) {
  const HeldInterruption until_all_are_in_place;
  std::vector<Beside> written = written_beside(outputs, read_only);
  try {
    put_in_place(written);
  } catch (const OutputError&) {
    take_back(written);
    throw;
  }
}

void write_together(const fs::path& folder, const std::vector<Output>& outputs, ReadOnly read_only) {
  const HeldInterruption until_all_are_in_place;
  std::vector<Beside> written = written_beside(outputs, read_only);
  const fs::path replacing = folder / replacing_name;
  const std::optional<std::string> text =
      written.size() > 1 ? text_of_replacing(folder, outputs, written) : std::nullopt;
  if (text)
    write_files({{.path = replacing, .bytes = *text}}, ReadOnly::IsReplaced);
  std::error_code none_there;
  try {
    put_in_place(written);
  } catch (const OutputError& failed) {
    const bool all_can_be_taken_back = std::all_of(
        written.begin(), written.end(), [](const Beside& file) { return file.can_be_taken_back(); });
    if (!text || all_can_be_taken_back) {
      take_back(written);
      fs::remove(replacing, none_there);
      throw;
    }
    // What replaced its old file cannot be undone: the others have to follow.
    for (Beside& file : written)
      file.leave();
    throw OutputError(std::string(failed.what()) + "; the next command that writes here replaces the rest");
  }
  fs::remove(replacing, none_there);
}

void check_replaceable(const std::vector<fs::path>& paths, ReadOnly read_only) {
  constexpr fs::perms writable = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  if (read_only == ReadOnly::IsReplaced)
    return;
  for (const fs::path& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::is_regular_file(status))
      continue;
    if ((status.permissions() & writable) == fs::perms::none || why_not_writable(path))
      throw OutputError(text_of(path) + ": is read-only and stays as it is; " +
                        (read_only == ReadOnly::StaysUnlessForced ? "--force replaces it"
                                                                  : "make it writable, then try again"));
  }
}

bool is_being_replaced(const fs::path& folder) {
  const fs::path replacing = folder / replacing_name;
  std::error_code error;
  return fs::is_regular_file(fs::symlink_status(replacing, error)) &&
         fs::file_size(replacing, error) <= largest_replacing && !error;
}

namespace {

std::string name_of_folder(const fs::path& folder) {
  return folder.empty() ? "the current folder" : text_of(folder);
}

/// Puts in place what a killed command was about to.
void complete_replacing(const fs::path& folder) {
  if (!is_being_replaced(folder))
    return;
  const fs::path replacing = folder / replacing_name;
  std::error_code error;
  const HeldInterruption until_all_are_in_place;
  const std::string names = fs::is_empty(replacing, error) ? "" : read_file(replacing).bytes;
  std::set<fs::path> folders;
  for (std::size_t start = 0, end = 0; (end = names.find('\0', start)) != std::string::npos;
       start = end + 1) {
    const std::optional<Replacing> file = replacing_of(folder, names.substr(start, end - start));
    if (!file)
      continue;
    folders.insert(folder_of(file->place));
    if (!fs::is_regular_file(fs::symlink_status(file->beside, error)))
      continue;  // in its place already
    if (const std::optional<std::string> why = why_not_writable(folder_of(file->place)))
      throw OutputError(name_of_folder(folder) +
                        ": an interrupted command has not put all of its files in place here, and this one "
                        "cannot: " +
                        *why);
    fs::rename(file->beside, file->place, error);
    if (error)
      throw OutputError(text_of(file->place) +
                        ": cannot be replaced, as an interrupted command was about to: " + error.message());
  }
  for (const fs::path& changed : folders)
    sync_folder(changed);
  fs::remove(replacing, error);
}

}  // namespace

void write_set(const std::vector<Output>& outputs, ReadOnly read_only) {
  const auto holds_all = [&](const Output& one) {
    return std::all_of(outputs.begin(), outputs.end(), [&](const Output& other) {
      return stays_within(way_from(one.path.parent_path(), other.path));
    });
  };
  const auto uppermost = std::find_if(outputs.begin(), outputs.end(), holds_all);
  if (uppermost == outputs.end())
    return write_files(outputs, read_only);
  make_folder(folder_of(uppermost->path));
  const fs::path folder = uppermost->path.parent_path();
  const HeldFolder until_written(folder);
  write_together(folder, outputs, read_only);
}

HeldFolder::HeldFolder(const fs::path& folder) : lock_(folder) {
  if (!lock_.held())
    throw OutputError(name_of_folder(folder) + ": another command is writing here; wait until it has ended");
  complete_replacing(folder);
  remove_left_beside({folder / replacing_name});
}

void complete_replaced_in(const fs::path& folder) {
  if (is_being_replaced(folder))
    const HeldFolder completed(folder);
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
  const std::string name = name_of_folder(folder);
  fs::path place = folder.empty() ? path_of(".") : folder;
  while (!fs::exists(place, error))
    place = folder_of(place.has_filename() ? place : place.parent_path());
  if (!fs::is_directory(place, error))
    throw OutputError(name + ": expected a folder, found that " + text_of(place) + " is a file");
  if (const std::optional<std::string> why = why_not_writable(place))
    throw OutputError(name + ": cannot be written to: " + *why + "; name another folder");
}

fs::path spelled_alike(const fs::path& path) {
  const fs::path some = path.empty() ? path_of(".") : path;
  std::error_code error;  // the current folder is not there any more
  const fs::path absolute = fs::absolute(some, error);
  return (error ? some : absolute).lexically_normal();
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
