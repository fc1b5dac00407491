// Why a review, a record or a signature goes no further.
#pragma once

#include <stdexcept>

namespace crossbreak {

/// A record, a review file, a signature or an audit does not check: exit 7. what() names the file, the
/// place, what was wanted and what was found.
class VerificationError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Something is undecided, or people differ: exit 5.
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
