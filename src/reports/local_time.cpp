#include "reports/local_time.hpp"

#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace crossbreak {
namespace {

/// The number that the digits at this place say: nothing where they are none.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  const std::string_view part = text.substr(at, count);
  int value = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
  if (part.size() != count || error != std::errc() || end != part.data() + part.size() || part.front() == '-')
    return std::nullopt;
  return value;
}

/// Whether the text has the pattern's signs where the pattern has no 0.
bool has_form(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size())
    return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (pattern[i] != '0' && pattern[i] != text[i])
      return false;
  return true;
}

std::optional<std::chrono::minutes> offset_of(std::string_view zone) {
  if (!has_form(zone, "+00:00") && !has_form(zone, "-00:00"))
    return std::nullopt;
  const std::optional<int> hours = digits(zone, 1, 2);
  const std::optional<int> minutes = digits(zone, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59)
    return std::nullopt;
  const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return zone.front() == '-' ? -offset : offset;
}

std::optional<std::chrono::sys_seconds> time_of(std::string_view utc) {
  if (!has_form(utc, "0000-00-00T00:00:00Z"))
    return std::nullopt;
  const std::optional<int> year = digits(utc, 0, 4);
  const std::optional<int> month = digits(utc, 5, 2);
  const std::optional<int> day = digits(utc, 8, 2);
  const std::optional<int> hour = digits(utc, 11, 2);
  const std::optional<int> minute = digits(utc, 14, 2);
  const std::optional<int> second = digits(utc, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok())
    return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

}  // namespace

std::string local_time(const std::string& utc, const std::string& zone) {
  const std::optional<std::chrono::sys_seconds> time = time_of(utc);
  const std::optional<std::chrono::minutes> offset = offset_of(zone);
  if (!time || !offset)
    return utc;
  const std::chrono::sys_seconds local = *time + *offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(local - day);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace crossbreak
