// What the program may ask of the terminal it runs in.
#pragma once

#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>

namespace crossbreak::cli {

/// Colour on standard output: a terminal, and NO_COLOR is unset or empty (no-color.org).
bool wants_colour(const std::ostream& out);

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

}  // namespace crossbreak::cli
