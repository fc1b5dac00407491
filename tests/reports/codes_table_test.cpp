#include "reports/codes_table.hpp"

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "words/catalogue.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

/// The words of a line between its blanks.
std::vector<std::string> cells_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> cells;
  for (std::string cell; stream >> cell;)
    cells.push_back(cell);
  return cells;
}

/// The lines whose first cells are `cells`.
std::vector<std::string> lines_of(const std::string& text, const std::vector<std::string>& cells) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    if (const auto found = cells_of(line);
        found.size() >= cells.size() && std::equal(cells.begin(), cells.end(), found.begin()))
      lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the table of codes has the catalogue's lines, in its order") {
  const std::string text = write_codes_text(Language::En);
  std::istringstream stream(text);
  std::string line;
  std::getline(stream, line);
  CHECK(cells_of(line) == std::vector<std::string>{"KIND", "CODE", "VARIANT", "RULE", "SEVERITY", "REVIEW",
                                                   "REACH", "EXIT", "WORDS"});
  for (const CatalogueLine& expected : catalogue()) {
    REQUIRE(std::getline(stream, line));
    CAPTURE(line);
    CHECK(cells_of(line).at(0) == code_of(expected.kind));
    CHECK(cells_of(line).at(1) == expected.code);
    CHECK(line.ends_with(expected.words.en));
  }
  CHECK_FALSE(std::getline(stream, line));
}

TEST_CASE("a line of the table says what its kind has") {
  const std::string text = write_codes_text(Language::En);
  CHECK(lines_of(text, {"flag", "late", "-", "-", "-", "yes", "-", "-"}).size() == 1);
  CHECK(lines_of(text, {"flag", "spread", "-", "-", "-", "no", "-", "-"}).size() == 1);
  CHECK(lines_of(text, {"reason", "late", "-", "R2", "-", "-", "-", "-"}).size() == 1);
  CHECK(lines_of(text, {"exit", "run_invalid", "-", "-", "-", "-", "-", "4"}).size() == 1);
  CHECK(lines_of(text, {"issue", "encoding_guessed", "-", "-", "warning"}).size() +
            lines_of(text, {"issue", "encoding_guessed", "-", "-", "note"}).size() ==
        1);
  CHECK(lines_of(text, {"issue", "run_stopped_early", "-", "-", "warning", "yes", "run", "-"}).size() == 1);
  const auto mixed = lines_of(write_codes_text(Language::Zh), {"call", "mixed"});
  REQUIRE(mixed.size() == 1);
  CHECK(mixed.front().ends_with("  混合型"));
}

TEST_CASE("codes as JSON hold the whole catalogue in both languages") {
  const json document = json::parse(write_codes_json());
  CHECK(document.at("schema") == "crossbreak/codes/1");
  const json& codes = document.at("codes");
  const std::vector<CatalogueLine> lines = catalogue();
  REQUIRE(codes.size() == lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(lines[i].code);
    CHECK(codes[i].at("kind") == code_of(lines[i].kind));
    CHECK(codes[i].at("code") == lines[i].code);
    CHECK(codes[i].at("en") == lines[i].words.en);
    CHECK(codes[i].at("zh") == lines[i].words.zh);
  }
  CHECK(codes.back() == json{{"kind", "exit"},
                             {"code", "not_verified"},
                             {"variant", nullptr},
                             {"rule", nullptr},
                             {"severity", nullptr},
                             {"review", nullptr},
                             {"reach", nullptr},
                             {"exit", 7},
                             {"en", "a record, review, signature or audit does not check"},
                             {"zh", "记录、审核文件、签名或审计日志校验不符"}});
}
