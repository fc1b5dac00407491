#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>
#if __has_include(<sys/inotify.h>)
#include <sys/inotify.h>
#endif

#include "interruption.hpp"
#include "run/sha256.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

std::string last_error() {
  return std::generic_category().message(errno);
}

// The handler runs in whichever thread, tasks of a batch in many; a volatile std::sig_atomic_t is for one.
std::atomic<int> held_signal = 0;
static_assert(decltype(held_signal)::is_always_lock_free);
std::atomic<int> holders = 0;

extern "C" void hold(int signal) {
  held_signal = signal;
}

constexpr std::array ending_signals = {SIGINT, SIGTERM, SIGHUP};

}  // namespace

fs::path path_of(std::string_view text) {
  return fs::path(text);
}

std::string text_of(const fs::path& path) {
  return path.string();
}

std::optional<std::string> environment_text(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

fs::path program_file() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

void occupy_standard_streams() {
  // From the lowest on, so that open() gives each its own descriptor; a mode that makes its use an error.
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(stream, F_GETFD) < 0)
      ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

bool is_terminal(StandardStream stream) {
  return ::isatty(stream == StandardStream::Output ? STDOUT_FILENO : STDERR_FILENO) != 0;
}

bool is_smart_terminal(StandardStream stream) {
  return is_terminal(stream) && environment_text("TERM").value_or("dumb") != "dumb";
}

std::optional<std::string> why_not_writable(const fs::path& path) {
  std::error_code error;
  const int wanted = fs::is_directory(path, error) ? W_OK | X_OK : W_OK;
  return ::access(path.c_str(), wanted) == 0 ? std::nullopt : std::optional(last_error());
}

fs::perms new_file_permissions() {
  const mode_t mask = ::umask(0);  // which can be read in no other way
  ::umask(mask);
  return static_cast<fs::perms>(0666U & ~mask);
}

namespace {

constexpr std::string_view part = ".part";
constexpr std::size_t id_digits = 32;         // of random_id()
constexpr std::size_t most_name_bytes = 255;  // NAME_MAX of Linux
constexpr std::size_t name_digits = 16;       // arbitrary: two long names of a folder never share so many

}  // namespace

fs::path with_room_for(std::size_t more, const fs::path& path) {
  const std::string name = text_of(path.filename());
  if (name.size() + more <= most_name_bytes)
    return path;
  const std::string stands_for_rest = '~' + sha256_hex(name).substr(0, name_digits);
  std::size_t end = most_name_bytes - more - stands_for_rest.size();
  const auto is_within_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (end > 0 && is_within_character(name[end]))
    --end;
  return path.parent_path() / (name.substr(0, end) + stands_for_rest);
}

fs::path name_beside(const fs::path& target) {
  fs::path beside = before_part(target);
  beside += std::string(part) + random_id();
  return beside;
}

fs::path before_part(const fs::path& target) {
  return with_room_for(part.size() + id_digits, target);
}

std::optional<fs::path> place_beside(const fs::path& beside) {
  const std::string name = text_of(beside);
  if (name.size() <= part.size() + id_digits)
    return std::nullopt;
  const std::size_t end = name.size() - id_digits - part.size();
  if (name.compare(end, part.size(), part) != 0 ||
      name.find_first_not_of("0123456789abcdef", end + part.size()) != std::string::npos)
    return std::nullopt;
  return path_of(name.substr(0, end));
}

namespace {

/// Why the bytes did not all reach the disk.
std::optional<std::string> write_all(int file, std::string_view bytes) {
  bool sound = true;
  while (sound && !bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    sound = count >= 0 || errno == EINTR;
    if (count > 0)
      bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  sound = sound && ::fsync(file) == 0;
  return sound ? std::nullopt : std::optional(last_error());
}

}  // namespace

HeldFile::HeldFile(const fs::path& path) {
  struct stat now {};
  do {  // again where it was removed before we held it
    release();
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file_ < 0)
      why_not_ = last_error();
  } while (file_ >= 0 && ::flock(file_, LOCK_EX) == 0 && ::fstat(file_, &now) == 0 && now.st_nlink == 0);
}

std::optional<std::string> HeldFile::write(std::string_view bytes) {
  return why_not_ ? why_not_ : write_all(file_, bytes);
}

void HeldFile::release() {
  if (file_ >= 0)
    ::close(file_);
  file_ = -1;
}

void remove_unheld(const fs::path& path) {
  constexpr int flags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  int file = ::open(path.c_str(), O_WRONLY | flags);  // a share locks nothing that is open for reading alone
  if (file < 0 && errno == EACCES)                    // as read-only as what it was to replace
    file = ::open(path.c_str(), O_RDONLY | flags);
  if (file < 0)
    return;
  if (::flock(file, LOCK_EX | LOCK_NB) == 0)
    ::unlink(path.c_str());
  ::close(file);
}

std::optional<std::string> write_private(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0)
    return last_error();
  const std::optional<std::string> why = write_all(file, bytes);
  ::close(file);
  if (why)
    ::unlink(path.c_str());
  return why;
}

