#include "run/json_size.hpp"

#include <algorithm>
#include <cstddef>

namespace crossbreak {
namespace {

/// Where the string ends that begins before `i`: at its quote, or behind the text.
std::size_t end_of_string(std::string_view json, std::size_t i) {
  while (i < json.size() && json[i] != '"')
    i += json[i] == '\\' ? 2 : 1;
  return i;
}

}  // namespace

JsonSize size_of_json(std::string_view json) {
  JsonSize size{.values = 1, .levels = 0};
  std::uint64_t level = 0;
  for (std::size_t i = 0; i < json.size(); ++i)
    switch (json[i]) {
      case '"':
        i = end_of_string(json, i + 1);
        break;
      case '[':
      case '{':
        ++size.values;
        size.levels = std::max(size.levels, ++level);
        break;
      case ']':
      case '}':
        level -= level > 0 ? 1 : 0;
        break;
      case ',':
      case ':':
        ++size.values;
        break;
      default:
        break;
    }
  return size;
}

}  // namespace crossbreak
