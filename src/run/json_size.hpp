// How large a text of JSON is, before it is parsed.
#pragma once

#include <cstdint>
#include <string_view>

namespace crossbreak {

/// Values of a document of JSON and the names of fields, at most, and how many may lie within one another:
/// nothing is parsed.
struct JsonSize {
  std::uint64_t values = 0;
  std::uint64_t levels = 0;
};
JsonSize size_of_json(std::string_view json);

}  // namespace crossbreak
