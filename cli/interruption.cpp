#include "interruption.hpp"

#include <cstddef>

namespace crossbreak::cli {
namespace {

volatile std::sig_atomic_t held_signal = 0;  // a handler can reach nothing else

extern "C" void hold(int signal) {
  held_signal = signal;
}

}  // namespace

HeldInterruption::HeldInterruption() {
  held_signal = 0;
  struct sigaction holding {};
  holding.sa_handler = hold;
  holding.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
  for (std::size_t i = 0; i < signals_.size(); ++i) {
    ::sigaction(signals_[i], nullptr, &before_[i]);
    if (before_[i].sa_handler != SIG_IGN)
      ::sigaction(signals_[i], &holding, nullptr);
  }
}

HeldInterruption::~HeldInterruption() {
  for (std::size_t i = 0; i < signals_.size(); ++i)
    ::sigaction(signals_[i], &before_[i], nullptr);
  if (held_signal != 0)
    std::raise(held_signal);
}

}  // namespace crossbreak::cli
