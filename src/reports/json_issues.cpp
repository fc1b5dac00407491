#include "reports/json_issues.hpp"

#include "reports/codes.hpp"

namespace crossbreak {

void write_issues(JsonText& json, const std::vector<Issue>& issues) {
  json.key("issues");
  json.begin_array();
  for (const Issue& issue : issues) {
    json.begin_object(JsonText::Layout::OneLine);
    json.field("code", issue.code);
    json.field("severity", code_of(issue.severity));
    json.field("place", issue.place);
    json.field("text", issue.text);
    json.end_object();
  }
  json.end_array();
}

}  // namespace crossbreak
