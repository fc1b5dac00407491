#include "formats/number_style.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <utility>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/title_folding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "-25.301" and the like, which nearly all numbers of a file are: digits, and at most one mark among them.
/// What such a text is can be told by its shape alone.
struct PlainNumber {
  char mark = '\0';        ///< the one that stands in it
  std::size_t whole = 0;   ///< digits before the mark
  std::size_t behind = 0;  ///< and behind it
  bool has_zero = false;   ///< in front of all other digits

  /// As a number of that decimal mark, without groups of digits.
  bool is_decimal(char decimal_mark) const { return mark == '\0' || mark == decimal_mark; }
  /// "36,431": the mark is not the decimal one.
  bool is_group() const { return whole >= 1 && whole <= 3 && !has_zero && behind == 3; }
};

/// Absent: another shape, or more digits than are surely finite.
std::optional<PlainNumber> plain_number(std::string_view text) {
  constexpr std::size_t most_digits = 300;  // a double has up to 308 before the mark
  const auto end_of_digits = [&](std::size_t at) {
    while (at < text.size() && is_digit(text[at]))
      ++at;
    return at;
  };
  if (text.starts_with('-'))
    text.remove_prefix(1);
  PlainNumber out;
  out.whole = end_of_digits(0);
  out.has_zero = text.starts_with('0');
  if (out.whole < text.size()) {
    out.mark = text[out.whole];
    if (out.mark != '.' && out.mark != ',')
      return std::nullopt;
    const std::size_t end = end_of_digits(out.whole + 1);
    if (end < text.size())
      return std::nullopt;
    out.behind = end - out.whole - 1;
  }
  if (out.whole + out.behind == 0 || text.size() > most_digits)
    return std::nullopt;
  return out;
}

struct Digits {
  std::string plain;  ///< for from_chars: no groups, '.' as decimal mark
  bool has_groups = false;
};

// "36,431.130" becomes "36431.130" for the mark '.'. Absent where groups are not of three digits, where
// the first group is empty or starts with 0 ("0,123" is no group), or where anything else is odd.
std::optional<Digits> plain_digits(std::string_view text, char decimal_mark) {
  const char group_mark = decimal_mark == '.' ? ',' : '.';
  Digits out;
  if (text.starts_with('+') || text.starts_with('-')) {
    if (text.front() == '-')
      out.plain += '-';
    text.remove_prefix(1);
  }
  const std::size_t whole_end = static_cast<std::size_t>(
      std::find_if_not(text.begin(), text.end(), [&](char c) { return is_digit(c) || c == group_mark; }) -
      text.begin());
  const std::string_view whole = text.substr(0, whole_end);
  const std::string_view rest = text.substr(whole_end);
  if (whole.find(group_mark) != std::string_view::npos) {
    const std::size_t first = whole.find(group_mark);
    if (first == 0 || first > 3 || whole.front() == '0')
      return std::nullopt;
    for (std::size_t at = first; at < whole.size(); at += 4) {
      if (whole[at] != group_mark || whole.size() - at < 4 ||
          !std::all_of(whole.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                       whole.begin() + static_cast<std::ptrdiff_t>(at) + 4, is_digit))
        return std::nullopt;
    }
    out.has_groups = true;
  }
  std::copy_if(whole.begin(), whole.end(), std::back_inserter(out.plain), is_digit);
  if (!rest.empty() && rest.find_first_not_of("0123456789eE+-") != std::string_view::npos) {
    if (rest.front() != decimal_mark || rest.find_first_not_of("0123456789eE+-", 1) != std::string_view::npos)
      return std::nullopt;
    out.plain += '.';
    out.plain += rest.substr(1);
  } else {
    out.plain += rest;
  }
  return out;
}

/// Of digits with '.' as decimal mark.
std::optional<double> value_of(std::string_view digits) {
  double value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// Of any style: "A1" and "Undetermined" are none by their first character.
bool may_be_number(std::string_view text) {
  return !text.empty() &&
         (is_digit(text.front()) || std::string_view("+-.,").find(text.front()) != std::string_view::npos);
}

struct Fit {
  bool fits = false;
  bool has_groups = false;
};

Fit fit(std::string_view text, const std::optional<PlainNumber>& plain, char decimal_mark) {
  if (plain && plain->is_decimal(decimal_mark))
    return {.fits = true, .has_groups = false};
  if (plain)
    return {.fits = plain->is_group(), .has_groups = plain->is_group()};
  const std::optional<Digits> digits = plain_digits(text, decimal_mark);
  return {.fits = digits && value_of(digits->plain), .has_groups = digits && digits->has_groups};
}

std::string line_of(const NumberCell& cell) {
  return cell.sheet.empty() ? fmt::format("line {}", cell.line) : fmt::format("{}!{}", cell.sheet, cell.line);
}

bool holds_numbers(std::string_view title) {
  constexpr std::array<std::string_view, 9> words = {"name",     "comment",  "colo",   "custom",  "task",
                                                     "reporter", "quencher", "sample", "detector"};
  const std::string folded = folded_title(title);
  return !folded.starts_with("well") && std::none_of(words.begin(), words.end(), [&](std::string_view word) {
    return folded.find(word) != std::string::npos;
  });
}

}  // namespace

