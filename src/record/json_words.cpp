#include "record/json_words.hpp"

#include "words/issues.hpp"

namespace crossbreak {

void write_words(JsonText& json, std::string_view name, const Words& words) {
  json.key(name);
  json.begin_object(JsonText::Layout::OneLine);
  json.field("en", words.en);
  json.field("zh", words.zh);
  json.end_object();
}

void write_issues(JsonText& json, const std::vector<Issue>& issues) {
  json.key("issues");
  json.begin_array();
  for (const Issue& issue : issues) {
    json.begin_object(JsonText::Layout::OneLine);
    json.field("code", code_of(issue.code));
    json.field("severity", code_of(issue.severity));
    json.field("place", issue.place);
    write_words(json, "words", issue.words);
    json.end_object();
  }
  json.end_array();
}

}  // namespace crossbreak
