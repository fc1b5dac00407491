// Ctrl-C while files are put in their places.
#pragma once

#include <array>
#include <csignal>

namespace crossbreak::cli {

/// While it lives, a first SIGINT, SIGTERM or SIGHUP waits until its end, so that no half of a report and no
/// temporary file stays behind; a second one is obeyed at once. A signal that is ignored stays ignored. One
/// at a time.
class HeldInterruption {
 public:
  HeldInterruption();
  ~HeldInterruption();
  HeldInterruption(const HeldInterruption&) = delete;
  HeldInterruption& operator=(const HeldInterruption&) = delete;

 private:
  static constexpr std::array signals_ = {SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, signals_.size()> before_{};
};

}  // namespace crossbreak::cli
