#include "terminal.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <unistd.h>

namespace crossbreak::cli {

namespace {

/// A terminal that understands escape sequences.
bool is_smart(int descriptor) {
  const char* terminal = std::getenv("TERM");
  return ::isatty(descriptor) != 0 && terminal != nullptr && *terminal != '\0' &&
         std::string_view(terminal) != "dumb";
}

}  // namespace

bool wants_colour(const std::ostream& out) {
  const char* refused = std::getenv("NO_COLOR");
  return &out == &std::cout && is_smart(STDOUT_FILENO) && (refused == nullptr || *refused == '\0');
}

Progress::Progress(std::ostream& err, std::size_t steps)
    : err_(err), steps_(steps), shows_(steps > 1 && &err == &std::cerr && is_smart(STDERR_FILENO)) {}

Progress::~Progress() {
  if (shows_)
    err_ << "\r\033[K" << std::flush;
}

void Progress::step(const std::string& what) {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (shows_)
    err_ << "\r\033[K[" << done_ << '/' << steps_ << "] " << what << std::flush;
}

}  // namespace crossbreak::cli
