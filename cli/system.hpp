// What differs between systems: files, signals, the terminal, the environment, the program's own place, and
// how a path becomes text. Everything else in cli/ is portable C++. One source a system: system_posix.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace crossbreak::cli {

/// The path that a text of the command line or of a file names, and the text of a path as messages and
/// reports show it: bytes as they stand, UTF-8 wherever the system has a say in it.
std::filesystem::path path_of(std::string_view text);
std::string text_of(const std::filesystem::path& path);

/// A variable of the environment; nothing where it is unset or empty.
std::optional<std::string> environment_text(const char* name);

/// The file of the running program; empty where it cannot be told.
std::filesystem::path program_file();

/// Sees that no file of ours gets the place of a standard stream that is closed. To read or write such a
/// stream stays an error. To be called before anything is opened.
void occupy_standard_streams();

enum class StandardStream { Output, Error };

/// Whether the stream is a terminal, whatever it understands.
bool is_terminal(StandardStream stream);

/// Whether the stream is a terminal that is said to understand escape sequences.
bool is_smart_terminal(StandardStream stream);

/// Why no file can be made in a folder that exists, or a file that exists cannot be written to; nothing where
/// that can be done.
std::optional<std::string> why_not_writable(const std::filesystem::path& path);

/// What the system gives a new file to whoever may read and write: 0666 without the umask.
std::filesystem::perms new_file_permissions();

/// What may stand before so many bytes more in the name of a file: the path itself where its name is short
/// enough, else one whose name is the beginning of that, "~" and 16 hex digits of its SHA-256.
std::filesystem::path with_room_for(std::size_t more, const std::filesystem::path& path);

/// A name beside `target` that nobody can guess: "plate.calls.csv.part" and 32 hex digits, behind
/// before_part().
std::filesystem::path name_beside(const std::filesystem::path& target);

/// `target` with as much of its name as the names beside it have.
std::filesystem::path before_part(const std::filesystem::path& target);

/// before_part() of the target that name_beside() named so; nothing for another name.
std::optional<std::filesystem::path> place_beside(const std::filesystem::path& beside);

/// A new file, which its owner alone may read and write and which remove_unheld() of other running programs
/// leaves alone while this lives. A file or link of the name that is there already is an error of write().
class HeldFile {
 public:
  explicit HeldFile(const std::filesystem::path& path);
  HeldFile(HeldFile&& other) noexcept
      : file_(std::exchange(other.file_, -1)), why_not_(std::move(other.why_not_)) {}
  HeldFile(const HeldFile&) = delete;
  HeldFile& operator=(const HeldFile&) = delete;
  HeldFile& operator=(HeldFile&&) = delete;
  ~HeldFile() { release(); }

  /// Writes into it and sees it onto the disk. Says why that failed; nothing where it succeeded.
  std::optional<std::string> write(std::string_view bytes);
  void release();

 private:
  int file_ = -1;  // the only one to write by: where a share locks a file, it does so for all others
  std::optional<std::string> why_not_;
};

/// Removes a file whose program has ended. One whose program runs stays, and so does any where the file
/// system knows no locks.
void remove_unheld(const std::filesystem::path& path);

/// Writes a new file, which its owner alone may read and write, and sees it onto the disk. Says why that
/// failed, as where a file or link of the name is there, and then leaves none of its own behind; nothing
/// where it succeeded.
std::optional<std::string> write_private(const std::filesystem::path& path, std::string_view bytes);

/// Sees the names of a folder onto the disk: a rename that happened stays.
void sync_folder(const std::filesystem::path& folder);

/// Now, in UTC: "2026-03-06T08:15:30Z".
std::string utc_now();

/// What this computer's clock on the wall is ahead of UTC: "+08:00".
std::string zone_offset();

/// 128 random bits of the system's, as 32 lower-case hex digits.
std::string random_id();

/// What the network calls this computer; empty where it cannot be told.
std::string computer_name();

/// A line typed on the terminal, unseen, after `question`; nothing where there is no terminal.
std::optional<std::string> typed_unseen(std::string_view question);

/// Keeps other running programs of ours out of a folder while it lives. Waits for one that is inside. Where
/// the file system locks files alone, as NFS and SMB do, or where the folder cannot be read, a file
/// ".crossbreak.lock" stays in the folder.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  /// False: another program stayed inside for ten seconds. True where there are no locks, or no folder.
  bool held() const { return held_; }

 private:
  int file_ = -1;
  bool held_ = false;
};

/// Keeps other running programs from what this one does for hours: a file of that name, which is removed with
/// it. Does not wait, and is no FolderLock, so that the program itself may still lock folders.
class HeldName {
 public:
  explicit HeldName(std::filesystem::path file);
  ~HeldName();
  HeldName(const HeldName&) = delete;
  HeldName& operator=(const HeldName&) = delete;
  /// False: another program holds it. True where the file system knows no locks.
  bool held() const { return held_; }

 private:
  std::filesystem::path path_;
  int file_ = -1;
  bool held_ = true;
};

/// Tells that something may have changed in folders, where the system can: a share that another computer
/// writes to, and other systems, tell nothing. A hint only.
class FolderChanges {
 public:
  FolderChanges();
  ~FolderChanges();
  FolderChanges(const FolderChanges&) = delete;
  FolderChanges& operator=(const FolderChanges&) = delete;

  /// Again for a folder that is watched already changes nothing.
  void watch(const std::filesystem::path& folder);

  /// Returns when files came, went or were closed after writing, when somebody asked the program to end, and
  /// at the latest after this time.
  void wait(std::chrono::milliseconds most);

 private:
  int queue_ = -1;
};

/// While it lives, a first request to end the program (Ctrl-C, SIGTERM, SIGHUP) waits until its end, so that
/// no half of a report and no temporary file stays behind; a second one is obeyed at once. A signal that is
/// ignored stays ignored. Of several, one within the other, the outermost counts. In one thread only.
class HeldInterruption {
 public:
  HeldInterruption();
  ~HeldInterruption();
  HeldInterruption(const HeldInterruption&) = delete;
  HeldInterruption& operator=(const HeldInterruption&) = delete;

  /// The request has its answer, since the program ends by itself.
  void answered();

 private:
  struct Before;
  std::unique_ptr<Before> before_;
};

}  // namespace crossbreak::cli
