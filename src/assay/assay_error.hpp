// The one exception of assay/: a panel or profile that cannot be used.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace crossbreak {

/// what() reads "panel.toml:17: message".
class AssayError : public std::runtime_error {
 public:
  AssayError(std::string_view file, std::string_view message)
      : std::runtime_error(std::string(file) + ": " + std::string(message)) {}
  AssayError(std::string_view file, unsigned line, std::string_view message)
      : std::runtime_error(std::string(file) + ':' + std::to_string(line) + ": " + std::string(message)) {}
};

}  // namespace crossbreak