NumberStyle decide_number_style(std::string_view source_name, std::span<const NumberCell> cells) {
  const NumberCell* needs_point = nullptr;
  const NumberCell* needs_comma = nullptr;
  bool has_marks = false;
  bool point_groups = false;
  bool comma_groups = false;
  for (const NumberCell& cell : cells) {
    const std::string_view text = trimmed(cell.text);
    if (!may_be_number(text))
      continue;
    const std::optional<PlainNumber> plain = plain_number(text);
    if (plain && plain->mark == '\0')
      continue;  // a number of either style
    const Fit point = fit(text, plain, '.');
    const Fit comma = fit(text, plain, ',');
    if (!point.fits && !comma.fits)
      continue;
    if (!comma.fits && !needs_point)
      needs_point = &cell;
    if (!point.fits && !needs_comma)
      needs_comma = &cell;
    has_marks = has_marks || text.find_first_of(".,") != std::string_view::npos;
    point_groups = point_groups || point.has_groups;
    comma_groups = comma_groups || comma.has_groups;
  }
  if (needs_point && needs_comma) {
    const std::string message =
        fmt::format("'{}' has a decimal comma, but '{}' in {} a decimal point", trimmed(needs_comma->text),
                    trimmed(needs_point->text), line_of(*needs_point));
    if (needs_comma->sheet.empty())
      throw FormatError(source_name, needs_comma->line, message);
    throw FormatError(source_name, line_of(*needs_comma), message);
  }
  if (needs_comma)
    return {.decimal_mark = ',', .has_groups = comma_groups, .is_proven = true};
  return {.decimal_mark = '.', .has_groups = point_groups, .is_proven = needs_point != nullptr || !has_marks};
}

NumberStyle decide_number_style(const Sheets& sheets) {
  std::size_t most = 0;
  for (const Sheet& sheet : sheets.sheets)
    for (const SheetRow& row : sheet.rows)
      most += row.cells.size();
  std::vector<NumberCell> cells;
  cells.reserve(most);  // growing would take half as much again
  for (const Sheet& sheet : sheets.sheets) {
    if (sheet.rows.empty())
      continue;
    const SheetRow& titles = sheet.rows.front();
    for (std::size_t column = 0; column < titles.cells.size(); ++column) {
      if (!holds_numbers(text_at(titles, column)))
        continue;
      for (std::size_t i = 1; i < sheet.rows.size(); ++i)
        if (const std::string_view text = text_at(sheet.rows[i], column); !text.empty())
          cells.push_back({.text = text,
                           .line = sheet.rows[i].line,
                           .sheet = sheets.is_text ? std::string_view() : std::string_view(sheet.name)});
    }
  }
  return decide_number_style(sheets.source, cells);
}

void settle_number_style(Sheets& sheets) {
  const NumberStyle style = decide_number_style(sheets);
  sheets.decimal_mark = style.decimal_mark;
  for (Issue& issue : issues_of(style, sheets.source))
    sheets.issues.push_back(std::move(issue));
}

std::vector<Issue> issues_of(const NumberStyle& style, std::string_view source_name) {
  std::vector<Issue> issues;
  const std::string place(source_name);
  if (style.decimal_mark == ',')
    issues.push_back(make_issue(IssueCode::DecimalComma, place));
  if (style.has_groups && style.is_proven)
    issues.push_back(make_issue(IssueCode::ThousandsSeparators, place,
                                field<"mark">(style.decimal_mark == '.' ? "," : ".")));
  if (!style.is_proven)
    issues.push_back(make_issue(IssueCode::NumbersAmbiguous, place));
  return issues;
}

std::optional<double> parse_number(std::string_view text, char decimal_mark) {
  text = trimmed(text);
  if (!may_be_number(text))
    return std::nullopt;
  const std::optional<PlainNumber> plain = plain_number(text);
  if (plain && plain->is_decimal(decimal_mark) && plain->mark != ',')
    return value_of(text);
  if (plain && !plain->is_decimal(decimal_mark) && !plain->is_group())
    return std::nullopt;
  const std::optional<Digits> digits = plain_digits(text, decimal_mark);
  return digits ? value_of(digits->plain) : std::nullopt;
}

int decimals_of(std::string_view number, char decimal_mark) {
  const std::size_t mark = number.rfind(decimal_mark);
  if (mark == std::string_view::npos)
    return 0;
  const std::size_t end = std::min(number.find_first_not_of("0123456789", mark + 1), number.size());
  return static_cast<int>(end - mark - 1);
}

std::optional<int> shown_decimals(std::span<const double> numbers) {
  constexpr int rounded_digits = 6;  // a float32 needs up to nine, and hardly ever less than seven
  std::optional<int> most;
  for (const double number : numbers) {
    if (!std::isfinite(number))
      continue;
    std::array<char, 32> text{};
    const std::to_chars_result written = std::to_chars(
        text.data(), text.data() + text.size(), static_cast<float>(number), std::chars_format::scientific);
    const std::string_view shortest(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
    const std::size_t mark = shortest.find('e');  // "-1.5046e+01"
    const std::string_view mantissa = shortest.substr(0, mark);
    const auto digits = static_cast<int>(
        std::count_if(mantissa.begin(), mantissa.end(), [](char c) { return c >= '0' && c <= '9'; }));
    if (digits > rounded_digits)
      return std::nullopt;
    int exponent = 0;
    const std::string_view power = shortest.substr(mark + 1 + (shortest[mark + 1] == '+' ? 1 : 0));
    std::from_chars(power.data(), power.data() + power.size(), exponent);
    most = std::max(most.value_or(0), digits - 1 - exponent);
  }
  return most;
}

}  // namespace crossbreak
