// Which files of a watched folder have stopped growing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>

namespace crossbreak::cli {

class SettledFiles {
 public:
  using Clock = std::chrono::steady_clock;

  /// `quiet`: for how long size and time of a file must stay what they are.
  explicit SettledFiles(Clock::duration quiet) : quiet_(quiet) {}

  /// Begins a look at all files. `now` never goes back.
  void look(Clock::time_point now);

  /// Whether the file may be read: it has not changed for so long, and can be opened. One that cannot be
  /// opened is let through after `patience`, so that somebody hears of it.
  bool is_settled(const std::filesystem::path& file);

  /// How many files of this look are not settled.
  std::size_t waiting() const { return waiting_; }

  /// Since when the file is as it is; now for one that was never looked at.
  Clock::time_point since(const std::filesystem::path& file) const;

 private:
  struct State {
    std::uintmax_t size = 0;
    std::filesystem::file_time_type written;
    Clock::time_point since;
  };

  Clock::duration quiet_;
  Clock::time_point now_;
  std::size_t waiting_ = 0;
  std::map<std::filesystem::path, State> files_;
};

/// How long a file waits that cannot be opened, and a half for its other half, before it counts as a problem:
/// arbitrary, longer than a slow share or two exports by hand take.
inline constexpr std::chrono::minutes patience{10};

}  // namespace crossbreak::cli
