// What the calling refuses.
#pragma once

#include <stdexcept>

namespace crossbreak {

/// A run, panel or map that the rules refuse: an unknown target, an unnamed sample, TAMRA as passive
/// reference, a well described twice, a sample that is patient and control at once. what() is whole:
/// file, place, what was wanted, what was found, what to do.
class CallError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace crossbreak
