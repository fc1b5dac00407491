#include "run/aligned_lines.hpp"

#include <algorithm>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

constexpr std::size_t widest = 100;  // arbitrary: one long name does not make every line as long

}  // namespace

std::string aligned_lines(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths;
  for (const std::vector<std::string>& cells : lines) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(display_width(cells[i]), widest));
    }
  }
  std::string text;
  for (const std::vector<std::string>& cells : lines) {
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
      text += padded(cells[i], std::max(widths[i], display_width(cells[i])) + 2);
    }
    text += cells.empty() ? "\n" : cells.back() + '\n';
  }
  return text;
}

}  // namespace crossbreak
