#include "run/csv_cell.hpp"

#include <algorithm>
#include <iterator>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// The last four are full-width, which a spreadsheet in Chinese or Japanese takes for the first four.
constexpr std::string_view formula_starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

/// Whether a spreadsheet would run the text, apostrophes and marks that it does not show in front left aside.
bool starts_like_formula(std::string_view text) {
  while (text.starts_with('\'') || text.starts_with(byte_order_mark))
    text.remove_prefix(text.starts_with('\'') ? 1 : byte_order_mark.size());
  return std::any_of(std::begin(formula_starts), std::end(formula_starts),
                     [&](std::string_view start) { return text.starts_with(start); });
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
