// Excel reads "2-7" as a day, and shows and saves it as "7-Feb", the same in Chinese, or 45695.
#include "assay/spreadsheet_date.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

#include "assay/name_folding.hpp"
#include "words/names.hpp"

namespace crossbreak {
namespace {

using std::string_view_literals::operator""sv;

/// Digits and everything between them, in turn.
struct Piece {
  std::string text;
  std::optional<int> number;
};

std::vector<Piece> pieces_of(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::vector<Piece> pieces;
  while (!text.empty()) {
    std::size_t length = 1;
    while (length < text.size() && is_digit(text[length]) == is_digit(text[0]))
      ++length;
    Piece piece{std::string(text.substr(0, length)), std::nullopt};
    if (is_digit(text[0])) {
      int number = 0;
      const auto [stop, error] = std::from_chars(piece.text.data(), piece.text.data() + length, number);
      if (error != std::errc{})
        return {};
      piece.number = number;
    }
    pieces.push_back(std::move(piece));
    text.remove_prefix(length);
  }
  return pieces;
}

std::optional<MonthDay> checked(int month, int day) {
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  return MonthDay{month, day};
}

/// "-feb-", ".feb" and " feb": a month with a separator on the side of the day.
std::optional<int> month_between(std::string_view text, bool separator_in_front) {
  constexpr std::string_view separators = "-/. "sv;
  const std::size_t first = text.find_first_not_of(separators);
  if (first == std::string_view::npos)
    return std::nullopt;
  const std::size_t last = text.find_last_not_of(separators);
  if (separator_in_front ? first == 0 : last + 1 == text.size())
    return std::nullopt;
  const std::string_view word = text.substr(first, last + 1 - first);
  for (const MonthName& month : month_names)
    if (word == month.name)
      return month.number;
  return std::nullopt;
}

std::optional<MonthDay> serial_date(int serial) {
  using namespace std::chrono;
  if (serial < 36526 || serial > 73050)  // 2000-01-01 and 2099-12-31
    return std::nullopt;
  const year_month_day date(sys_days(year(1899) / 12 / 30) + days(serial));
  return MonthDay{static_cast<int>(static_cast<unsigned>(date.month())),
                  static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_date_separator(std::string_view text) {
  return text == "-" || text == "/" || text == ".";
}

bool is_year(int number) {
  return number >= 1900 && number <= 2099;
}

}  // namespace

std::optional<MonthDay> spreadsheet_date(std::string_view name) {
  std::string text = folded_name_with_blanks(name);
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  if (const std::size_t time = text.find(" 0");
      time != std::string::npos && text.find(':', time) != std::string::npos)
    text.resize(time);  // "2025-02-07 00:00:00"
  const std::vector<Piece> pieces = pieces_of(text);
  const auto is = [&](std::size_t i, std::string_view wanted) {
    return i < pieces.size() && pieces[i].text == wanted;
  };
  const auto number = [&](std::size_t i) { return pieces[i].number.value_or(0); };
  const std::size_t count = pieces.size();

  if (count == 1 || (count == 3 && is(1, ".") && is(2, "0")))
    return serial_date(number(0));
  if (count >= 4 && is(1, year_sign))  // year, month and day
    return count == 6 && is(3, month_sign) && is(5, day_signs.front()) ? checked(number(2), number(4))
                                                                       : std::nullopt;
  const auto is_day = [&](std::string_view sign) { return is(3, sign); };
  if (count == 4 && is(1, month_sign) && std::any_of(day_signs.begin(), day_signs.end(), is_day))
    return checked(number(0), number(2));
  if (count == 5 && is_date_separator(pieces[1].text) && pieces[3].text == pieces[1].text) {
    if (is_year(number(0)))
      return checked(number(2), number(4));
    if (is_year(number(4)))
      return pieces[1].text == "." ? checked(number(2), number(0)) : checked(number(0), number(2));
    return std::nullopt;
  }
  if (count >= 2 && count <= 3 && pieces[0].number) {  // 7-Feb, 7-Feb-25
    const std::optional<int> month = month_between(pieces[1].text, true);
    return month ? checked(*month, number(0)) : std::nullopt;
  }
  if (count == 2 && pieces[1].number) {  // Feb-7
    const std::optional<int> month = month_between(pieces[0].text, false);
    return month ? checked(*month, number(1)) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace crossbreak