void sync_folder(const fs::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened >= 0) {
    ::fsync(opened);  // where it fails the file system has no such promise
    ::close(opened);
  }
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string zone_offset() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::localtime_r(&now, &parts);
  constexpr long most = 24 * 60 + 59;  // as review files are read
  const long minutes = std::clamp(parts.tm_gmtoff / 60, -most, most);
  const auto two_digits = [](long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return (minutes < 0 ? "-" : "+") + two_digits(std::abs(minutes) / 60) + ":" +
         two_digits(std::abs(minutes) % 60);
}

std::string random_id() {
  std::array<unsigned char, 16> bytes{};
  if (::getentropy(bytes.data(), bytes.size()) != 0)
    throw std::runtime_error("the system gives no random numbers: " + last_error());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string id;
  for (const unsigned char byte : bytes) {
    id += digits[byte >> 4U];
    id += digits[byte & 15U];
  }
  return id;
}

std::string computer_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::optional<std::string> typed_unseen(std::string_view question) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  termios before{};
  if (terminal < 0 || ::tcgetattr(terminal, &before) != 0) {
    if (terminal >= 0)
      ::close(terminal);
    return std::nullopt;
  }
  const HeldInterruption until_the_terminal_shows_again_what_is_typed;
  termios silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(terminal, TCSAFLUSH, &silent);
  const auto say = [terminal](std::string_view text) {
    return ::write(terminal, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  };
  std::string typed;
  bool ended = !say(question);
  while (!ended && !interruption_asked()) {
    constexpr int glance_ms = 100;  // at a request to end, which poll() may just have missed
    pollfd keys = {.fd = terminal, .events = POLLIN, .revents = 0};
    if (::poll(&keys, 1, glance_ms) <= 0)
      continue;
    char c = 0;
    ended = ::read(terminal, &c, 1) != 1 || c == '\n';
    if (!ended)
      typed += c;
  }
  ::tcsetattr(terminal, TCSAFLUSH, &before);
  const bool told = say("\n") && !interruption_asked();
  ::close(terminal);
  return told ? std::optional(typed) : std::nullopt;
}

