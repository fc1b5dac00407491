// Lines of cells, each column as wide as its widest cell, up to a limit.
#pragma once

#include <string>
#include <vector>

namespace crossbreak {

/// One line each, columns two blanks apart; the last cell of a line is not padded. A cell wider
/// than 100 stands whole, and moves what is behind it in its line alone.
std::string aligned_lines(const std::vector<std::vector<std::string>>& lines);

}  // namespace crossbreak
