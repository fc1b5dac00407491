// Files in and out: whole into memory, and out so that an old report is replaced whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "formats/source.hpp"
#include "system.hpp"

namespace crossbreak::cli {

/// The whole file. Throws InputError: "plate.eds: no such file", "... is a directory", "... is empty".
Source read_file(const std::filesystem::path& path);

/// Where the bytes of an output go: behind a link, so that the link stays (/dev/stdout is one).
std::filesystem::path place_of(const std::filesystem::path& path);

struct Output {
  std::filesystem::path path;
  std::string bytes;
};

/// What becomes of an output that lies there read-only.
enum class ReadOnly {
  Stays,              ///< refused; the message says how to make it writable
  StaysUnlessForced,  ///< refused; the message says that --force replaces it
  IsReplaced
};

/// Writes each output beside its place, flushes it to the disk, then renames all of them: a reader sees the
/// old file or the new one, never half of one. A new file keeps the permissions of the one it replaces. The
/// folder is created. Throws OutputError, for a place that is no file and for a read-only one too; files
/// written beside are removed again, and so are those that a program that was ended left there. Ctrl-C waits
/// until all are in place.
void write_files(const std::vector<Output>& outputs, ReadOnly read_only = ReadOnly::Stays);

/// The same for outputs in a folder, or below it, that tell of one thing, while a HeldFolder of it lives:
/// where the program is killed between them, or fails there when one has replaced an older file, the next
/// HeldFolder puts the rest in place, so that no part of them, or old and new, lie side by side for longer.
/// The last of them is put in place last.
void write_together(const std::filesystem::path& folder, const std::vector<Output>& outputs,
                    ReadOnly read_only);

/// Writes outputs that tell of one thing, in the order given: where all lie in the folder of one of them or
/// below it, together, and while a HeldFolder of that lives. Throws OutputError.
void write_set(const std::vector<Output>& outputs, ReadOnly read_only);

/// Removes what programs that were ended left beside these places.
void remove_left_beside(const std::vector<std::filesystem::path>& places);

/// Throws OutputError for the first of these files that is there and may not be written to.
void check_replaceable(const std::vector<std::filesystem::path>& paths, ReadOnly read_only);

/// Keeps other commands of ours out of a folder while it lives, and first completes what a killed one was
/// about to put in place there. Throws OutputError where one stays inside, and where that cannot be
/// completed.
class HeldFolder {
 public:
  explicit HeldFolder(const std::filesystem::path& folder);

 private:
  FolderLock lock_;
};

/// Whether a killed command, or one that runs, has not put all in place in the folder: a HeldFolder does.
bool is_being_replaced(const std::filesystem::path& folder);

/// Does so, for a command that only reads in the folder. Throws OutputError.
void complete_replaced_in(const std::filesystem::path& folder);

/// Makes a folder, and those above it, where they are missing. Throws OutputError.
void make_folder(const std::filesystem::path& folder);

/// Throws OutputError where `folder` (or, while it does not exist, its nearest existing parent) cannot be
/// written to: known before anything is computed.
void check_writable(const std::filesystem::path& folder);

/// The path itself, from whatever folder and however it was spelled; links in it stay what they are called.
std::filesystem::path spelled_alike(const std::filesystem::path& path);

/// The one path behind several spellings, as far as the file system lets us look.
std::filesystem::path whole_path(const std::filesystem::path& path);

/// The file name without its last extension: "plate.v2" of "plate.v2.txt".
std::string stem_of(const std::filesystem::path& path);

}  // namespace crossbreak::cli
