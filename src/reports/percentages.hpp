// Percentages that add up to a hundred as they are printed.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace crossbreak {

/// Of counts that make up a whole, with one decimal: each rounded down, and the tenths that then are missing
/// to 100.0 given to the largest remainders, the first of equal ones (Hamilton's method). "-" for each where
/// all are 0.
std::vector<std::string> percentages(std::span<const int> counts);

}  // namespace crossbreak
