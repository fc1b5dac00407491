#include "record/field_descriptions.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "released_plates.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

/// The places of all fields below `value`, as FieldPath::path names them, each with one pointer to it.
void collect(const json& value, const std::string& path, const json::json_pointer& pointer,
             std::map<std::string, json::json_pointer>& places) {
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      collect(value[i], path + "[]", pointer / i, places);
  } else if (value.is_object()) {
    for (const auto& [name, inside] : value.items()) {
      const std::string below = path.empty() ? name : path + '.' + name;
      places.emplace(below + (inside.is_array() ? "[]" : ""), pointer / name);
      collect(inside, below, pointer / name, places);
    }
  }
}

std::map<std::string, json::json_pointer> places_of(const json& record) {
  std::map<std::string, json::json_pointer> places;
  collect(record, "", json::json_pointer(), places);
  return places;
}

/// With two cycles a curve, so that it is read often in little time.
std::string short_record() {
  Report report = example_report();
  for (ReportCurve& curve : report.curves)
    for (std::vector<double>* readings : {&curve.rn, &curve.delta_rn, &curve.reporter, &curve.passive})
      readings->resize(std::min<std::size_t>(readings->size(), 2));
  return write_record(report);
}

const FieldPath& field_at(const std::vector<FieldPath>& paths, const std::string& path) {
  for (const FieldPath& candidate : paths)
    if (candidate.path == path)
      return candidate;
  FAIL("no field " << path);
  return paths.front();
}

}  // namespace

TEST_CASE("every field that a record holds is described, and every field described stands in a record") {
  const json record = json::parse(write_record(full_record()));
  std::set<std::string> held;
  for (const auto& [path, place] : places_of(record))
    if (!path.ends_with(".en") && !path.ends_with(".zh"))  // of the sentence that holds them
      held.insert(path);
  std::set<std::string> described;
  for (const FieldPath& field : record_field_paths()) {
    CAPTURE(field.path);
    CHECK(described.insert(field.path).second);
    CHECK_FALSE(field.meaning.empty());
  }
  for (const std::string& path : described)
    CHECK_MESSAGE(held.contains(path), path);
  for (const std::string& path : held)
    CHECK_MESSAGE(described.contains(path), path);
}

TEST_CASE("a field that is missing is a fault, but for those that nobody needs to read on") {
  const json record = json::parse(short_record());
  std::set<std::string> not_missed;
  for (const auto& field : places_of(record)) {
    const auto& path = field.first;
    const auto& place = field.second;
    CAPTURE(path);
    json without = record;
    const std::string name = place.back();
    without.at(place.parent_pointer()).erase(name);
    try {
      read_record("x.json", without.dump());
      not_missed.insert(path);
    } catch (const ReportError& error) {
      const std::string parent = place.parent_pointer().to_string();
      CHECK(error.what() ==
            "x.json: " + (parent.empty() ? "/" : parent) + ": expected a field '" + name + "', found none");
    }
  }
  CHECK(not_missed == std::set<std::string>{"controls[].wells[]", "curves[]", "panel.texts[]",
                                            "patients[].reference.wells[]", "patients[].sets[].wells[]"});
}

TEST_CASE("a description says what may stand in a field") {
  const std::vector<FieldPath> paths = record_field_paths();
  const FieldPath& result = field_at(paths, "patients[].sets[].result");
  CHECK(result.field.kind == ValueKind::Code);
  CHECK(result.field.code_kind == CodeKind::SetResult);
  CHECK(result.field.codes ==
        std::vector<std::string_view>{"positive", "negative", "inconclusive", "invalid", "missing"});
  CHECK(result.meaning == "The result.");

  const FieldPath& flags = field_at(paths, "patients[].flags[]");
  CHECK(flags.field.is_list);
  CHECK(flags.field.code_kind == CodeKind::Flag);
  CHECK(flags.field.codes.empty());  // later versions may know more

  const FieldPath& fit = field_at(paths, "curves[].fit");
  CHECK(fit.field.kind == ValueKind::Object);
  CHECK(fit.field.may_be_null);
  CHECK(field_at(paths, "curves[]").field.may_be_missing);
  CHECK(field_at(paths, "curves[].rn[]").field.may_be_null);
  CHECK(field_at(paths, "wells[].pair").field.least == 0);
  CHECK(field_at(paths, "inputs[].plate").meaning == "Outline of the block.");
}
