// Settings that no run can meet.
#pragma once

#include <stdexcept>

namespace crossbreak {

/// What was asked does not fit itself or the runs: a layout or an encoding that nobody knows, a target that
/// no run has, a window behind the last cycle. what() names the option of the command line that asks for it.
class SettingsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace crossbreak
