#include "record/schema.hpp"

#include <string_view>
#include <vector>

#include "record/audit_line.hpp"
#include "record/field_descriptions.hpp"
#include "record/json_text.hpp"
#include "record/record.hpp"
#include "record/review_file.hpp"

namespace crossbreak {
namespace {

using Layout = JsonText::Layout;

void write_reference(JsonText& json, std::string_view definition) {
  json.field("$ref", "#/$defs/" + std::string(definition));
}

void write_type(JsonText& json, std::string_view type, bool may_be_null) {
  json.key("type");
  if (may_be_null) {
    json.begin_array(Layout::OneLine);
    json.value(type);
    json.value("null");
    json.end_array();
  } else {
    json.value(type);
  }
}

void write_enum(JsonText& json, const std::vector<std::string_view>& codes, bool may_be_null) {
  json.key("enum");
  json.begin_array(Layout::OneLine);
  for (const std::string_view code : codes) {
    json.value(code);
  }
  if (may_be_null) {
    json.value(nullptr);
  }
  json.end_array();
}

void write_reference_or_null(JsonText& json, std::string_view definition) {
  json.key("oneOf");
  json.begin_array(Layout::OneLine);
  json.begin_object();
  json.field("type", "null");
  json.end_object();
  json.begin_object();
  write_reference(json, definition);
  json.end_object();
  json.end_array();
}

/// The keywords that say what one value is.
void write_value(JsonText& json, const FieldDescription& field) {
  switch (field.kind) {
    case ValueKind::Object:
      if (field.may_be_null) {
        write_reference_or_null(json, field.object);
      } else {
        write_reference(json, field.object);
      }
      return;
    case ValueKind::Well:
      write_reference(json, "well_name");
      return;
    case ValueKind::Sha256:
      if (field.may_be_null) {
        write_reference_or_null(json, "sha256");
      } else {
        write_reference(json, "sha256");
      }
      return;
    case ValueKind::Code:
      if (!field.codes.empty()) {
        write_enum(json, field.codes, field.may_be_null);
        return;
      }
      write_type(json, "string", field.may_be_null);
      return;
    case ValueKind::Text:
      if (!field.always.empty()) {
        json.field("const", field.always);
        return;
      }
      write_type(json, "string", field.may_be_null);
      if (!field.pattern.empty()) {
        json.field("pattern", field.pattern);
      }
      return;
    case ValueKind::Number:
      write_type(json, "number", field.may_be_null);
      return;
    case ValueKind::Truth:
      write_type(json, "boolean", field.may_be_null);
      return;
    case ValueKind::Whole:
      write_type(json, "integer", field.may_be_null);
      if (field.least) {
        json.field("minimum", *field.least);
      }
      if (field.most) {
        json.field("maximum", *field.most);
      }
      return;
  }
}

void write_field(JsonText& json, const FieldDescription& field) {
  json.key(field.name);
  json.begin_object(Layout::OneLine);
  if (field.is_list) {
    json.field("type", "array");
  } else {
    write_value(json, field);
  }
  if (!field.meaning.empty()) {
    json.field("description", field.meaning);
  }
  if (field.is_list) {
    json.key("items");
    json.begin_object();
    write_value(json, field);
    json.end_object();
  }
  json.end_object();
}

/// The keywords of an object with these fields.
void write_object(JsonText& json, const ObjectDescription& object, OtherFields others) {
  json.field("type", "object");
  json.key("properties");
  json.begin_object();
  for (const FieldDescription& field : object.fields) {
    write_field(json, field);
  }
  json.end_object();
  json.key("required");
  json.begin_array(Layout::OneLine);
  for (const FieldDescription& field : object.fields) {
    if (!field.may_be_missing) {
      json.value(field.name);
    }
  }
  json.end_array();
  json.field("additionalProperties", others == OtherFields::LetBe);
}

void write_texts(JsonText& json, std::string_view name, std::string_view pattern) {
  json.key(name);
  json.begin_object(Layout::OneLine);
  json.field("type", "string");
  json.field("pattern", pattern);
  json.end_object();
}

}  // namespace

std::string write_schema(std::string_view title, const std::vector<ObjectDescription>& objects,
                         OtherFields others) {
  JsonText json;
  json.begin_object();
  json.field("$schema", "https://json-schema.org/draft/2020-12/schema");
  json.field("title", title);
  json.field("description", objects.front().meaning);
  write_object(json, objects.front(), others);
  json.key("$defs");
  json.begin_object();
  write_texts(json, "sha256", "^[0-9a-f]{64}$");
  write_texts(json, "well_name", "^[A-P]([1-9]|1[0-9]|2[0-4])$");
  for (std::size_t i = 1; i < objects.size(); ++i) {
    json.key(objects[i].name);
    json.begin_object();
    json.field("description", objects[i].meaning);
    write_object(json, objects[i], others);
    json.end_object();
  }
  json.end_object();
  json.end_object();
  return std::move(json).finish();
}

std::string write_record_schema() {
  return write_schema(record_schema, record_objects(), OtherFields::LetBe);
}

std::string write_audit_schema() {
  return write_schema(audit_schema, audit_objects(), OtherFields::LetBe);
}

std::string write_review_schema() {
  return write_schema(review_schema, review_objects(), OtherFields::Refused);
}

}  // namespace crossbreak
