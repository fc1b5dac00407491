#include "formats/number_style.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "issue_lines.hpp"
#include "words/issues.hpp"

using namespace crossbreak;

namespace {

NumberStyle decide(const std::vector<std::string_view>& texts) {
  std::vector<NumberCell> cells;
  for (const std::string_view text : texts)
    cells.push_back({.text = text, .line = static_cast<int>(cells.size()) + 1});
  return decide_number_style("plate.csv", cells);
}

std::vector<std::string> codes(const NumberStyle& style) {
  std::vector<std::string> out;
  for (const Issue& issue : issues_of(style, "plate.csv"))
    out.emplace_back(code_of(issue.code));
  return out;
}

}  // namespace

TEST_CASE("quirk 8: thousands separators are read as groups of three digits and nothing else") {
  CHECK(parse_number("36,431.130", '.') == 36431.130);
  CHECK(parse_number("1,234,567", '.') == 1234567.0);
  CHECK(parse_number("-1.234.567,5", ',') == -1234567.5);
  for (const char* text : {"1,5", "0,123", "1234,567", ",123", "1,2345", "1,,234", "12,34.5", "1.2.3", "",
                           "-", ".", "n/a", "NaN", "inf", "1 2", "0x10", "25.3 cycles"}) {
    CAPTURE(text);
    CHECK(parse_number(text, '.') == std::nullopt);
  }
}

TEST_CASE("numbers have signs, blanks around them and exponents") {
  CHECK(parse_number("  25.30 ", '.') == 25.3);
  CHECK(parse_number("+1.2E-4", '.') == 1.2e-4);
  CHECK(parse_number("1,2e3", ',') == 1200.0);
  CHECK(parse_number(".5", '.') == 0.5);
  CHECK(parse_number("1-2", '.') == std::nullopt);
  CHECK(parse_number("1e999", '.') == std::nullopt);
  CHECK(decimals_of("23.70", '.') == 2);
  CHECK(decimals_of("12", '.') == 0);
  CHECK(decimals_of("1.234,5", ',') == 1);
}

TEST_CASE("one number with a decimal mark settles the whole file") {
  CHECK(decide({"25.301", "0.523", "Undetermined"}).decimal_mark == '.');
  CHECK(decide({"25,301", "0,523"}).decimal_mark == ',');
  CHECK(codes(decide({"25.301", "0.523"})).empty());
  CHECK(codes(decide({"25,301", "0,523"})) == std::vector<std::string>{"decimal_comma"});
  CHECK(codes(decide({"36,431.130"})) == std::vector<std::string>{"thousands_separators"});
  CHECK(codes(decide({"36.431,130", "1"})) ==
        std::vector<std::string>{"decimal_comma", "thousands_separators"});
  CHECK(codes(decide({"1", "40", "2009.11.02"})).empty());
}

TEST_CASE("a file whose numbers read both ways says so") {
  const NumberStyle style = decide({"29.099", "31.662", "40"});
  CHECK(style.decimal_mark == '.');
  CHECK_FALSE(style.is_proven);
  CHECK(
      issue_lines(issues_of(style, "plate.csv")) ==
      std::vector<std::string>{
          "warning numbers_ambiguous | plate.csv | Every number in the file reads both with a decimal point "
          "and with a decimal comma; '.' was taken as the decimal mark and ',' as a thousands separator."});
}

TEST_CASE("a file with both decimal marks is refused, both cells named") {
  CHECK_THROWS_WITH_AS(decide({"12", "0.5", "12,34 "}),
                       "plate.csv:3: '12,34' has a decimal comma, but '0.5' in line 2 a decimal point",
                       FormatError);
}

TEST_CASE("a workbook's numbers show the decimals that they were rounded to before they were stored") {
  const auto float32 = [](double value) { return static_cast<double>(static_cast<float>(value)); };
  CHECK(shown_decimals(std::vector{float32(15.046), float32(27.1), 31.25}) == 3);
  CHECK(shown_decimals(std::vector{25.0, 31.0, 1200.0}) == 0);
  CHECK(shown_decimals(std::vector{-0.0005, 1.904}) == 4);
  CHECK(shown_decimals(std::vector{float32(15.046), 24.3837833404541}) == std::nullopt);
  CHECK(shown_decimals(std::vector{float32(125590.203)}) == std::nullopt);  // few decimals, but all digits
  CHECK(shown_decimals(std::vector{std::nan("")}) == std::nullopt);
  CHECK(shown_decimals({}) == std::nullopt);
}

TEST_CASE("a text is a number of a style where parse_number reads it") {
  std::vector<std::string> texts = {"",
                                    "-",
                                    "+",
                                    ".",
                                    ",",
                                    "1e5",
                                    "1e-400",
                                    "+-5",
                                    " 7 ",
                                    std::string(299, '1'),
                                    std::string(301, '1'),
                                    std::string(400, '1'),
                                    "0." + std::string(400, '0') + "1"};
  constexpr std::string_view characters = "0123.,-";
  for (std::size_t length = 1, count = characters.size(); length <= 5; ++length, count *= characters.size())
    for (std::size_t i = 0; i < count; ++i) {
      std::string& text = texts.emplace_back();
      for (std::size_t rest = i; text.size() < length; rest /= characters.size())
        text += characters[rest % characters.size()];
    }
  std::size_t groups = 0;
  for (const std::string& text : texts) {
    CAPTURE(text);
    const std::optional<double> point = parse_number(text, '.');
    const std::optional<double> comma = parse_number(text, ',');
    // A style is proven by a number with a mark that one of the two reads alone.
    const NumberStyle style = decide({text});
    CHECK((style.decimal_mark == ',') == (comma && !point));
    const bool has_mark = text.find_first_of(".,") != std::string::npos;
    CHECK(style.is_proven == (!has_mark || point.has_value() != comma.has_value() || (!point && !comma)));
    if (!point || !has_mark || text.find(',') == std::string::npos)
      continue;
    std::string plain = text;
    std::erase(plain, ',');
    CHECK(*point == std::stod(plain));
    ++groups;
  }
  CHECK(groups > 0);
}
