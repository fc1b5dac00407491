#include "terminal.hpp"

#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace crossbreak::cli {

bool wants_colour(const std::ostream& out) {
  const char* refused = std::getenv("NO_COLOR");
  return &out == &std::cout && ::isatty(STDOUT_FILENO) != 0 && (refused == nullptr || *refused == '\0');
}

Progress::Progress(std::ostream& err, std::size_t steps)
    : err_(err), steps_(steps), shows_(steps > 1 && &err == &std::cerr && ::isatty(STDERR_FILENO) != 0) {}

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
