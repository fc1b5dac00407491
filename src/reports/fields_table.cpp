#include "reports/fields_table.hpp"

#include <vector>

#include "record/field_descriptions.hpp"
#include "record/json_text.hpp"
#include "record/record.hpp"
#include "run/aligned_lines.hpp"

namespace crossbreak {
namespace {

std::string type_of(const FieldDescription& field) {
  switch (field.kind) {
    case ValueKind::Text:
      return "text";
    case ValueKind::Number:
      return "number";
    case ValueKind::Whole:
      return "whole number";
    case ValueKind::Truth:
      return "true or false";
    case ValueKind::Code:
      return "code";
    case ValueKind::Well:
      return "well";
    case ValueKind::Sha256:
      return "sha256";
    case ValueKind::Object:
      return std::string(field.object);
  }
  return {};
}

std::string_view kind_of_codes(const FieldDescription& field) {
  return field.code_kind ? code_of(*field.code_kind) : std::string_view();
}

}  // namespace

std::string write_fields_text() {
  std::vector<std::vector<std::string>> lines = {{"FIELD", "TYPE", "CODES", "MEANING"}};
  for (const auto& [path, field, meaning] : record_field_paths()) {
    const std::string_view codes = kind_of_codes(field);
    lines.push_back({path, type_of(field) + (field.may_be_null ? " or null" : ""),
                     std::string(codes.empty() ? "-" : codes), std::string(meaning)});
  }
  return aligned_lines(lines);
}

std::string write_fields_json() {
  JsonText json;
  json.begin_object();
  json.field("schema", "crossbreak/fields/1");
  json.field("record", record_schema);
  json.key("fields");
  json.begin_array();
  for (const auto& [path, field, meaning] : record_field_paths()) {
    json.begin_object(JsonText::Layout::OneLine);
    json.field("path", path);
    json.field("type", type_of(field));
    json.field("null", field.may_be_null);
    json.field("missing", field.may_be_missing);
    json.text_field("codes", kind_of_codes(field));
    json.field("meaning", meaning);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

}  // namespace crossbreak
