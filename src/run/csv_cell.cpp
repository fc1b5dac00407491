#include "run/csv_cell.hpp"

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view formula_starts = "=+-@\t\r";

/// Whether a spreadsheet would run the text, apostrophes in front left aside.
bool starts_like_formula(std::string_view text) {
  const std::size_t start = text.find_first_not_of('\'');
  return start != std::string_view::npos && formula_starts.find(text[start]) != std::string_view::npos;
}

}  // namespace

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
  std::string cell = valid_utf8(text);
  if (starts_like_formula(cell)) {
    cell.insert(0, 1, '\'');
  }
  return quoted_cell(cell);
}

std::string text_of_csv_cell(std::string_view cell) {
  return std::string(cell.starts_with('\'') && starts_like_formula(cell) ? cell.substr(1) : cell);
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
