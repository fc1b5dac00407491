#include "record/field_descriptions.hpp"

#include <algorithm>

#include "record/audit_line.hpp"
#include "record/field_describer.hpp"
#include "record/review_file.hpp"

namespace crossbreak {
namespace {

void add_paths(const std::vector<ObjectDescription>& objects, std::string_view object,
               const std::string& before, std::vector<FieldPath>& paths) {
  const auto holds = [&](std::string_view name) {
    return std::find_if(objects.begin(), objects.end(),
                        [&](const ObjectDescription& candidate) { return candidate.name == name; });
  };
  for (const FieldDescription& field : holds(object)->fields) {
    const std::string path = before + std::string(field.name) + (field.is_list ? "[]" : "");
    const bool is_object = field.kind == ValueKind::Object;
    paths.push_back(
        {path, field, is_object && field.meaning.empty() ? holds(field.object)->meaning : field.meaning});
    if (is_object && field.object != FieldsOf<Words>::name) {
      add_paths(objects, field.object, path + '.', paths);
    }
  }
}

}  // namespace

std::vector<ObjectDescription> record_objects() {
  return described_objects<Report>();
}

std::vector<ObjectDescription> audit_objects() {
  return described_objects<AuditLine>();
}

std::vector<ObjectDescription> review_objects() {
  return described_objects<ReviewFile>();
}

std::vector<FieldPath> record_field_paths() {
  std::vector<FieldPath> paths;
  const std::vector<ObjectDescription> objects = record_objects();
  add_paths(objects, objects.front().name, "", paths);
  return paths;
}

}  // namespace crossbreak
