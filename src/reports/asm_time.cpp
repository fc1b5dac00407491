#include "reports/asm_time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <utility>

namespace crossbreak {
namespace {

/// Zones as the instruments' software (Java) abbreviates them, where the letters mean one offset in use. Left
/// out on purpose: CST, IST, BST, AST, which are several.
constexpr auto zones = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"UTC", "+00:00"},  {"GMT", "+00:00"},  {"Z", "+00:00"},    {"EST", "-05:00"},  {"EDT", "-04:00"},
    {"CDT", "-05:00"},  {"MST", "-07:00"},  {"MDT", "-06:00"},  {"PST", "-08:00"},  {"PDT", "-07:00"},
    {"AKST", "-09:00"}, {"AKDT", "-08:00"}, {"HST", "-10:00"},  {"WET", "+00:00"},  {"WEST", "+01:00"},
    {"CET", "+01:00"},  {"CEST", "+02:00"}, {"EET", "+02:00"},  {"EEST", "+03:00"}, {"MSK", "+03:00"},
    {"SGT", "+08:00"},  {"HKT", "+08:00"},  {"JST", "+09:00"},  {"KST", "+09:00"},  {"AEST", "+10:00"},
    {"AEDT", "+11:00"}, {"NZST", "+12:00"}, {"NZDT", "+13:00"},
});

/// Takes texts off the front of what is left.
class Walk {
 public:
  explicit Walk(std::string_view text) : left_(text) {}

  std::optional<int> digits(std::size_t count) {
    int value = 0;
    if (left_.size() < count)
      return std::nullopt;
    const auto [end, error] = std::from_chars(left_.data(), left_.data() + count, value);
    if (error != std::errc() || end != left_.data() + count || left_.front() == '-')
      return std::nullopt;
    left_.remove_prefix(count);
    return value;
  }
  bool take(std::string_view text) {
    if (!left_.starts_with(text))
      return false;
    left_.remove_prefix(text.size());
    return true;
  }
  void skip_fraction() {
    if (!take("."))
      return;
    while (!left_.empty() && left_.front() >= '0' && left_.front() <= '9')
      left_.remove_prefix(1);
  }
  void skip_blanks() {
    while (take(" ")) {}
  }
  std::string_view left() const { return left_; }

 private:
  std::string_view left_;
};

std::optional<std::string> offset_of(std::string_view zone, const std::optional<std::string>& offset_else) {
  for (const auto& [name, offset] : zones)
    if (zone == name)
      return std::string(offset);
  if (is_utc_offset(zone))
    return std::string(zone);
  return offset_else == "Z" ? "+00:00" : offset_else;
}

}  // namespace

bool is_utc_offset(std::string_view text) {
  if (text == "Z")
    return true;
  Walk walk(text);
  if (!walk.take("+") && !walk.take("-"))
    return false;
  const auto hours = walk.digits(2);
  const bool has_colon = walk.take(":");
  const auto minutes = walk.digits(2);
  return hours && has_colon && minutes && walk.left().empty() && *hours <= 14 && *minutes < 60;
}

std::optional<std::string> time_with_offset(std::string_view run_time,
                                            const std::optional<std::string>& offset_else) {
  Walk walk(run_time);
  const auto year = walk.digits(4);
  const bool has_month = walk.take("-");
  const auto month = walk.digits(2);
  const bool has_day = walk.take("-");
  const auto day = walk.digits(2);
  const bool has_time = walk.take("T") || walk.take(" ");
  auto hour = walk.digits(2);
  const bool has_minute = walk.take(":");
  const auto minute = walk.digits(2);
  const bool has_second = walk.take(":");
  const auto second = walk.digits(2);
  if (!year || !has_month || !month || !has_day || !day || !has_time || !hour || !has_minute || !minute ||
      !has_second || !second)
    return std::nullopt;
  walk.skip_fraction();
  walk.skip_blanks();
  // The 7500 software writes PM behind hours of the whole day too: "15:29:11 PM".
  if (walk.take("PM"))
    *hour += *hour < 12 ? 12 : 0;
  else if (walk.take("AM"))
    *hour -= *hour == 12 ? 12 : 0;
  walk.skip_blanks();
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  const auto offset = offset_of(walk.left(), offset_else);
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59 || !offset)
    return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", *year, *month, *day, *hour, *minute, *second,
                     *offset);
}

}  // namespace crossbreak
