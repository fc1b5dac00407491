#include "reports/codes_table.hpp"

#include <vector>

#include "record/json_text.hpp"
#include "run/aligned_lines.hpp"
#include "words/catalogue.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view no_value = "-";

std::string cell(std::string_view text) {
  return std::string(text.empty() ? no_value : text);
}

template <class Enum>
std::string_view code_or_nothing(const std::optional<Enum>& maybe) {
  return maybe ? code_of(*maybe) : std::string_view();
}

}  // namespace

std::string write_codes_text(Language language) {
  std::vector<std::vector<std::string>> lines = {
      {"KIND", "CODE", "VARIANT", "RULE", "SEVERITY", "REVIEW", "REACH", "EXIT", "WORDS"}};
  for (const CatalogueLine& line : catalogue()) {
    lines.push_back({cell(code_of(line.kind)), cell(line.code), cell(line.variant),
                     cell(code_or_nothing(line.rule)), cell(code_or_nothing(line.severity)),
                     cell(line.asks_review ? (*line.asks_review ? "yes" : "no") : ""),
                     cell(code_or_nothing(line.reach)), cell(line.number ? std::to_string(*line.number) : ""),
                     std::string(language == Language::En ? line.words.en : line.words.zh)});
  }
  return aligned_lines(lines);
}

std::string write_codes_json() {
  JsonText json;
  json.begin_object();
  json.field("schema", "crossbreak/codes/1");
  json.key("codes");
  json.begin_array();
  for (const CatalogueLine& line : catalogue()) {
    json.begin_object(JsonText::Layout::OneLine);
    json.field("kind", code_of(line.kind));
    json.field("code", line.code);
    json.text_field("variant", line.variant);
    json.text_field("rule", code_or_nothing(line.rule));
    json.text_field("severity", code_or_nothing(line.severity));
    json.field("review", line.asks_review);
    json.text_field("reach", code_or_nothing(line.reach));
    json.field("exit", line.number);
    json.field("en", line.words.en);
    json.field("zh", line.words.zh);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

}  // namespace crossbreak
