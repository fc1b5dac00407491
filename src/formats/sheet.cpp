#include "formats/sheet.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace crossbreak {

std::string cell_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell))
    return *text;
  if (const auto* number = std::get_if<double>(&cell))
    return fmt::format("{}", *number);
  if (const auto* truth = std::get_if<bool>(&cell))
    return *truth ? "TRUE" : "FALSE";
  return {};
}

std::string cell_reference(int line, std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters += static_cast<char>('A' + (rest - 1) % 26);
  std::reverse(letters.begin(), letters.end());
  return fmt::format("{}{}", letters, line);
}

std::string place_of(const Sheets& sheets, const Sheet& sheet, int line, std::optional<std::size_t> column) {
  if (sheets.is_text)
    return fmt::format("{}:{}", sheets.source, line);
  return fmt::format("{}: {}!{}", sheets.source, sheet.name,
                     column ? cell_reference(line, *column) : std::to_string(line));
}

FormatError error_at(const Sheets& sheets, const Sheet& sheet, int line, std::optional<std::size_t> column,
                     std::string_view message) {
  return {place_of(sheets, sheet, line, column), message};
}

}  // namespace crossbreak
