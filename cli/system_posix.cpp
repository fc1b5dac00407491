#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

std::string last_error() {
  return std::generic_category().message(errno);
}

volatile std::sig_atomic_t held_signal = 0;  // a handler can reach nothing else

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

bool is_smart_terminal(StandardStream stream) {
  const int descriptor = stream == StandardStream::Output ? STDOUT_FILENO : STDERR_FILENO;
  return ::isatty(descriptor) != 0 && environment_text("TERM").value_or("dumb") != "dumb";
}

std::optional<std::string> why_not_writable(const fs::path& folder) {
  return ::access(folder.c_str(), W_OK | X_OK) == 0 ? std::nullopt : std::optional(last_error());
}

fs::path name_beside(const fs::path& target) {
  fs::path beside = target;
  beside += ".part" + std::to_string(::getpid());
  return beside;
}

std::optional<std::string> write_to_disk(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0)
    return last_error();
  bool sound = true;
  while (sound && !bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    sound = count >= 0 || errno == EINTR;
    if (count > 0)
      bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  sound = sound && ::fsync(file) == 0;
  const std::optional<std::string> why = sound ? std::nullopt : std::optional(last_error());
  ::close(file);
  if (!sound)
    ::unlink(path.c_str());
  return why;
}

struct HeldInterruption::Before {
  std::array<struct sigaction, ending_signals.size()> actions{};
};

HeldInterruption::HeldInterruption() : before_(std::make_unique<Before>()) {
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
  for (std::size_t i = 0; i < ending_signals.size(); ++i)
    ::sigaction(ending_signals[i], &before_->actions[i], nullptr);
  if (held_signal != 0)
    std::raise(held_signal);
}

}  // namespace crossbreak::cli
