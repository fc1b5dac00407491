#include "run/json_size.hpp"

#include <algorithm>
#include <cstddef>

namespace crossbreak {

JsonSize size_of_json(std::string_view json) {
  JsonSize size{.values = 1, .levels = 0};
  std::uint64_t level = 0;
  bool inside_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      inside_string = !inside_string;
    } else if (inside_string) {
      i += c == '\\' ? 1 : 0;
    } else if (c == '[' || c == '{') {
      ++size.values;
      size.levels = std::max(size.levels, ++level);
    } else if (c == ']' || c == '}') {
      level -= level > 0 ? 1 : 0;
    } else if (c == ',' || c == ':') {
      ++size.values;
    }
  }
  return size;
}

}  // namespace crossbreak
