#include "terminal.hpp"

#include <iostream>

#include "system.hpp"

namespace crossbreak::cli {

bool wants_colour(const std::ostream& out) {
  return &out == &std::cout && is_smart_terminal(StandardStream::Output) && !environment_text("NO_COLOR");
}

Progress::Progress(std::ostream& err, std::size_t steps)
    : err_(err),
      steps_(steps),
      shows_(steps > 1 && &err == &std::cerr && is_smart_terminal(StandardStream::Error)) {}

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
