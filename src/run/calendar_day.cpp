#include "run/calendar_day.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

#include "words/names.hpp"

namespace crossbreak {
namespace {

/// -1: no number.
int number_of(std::string_view digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

/// The part in front of the sign, which is taken off with it.
std::string_view taken(std::string_view& text, std::string_view sign) {
  const std::size_t at = text.find(sign);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + sign.size());
  return part;
}

/// Nothing where the three are no day of the calendar, or a year is not of four digits.
std::optional<std::string> written(std::string_view year, std::string_view month, std::string_view day) {
  constexpr std::size_t digits_of_year = 4;
  constexpr std::size_t most_digits = 2;  // of a month and of a day
  if (year.size() != digits_of_year || month.size() > most_digits || day.size() > most_digits)
    return std::nullopt;
  const int y = number_of(year);
  const int m = number_of(month);
  const int d = number_of(day);
  if (y <= 0 || m <= 0 || d <= 0 ||
      !std::chrono::year_month_day{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                   std::chrono::day(static_cast<unsigned>(d))}
           .ok())
    return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", y, m, d);
}

}  // namespace

bool is_day(std::string_view text) {
  return day_of(text) == text;
}

std::optional<std::string> day_of(std::string_view text) {
  for (const std::string_view sign : {"-", "/", "."})
    if (text.find(sign) != std::string_view::npos) {
      const std::string_view year = taken(text, sign);
      const std::string_view month = taken(text, sign);
      return written(year, month, text);
    }
  if (text.find(year_sign) == std::string_view::npos)
    return std::nullopt;
  const std::string_view year = taken(text, year_sign);
  const std::string_view month = taken(text, month_sign);
  for (const std::string_view sign : day_signs)
    if (text.ends_with(sign))
      return written(year, month, text.substr(0, text.size() - sign.size()));
  return std::nullopt;
}

}  // namespace crossbreak
