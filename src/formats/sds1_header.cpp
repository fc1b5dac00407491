#include "formats/sds1_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "formats/delimited_text.hpp"
#include "formats/title_folding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

namespace chrono = std::chrono;

constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                      "Thursday", "Friday", "Saturday"};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t start = text.find_first_not_of(" ,");
    if (start == std::string_view::npos)
      return words;
    text.remove_prefix(start);
    words.push_back(text.substr(0, text.find_first_of(" ,")));
    text.remove_prefix(words.back().size());
  }
}

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

// "16:38:14", or "04:38:14 PM".
std::optional<std::string> time_of_day(std::string_view text, std::string_view half) {
  if (text.size() == 7)
    return time_of_day(fmt::format("0{}", text), half);
  if (text.size() != 8 || text[2] != ':' || text[5] != ':')
    return std::nullopt;
  std::optional<int> hour = whole_number(text.substr(0, 2));
  const std::optional<int> minute = whole_number(text.substr(3, 2));
  const std::optional<int> second = whole_number(text.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  if (!half.empty() && *hour <= 12)
    hour = *hour % 12 + (half == "PM" ? 12 : 0);
  return fmt::format("{:02}:{:02}:{:02}", *hour, *minute, *second);
}

// Excel's serials count days from 1899-12-30, or from 1904-01-01 (ECMA-376 part 1, 18.17.4.1).
chrono::year_month_day date_of_serial(double serial, bool from_1904) {
  const chrono::sys_days epoch = from_1904 ? chrono::sys_days{chrono::January / 1 / 1904}
                                           : chrono::sys_days{chrono::December / 30 / 1899};
  return epoch + chrono::days{static_cast<int>(std::floor(serial))};
}

// 1980 to 2100: years in which SDS v1 can have run. Other numbers in a header are no dates.
bool may_be_date_serial(double value) {
  return value >= 29221 && value < 73416;
}

// The row as SDS wrote it.
std::string joined(const Sheets& file, const Sheet& sheet, const SheetRow& row, Run& run) {
  std::string line;
  std::size_t used = row.cells.size();
  while (used > 0 && trimmed(cell_text(row.cells[used - 1])).empty())
    --used;
  for (std::size_t column = 0; column < used; ++column) {
    const auto* number = std::get_if<double>(&row.cells[column]);
    line += column == 0 ? "" : ",";
    if (number && folded_title(line).starts_with("rundate:") && may_be_date_serial(*number)) {
      const auto date = date_of_serial(*number, file.dates_from_1904);
      const std::string text = fmt::format(" {} {:02}", months[static_cast<unsigned>(date.month()) - 1],
                                           static_cast<unsigned>(date.day()));
      line += text;
      run.issues.push_back(make_issue(IssueCode::DateCellRestored, place_of(file, sheet, row.line, column),
                                      field<"number">(fmt::format("{}", *number)),
                                      field<"date">(std::string(trimmed(text)))));
    } else {
      line += cell_text(row.cells[column]);
    }
  }
  return line;
}

}  // namespace

void read_sds1_header(const Sheets& file, const Sheet& sheet, const SheetRow& row, Run& run) {
  const std::string line = joined(file, sheet, row, run);
  if (folded_title(line).starts_with("sdsv")) {
    run.instrument.software = trimmed(line);
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos)
    return;
  const std::string key = folded_title(std::string_view(line).substr(0, colon));
  const std::string value(trimmed(std::string_view(line).substr(colon + 1)));
  if (key == "documentname")
    run.experiment_name = value;
  else if (key == "platetype")
    run.experiment_type = value;
  else if (key == "operator" || (key == "user" && run.operator_name.empty()))
    run.operator_name = value;
  else if (key == "rundate")
    run.run_started = iso_date_of_sds1(value);
  else if (key == "instrumenttype")
    run.instrument.type_name = value;
}

std::string iso_date_of_sds1(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && std::find(weekdays.begin(), weekdays.end(), words[0]) != weekdays.end())
    words.erase(words.begin());
  if (words.size() != 4 && words.size() != 5)
    return std::string(text);
  const auto* month = std::find(months.begin(), months.end(), words[0]);
  const std::optional<int> day = whole_number(words[1]);
  const std::optional<int> year = whole_number(words[2]);
  const std::optional<std::string> time = time_of_day(words[3], words.size() == 5 ? words[4] : "");
  if (month == months.end() || !day || *day < 1 || *day > 31 || !year || *year < 1980 || *year > 2100 ||
      !time)
    return std::string(text);
  return fmt::format("{:04}-{:02}-{:02}T{}", *year, month - months.begin() + 1, *day, *time);
}

std::string sds1_date_of_iso(std::string_view iso) {
  const auto part = [&](std::size_t at, std::size_t size) { return whole_number(iso.substr(at, size)); };
  if (iso.size() < 19 || iso[4] != '-' || iso[7] != '-' || iso[10] != 'T' || !part(0, 4) || !part(5, 2) ||
      !part(8, 2))
    return std::string(iso);
  const chrono::year_month_day date{chrono::year{*part(0, 4)},
                                    chrono::month{static_cast<unsigned>(*part(5, 2))},
                                    chrono::day{static_cast<unsigned>(*part(8, 2))}};
  if (!date.ok())
    return std::string(iso);
  const chrono::weekday weekday{chrono::sys_days{date}};
  return fmt::format("{}, {} {:02}, {} {}", weekdays[weekday.c_encoding()],
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()),
                     static_cast<int>(date.year()), iso.substr(11, 8));
}

}  // namespace crossbreak
