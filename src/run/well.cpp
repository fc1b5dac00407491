#include "run/well.hpp"

#include <charconv>

#include "run/ascii.hpp"

namespace crossbreak {

std::string to_string(Well well) {
  return static_cast<char>('A' + well.row) + std::to_string(well.column + 1);
}

std::optional<Well> parse_well(std::string_view text) {
  if (text.size() < 2 || text.size() > 3)
    return std::nullopt;
  const char letter = upper_case(text[0]);
  int column = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, column);
  if (letter < 'A' || letter > 'P' || error != std::errc{} || stop != end || column < 1 || column > 24)
    return std::nullopt;
  return Well{.row = letter - 'A', .column = column - 1};
}

std::optional<Well> well_at(int index, const Plate& plate) {
  if (index < 0 || index >= plate.size())
    return std::nullopt;
  return Well{.row = index / plate.columns, .column = index % plate.columns};
}

}  // namespace crossbreak