namespace {

/// Whether the file could be locked within some seconds; nothing where there are no locks for it.
std::optional<bool> locked(int file) {
  constexpr int tries = 100;  // arbitrary: ten seconds are longer than any writing of ours
  constexpr timespec tenth = {.tv_sec = 0, .tv_nsec = 100'000'000};
  for (int i = 0; i < tries; ++i) {
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
      return true;
    if (errno != EWOULDBLOCK)
      return std::nullopt;
    ::nanosleep(&tenth, nullptr);
  }
  return false;
}

/// It stays, since a share may show a removed file for some seconds; whoever signs here may open it. A link
/// or a pipe of its name is somebody else's, and no lock.
int opened_lock(const fs::path& path) {
  constexpr int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  int file = ::open(path.c_str(), flags | O_CREAT | O_EXCL, 0666);
  if (file >= 0) {
    [[maybe_unused]] const int for_its_owner_alone = ::fchmod(file, 0666);
    return file;
  }
  file = ::open(path.c_str(), flags);
  struct stat now {};
  if (file >= 0 && (::fstat(file, &now) != 0 || !S_ISREG(now.st_mode))) {
    ::close(file);
    file = -1;
  }
  return file;
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder)
    : file_(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  std::optional<bool> got;
  if (file_ >= 0)
    got = locked(file_);
  if (!got) {
    if (file_ >= 0)
      ::close(file_);
    file_ = opened_lock(folder / ".crossbreak.lock");
    if (file_ >= 0)
      got = locked(file_);
  }
  held_ = got.value_or(true);
}

FolderLock::~FolderLock() {
  if (file_ >= 0)
    ::close(file_);
}

HeldName::HeldName(fs::path file) : path_(std::move(file)) {
  struct stat now {};
  do {  // again where it was removed before we held it
    if (file_ >= 0)
      ::close(file_);
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ < 0)  // somebody else's, who may have been killed
      file_ = ::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    held_ = file_ < 0 || ::flock(file_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
  } while (file_ >= 0 && held_ && ::fstat(file_, &now) == 0 && now.st_nlink == 0);
}

HeldName::~HeldName() {
  if (file_ < 0)
    return;
  if (held_)
    ::unlink(path_.c_str());
  ::close(file_);
}

#if __has_include(<sys/inotify.h>)
FolderChanges::FolderChanges() : queue_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

void FolderChanges::watch(const fs::path& folder) {
  if (queue_ >= 0)
    ::inotify_add_watch(queue_, folder.c_str(),
                        IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_ONLYDIR);
}
#else
FolderChanges::FolderChanges() = default;

void FolderChanges::watch(const fs::path&) {}
#endif

FolderChanges::~FolderChanges() {
  if (queue_ >= 0)
    ::close(queue_);
}

void FolderChanges::wait(std::chrono::milliseconds most) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds glance(100);  // at a request to end, which poll() may just have missed
  constexpr int together_ms = 50;                   // what comes at once is told once
  const Clock::time_point end = Clock::now() + most;
  pollfd changes = {.fd = queue_, .events = POLLIN, .revents = 0};  // poll() passes over a descriptor below 0
  while (!interruption_asked() && Clock::now() < end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (::poll(&changes, 1, static_cast<int>(std::min(left, glance).count()) + 1) != 1)
      continue;
    std::array<char, 4096> told{};
    do
      while (::read(queue_, told.data(), told.size()) > 0) {}
    while (Clock::now() < end && ::poll(&changes, 1, together_ms) == 1);
    return;
  }
}

struct HeldInterruption::Before {
  std::array<struct sigaction, ending_signals.size()> actions{};
};

HeldInterruption::HeldInterruption() : before_(std::make_unique<Before>()) {
  if (holders++ > 0)
    return;
  held_signal = 0;
  struct sigaction holding {};
  holding.sa_handler = hold;
  holding.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
  for (std::size_t i = 0; i < ending_signals.size(); ++i) {
    ::sigaction(ending_signals[i], nullptr, &before_->actions[i]);
    if (before_->actions[i].sa_handler != SIG_IGN)
      ::sigaction(ending_signals[i], &holding, nullptr);
  }
}

HeldInterruption::~HeldInterruption() {
  if (--holders > 0)
    return;
  for (std::size_t i = 0; i < ending_signals.size(); ++i)
    ::sigaction(ending_signals[i], &before_->actions[i], nullptr);
  if (const int signal = held_signal; signal != 0)
    std::raise(signal);
}

void HeldInterruption::answered() {
  held_signal = 0;
}

bool interruption_asked() {
  return holders > 0 && held_signal != 0;
}

}  // namespace crossbreak::cli
