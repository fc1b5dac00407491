#include "formats/number_style.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string>

#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/title_folding.hpp"
#include "run/make_issue.hpp"

namespace crossbreak {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
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
  text = trimmed(text);
  if (text.starts_with('+') || text.starts_with('-')) {
    if (text.front() == '-')
      out.plain += '-';
    text.remove_prefix(1);
  }
  const std::size_t whole_end =
      std::min(text.find_first_not_of(std::string("0123456789") + group_mark), text.size());
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

std::optional<double> value_of(const Digits& digits) {
  double value = 0;
  const char* end = digits.plain.data() + digits.plain.size();
  const auto [stop, error] = std::from_chars(digits.plain.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value))
    return std::nullopt;
  return value;
}

struct Fit {
  bool fits = false;
  bool has_groups = false;
};

Fit fit(std::string_view text, char decimal_mark) {
  const std::optional<Digits> digits = plain_digits(text, decimal_mark);
  return {.fits = digits && value_of(*digits), .has_groups = digits && digits->has_groups};
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
    const Fit point = fit(cell.text, '.');
    const Fit comma = fit(cell.text, ',');
    if (!point.fits && !comma.fits)
      continue;
    if (!comma.fits && !needs_point)
      needs_point = &cell;
    if (!point.fits && !needs_comma)
      needs_comma = &cell;
    has_marks = has_marks || cell.text.find_first_of(".,") != std::string_view::npos;
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
  const std::optional<Digits> digits = plain_digits(text, decimal_mark);
  return digits ? value_of(*digits) : std::nullopt;
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
