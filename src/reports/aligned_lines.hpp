// Lines of cells, each column as wide as its widest cell.
#pragma once

#include <string>
#include <vector>

namespace crossbreak {

/// One line each, columns two blanks apart; the last cell of a line is not padded.
std::string aligned_lines(const std::vector<std::vector<std::string>>& lines);

}  // namespace crossbreak
