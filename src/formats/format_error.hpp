// What is thrown where a file cannot be read as promised.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace crossbreak {

/// The file is not what its format promises. what() reads "plate3.csv:17: message", or
/// "plate.eds: apldbio/sds/plate_setup.xml: message" where the place is a member or a sheet.
class FormatError : public std::runtime_error {
 public:
  FormatError(std::string_view file, std::string_view message)
      : std::runtime_error(std::string(file) + ": " + std::string(message)) {}
  FormatError(std::string_view file, int line, std::string_view message)
      : std::runtime_error(std::string(file) + ':' + std::to_string(line) + ": " + std::string(message)) {}
  FormatError(std::string_view file, std::string_view place, std::string_view message)
      : std::runtime_error(std::string(file) + ": " + std::string(place) + ": " + std::string(message)) {}
};

}  // namespace crossbreak
