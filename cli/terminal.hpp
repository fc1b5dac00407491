// What the program may ask of the terminal it runs in.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>

namespace crossbreak::cli {

/// Colour on standard output: a terminal, and NO_COLOR is unset or empty (no-color.org).
bool wants_colour(const std::ostream& out);

/// The text as it stands, but each line printable where a terminal shows it: a table for other programs holds
/// names as files have them.
std::string as_shown(const std::ostream& out, std::string_view text);

/// A line that counts finished steps on a terminal's stderr, and nothing anywhere else.
class Progress {
 public:
  Progress(std::ostream& err, std::size_t steps);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// From any thread.
  void step(const std::string& what);

 private:
  std::mutex mutex_;
  std::ostream& err_;
  std::size_t steps_;
  std::size_t done_ = 0;
  bool shows_;
};

/// "[40/2000] 31.2 a second, 1 min 3 s left": of steps that took `seconds` until now.
std::string progress_text(std::size_t done, std::size_t steps, double seconds);

/// A line with rate and time left on a terminal's stderr, and nothing anywhere else. In one thread at a time.
class RateProgress {
 public:
  RateProgress(std::ostream& err, std::size_t steps);
  ~RateProgress() { clear(); }
  RateProgress(const RateProgress&) = delete;
  RateProgress& operator=(const RateProgress&) = delete;

  /// Makes room for a line of its own.
  void clear();
  void step(const std::string& what);

 private:
  std::ostream& err_;
  std::size_t steps_;
  std::size_t done_ = 0;
  bool shows_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace crossbreak::cli
