// A file in memory, as readers take it.
#pragma once

#include <string>

namespace crossbreak {

/// A whole file in memory. Readers see bytes, never paths, so that a test or a fuzzer can hand them a
/// string.
struct Source {
  std::string name;  ///< file name without folder, for messages and reports
  std::string bytes;
};

}  // namespace crossbreak
