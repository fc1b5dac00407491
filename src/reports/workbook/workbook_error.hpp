// The fault of a workbook that could not be made, or not whole.
#pragma once

#include <stdexcept>

namespace crossbreak {

/// Memory, or the room for what is kept meanwhile, came to its end. what() is whole.
class WorkbookError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace crossbreak
