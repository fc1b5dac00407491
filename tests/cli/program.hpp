// Runs the program in-process and keeps what it printed.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "command.hpp"

namespace crossbreak::tests {

inline const std::filesystem::path samples = std::filesystem::path(CROSSBREAK_SOURCE_DIR) / "sample_runs";

/// The .eds of a sample run.
inline std::string sample(const std::string& name) {
  return (samples / name / (name + ".eds")).string();
}

struct Printed {
  int code = -1;
  std::string out;
  std::string err;
};

inline Printed crossbreak_with(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const auto code = cli::run_program(arguments, out, err);
  return {.code = static_cast<int>(code), .out = out.str(), .err = err.str()};
}

}  // namespace crossbreak::tests
