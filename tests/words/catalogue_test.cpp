#include "words/catalogue.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include <doctest/doctest.h>

#include "words/evidence.hpp"
#include "words/flags.hpp"

using namespace crossbreak;
namespace fs = std::filesystem;

namespace {

/// All of src/ but the catalogue itself.
std::string code_that_uses_words() {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(CROSSBREAK_SOURCE_DIR) / "src")) {
    const bool is_catalogue = entry.path().parent_path().filename() == "words";
    if (is_catalogue || (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp"))
      continue;
    std::ifstream file(entry.path(), std::ios::binary);
    text.append(std::istreambuf_iterator<char>(file), {});
  }
  return text;
}

/// "EncodingGuessed" of "encoding_guessed".
std::string enumerator_of(std::string_view code) {
  std::string name;
  bool capital = true;
  for (const char c : code) {
    if (c != '_')
      name += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    capital = c == '_';
  }
  return name;
}

}  // namespace

TEST_CASE("no line of the catalogue stands there twice") {
  std::set<std::tuple<CodeKind, std::string_view, std::string_view, std::string_view>> lines;
  for (const CatalogueLine& line : catalogue()) {
    const std::string_view rule = line.rule ? code_of(*line.rule) : "";
    CAPTURE(line.code);
    CHECK(lines.emplace(line.kind, rule, line.code, line.variant).second);
  }
  CHECK(lines.size() > 200);
}

TEST_CASE("every line of the catalogue speaks both languages and says what its kind has") {
  std::map<CodeKind, int> kinds;
  for (const CatalogueLine& line : catalogue()) {
    CAPTURE(line.code);
    ++kinds[line.kind];
    CHECK(agrees_in_both_languages(line.words));
    CHECK(line.rule.has_value() == (line.kind == CodeKind::Reason));
    CHECK(line.severity.has_value() == (line.kind == CodeKind::Issue));
    CHECK(line.asks_review.has_value() == (line.kind == CodeKind::Issue || line.kind == CodeKind::Flag));
    CHECK(line.number.has_value() == (line.kind == CodeKind::Exit));
  }
  CHECK(kinds.size() == codes_of(CodeKind{}).size());
}

TEST_CASE("every code is the name of its value in snake case") {
  for (const auto& [issue, code] : codes_of(IssueCode{}))
    CHECK(value_of<IssueCode>(code) == issue);
  for (const auto& [flag, code] : codes_of(Flag{}))
    CHECK(value_of<Flag>(code) == flag);
  for (const auto& [evidence, code] : codes_of(EvidenceCode{}))
    CHECK(value_of<EvidenceCode>(code) == evidence);
  CHECK_FALSE(value_of<Flag>("made_up"));
}

TEST_CASE("no issue, reason, evidence or flag stands in the catalogue for nothing") {
  const std::string code = code_that_uses_words();
  REQUIRE(code.size() > 100000);
  for (const CatalogueLine& line : catalogue()) {
    const std::string name = enumerator_of(line.code);
    CAPTURE(name);
    if (line.kind == CodeKind::Issue)
      CHECK(code.find("IssueCode::" + name) != std::string::npos);
    if (line.kind == CodeKind::Evidence)
      CHECK(code.find("EvidenceCode::" + name) != std::string::npos);
    if (line.kind == CodeKind::Flag)
      CHECK(code.find("Flag::" + name) != std::string::npos);
    if (line.kind == CodeKind::Reason)
      CHECK(code.find(enumerator_of(code_of(*line.rule)) + name) != std::string::npos);
  }
}
