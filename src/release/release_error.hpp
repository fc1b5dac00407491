// What can be wrong on the way from a call to a released result.
#pragma once

#include <stdexcept>

namespace crossbreak {

/// A record, review file, signature or audit does not check: exit 7. what() is whole: file, place, what was
/// wanted, what was found.
class VerificationError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A review is undecided or in conflict, or what was asked must wait for another decision: exit 5.
class UndecidedError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a reviewer asks for cannot be decided so: exit 2.
class DecisionError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace crossbreak
