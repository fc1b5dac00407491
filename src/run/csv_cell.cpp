#include "run/csv_cell.hpp"

#include "run/utf8.hpp"

namespace crossbreak {

std::string quoted_cell(std::string_view text, std::string_view quoted_for) {
  if (text.find_first_of(quoted_for) == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') {
      quoted += '"';
    }
  }
  return quoted + '"';
}

std::string csv_cell(std::string_view text) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  std::string cell = valid_utf8(text);
  const std::size_t start = cell.find_first_not_of('\'');
  if (start != std::string::npos && formula_starts.find(cell[start]) != std::string_view::npos) {
    cell.insert(0, 1, '\'');
  }
  return quoted_cell(cell);
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line += cell + ",";
  }
  line.back() = '\n';
  return line;
}

}  // namespace crossbreak
