#include "terminal.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>

#include "run/number_text.hpp"
#include "run/utf8.hpp"
#include "system.hpp"

namespace crossbreak::cli {

bool wants_colour(const std::ostream& out) {
  return &out == &std::cout && is_smart_terminal(StandardStream::Output) && !environment_text("NO_COLOR");
}

std::string as_shown(const std::ostream& out, std::string_view text) {
  if (&out != &std::cout || !is_terminal(StandardStream::Output))
    return std::string(text);
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    shown += printable(text.substr(0, end));
    shown += end < text.size() ? "\n" : "";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
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
    err_ << "\r\033[K[" << done_ << '/' << steps_ << "] " << printable(what) << std::flush;
}

std::string progress_text(std::size_t done, std::size_t steps, double seconds) {
  std::string text = "[" + std::to_string(done) + '/' + std::to_string(steps) + ']';
  if (done == 0 || seconds <= 0)
    return text;
  const double rate = static_cast<double>(done) / seconds;
  const auto left = static_cast<long>(std::ceil(static_cast<double>(steps - done) / rate));
  const std::string minutes = left < 60 ? "" : std::to_string(left / 60) + " min ";
  return text + ' ' + fixed_text(rate, 1) + " a second, " + minutes + std::to_string(left % 60) + " s left";
}

RateProgress::RateProgress(std::ostream& err, std::size_t steps)
    : err_(err), steps_(steps), shows_(&err == &std::cerr && is_smart_terminal(StandardStream::Error)) {}

void RateProgress::clear() {
  if (shows_)
    err_ << "\r\033[K" << std::flush;
}

void RateProgress::step(const std::string& what) {
  ++done_;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
  if (shows_)
    err_ << "\r\033[K" << progress_text(done_, steps_, taken.count()) << "  " << printable(what)
         << std::flush;
}

}  // namespace crossbreak::cli
