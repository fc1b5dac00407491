#include "record/schema.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "file_content.hpp"

using namespace crossbreak;
using nlohmann::json;

TEST_CASE("the schema that is published is the one that the program writes") {
  const bool is_the_same =
      tests::content_of(CROSSBREAK_SOURCE_DIR "/src/record/calls.schema.json") == write_record_schema();
  CHECK_MESSAGE(is_the_same,
                "where the fields were changed on purpose, and records of before stay valid, publish it by "
                "'crossbreak fields --schema >src/record/calls.schema.json'");
}

TEST_CASE("the schema of the audit that is published is the one that the program writes") {
  const bool is_the_same =
      tests::content_of(CROSSBREAK_SOURCE_DIR "/src/record/audit.schema.json") == write_audit_schema();
  CHECK_MESSAGE(is_the_same,
                "publish it by 'crossbreak fields --schema=audit >src/record/audit.schema.json'");
}

TEST_CASE("the schema of review files that is published is the one that the program writes") {
  const bool is_the_same =
      tests::content_of(CROSSBREAK_SOURCE_DIR "/src/record/review.schema.json") == write_review_schema();
  CHECK_MESSAGE(is_the_same,
                "publish it by 'crossbreak fields --schema=review >src/record/review.schema.json'");
}

TEST_CASE(
    "an event is described in a review file as in the record, but that no other field may stand in it") {
  const json record = json::parse(write_record_schema()).at("$defs");
  const json review = json::parse(write_review_schema());
  CHECK(review.at("properties").at("schema").at("const") == review.at("title"));
  CHECK(review.at("title") == "crossbreak/review/2");
  CHECK(review.at("required") == json{"schema", "record_sha256", "events"});
  CHECK(review.at("additionalProperties") == false);
  for (const char* name : {"event", "review_subject", "reviewed_set"}) {
    CAPTURE(name);
    json closed = record.at(name);
    CHECK(closed.at("additionalProperties") == true);
    closed["additionalProperties"] = false;
    CHECK(review.at("$defs").at(name) == closed);
  }
}

TEST_CASE("a field of the schema says what may stand in it") {
  const json schema = json::parse(write_record_schema());
  const json& objects = schema.at("$defs");
  const json& root = schema.at("properties");
  CHECK(root.at("schema").at("const") == schema.at("title"));
  CHECK(root.at("profile").at("oneOf") == json{{{"type", "null"}}, {{"$ref", "#/$defs/profile"}}});
  CHECK(objects.at("patient").at("properties").at("sample") ==
        json{{"type", "string"}, {"description", "As in the file or plate map; always text."}});
  CHECK(objects.at("input").at("properties").at("sha256") ==
        json{{"$ref", "#/$defs/sha256"}, {"description", "SHA-256 of the file's bytes, lower-case hex."}});
  CHECK(objects.at("plate").at("properties").at("rows") ==
        json{{"type", "integer"}, {"minimum", 1}, {"maximum", 16}, {"description", "8 or 16."}});
  const json& well = objects.at("well").at("properties");
  CHECK(well.at("well") == json{{"$ref", "#/$defs/well_name"}, {"description", "A1, never A01."}});
  CHECK(well.at("pair").at("type") == json{"integer", "null"});
  CHECK(well.at("pair").at("minimum") == 0);
  CHECK(well.at("state").at("enum") == json{"negative", "positive", "late", "inconclusive", "left_out"});
  CHECK(well.at("baseline_source").at("enum") ==
        json{"command_line", "panel", "file", "file_delta_rn", "recovered", "automatic", nullptr});
  CHECK(objects.at("curve").at("properties").at("rn").at("items") == json{{"type", {"number", "null"}}});
}

TEST_CASE("fields that have nothing to say may be missing, all others are asked for; later ones are let be") {
  const std::set<std::pair<std::string, std::string>> may_be_missing = {{"crossbreak/calls/3", "curves"},
                                                                        {"primer_set", "code"},
                                                                        {"primer_set", "hgvs"},
                                                                        {"primer_set", "class"},
                                                                        {"panel", "sensitivity"},
                                                                        {"crossbreak/calls/3", "metadata"},
                                                                        {"origin", "metadata"},
                                                                        {"origin", "metadata_sha256"},
                                                                        {"set_call", "computed"},
                                                                        {"panel", "texts"},
                                                                        {"patient", "computed"},
                                                                        {"patient", "outcome"},
                                                                        {"review_subject", "control"},
                                                                        {"review_subject", "role"},
                                                                        {"review_subject", "set"},
                                                                        {"review_subject", "sample"},
                                                                        {"review_subject", "repeat"},
                                                                        {"review_subject", "well"},
                                                                        {"review_subject", "target"},
                                                                        {"reviewed_set", "old"},
                                                                        {"reviewed_set", "new"},
                                                                        {"event", "sets"},
                                                                        {"crossbreak/calls/3", "laboratory"}};
  const json schema = json::parse(write_record_schema());
  std::size_t objects = 0;
  const auto check = [&](const std::string& of, const json& object) {
    for (const auto& property : object.at("properties").items()) {
      const std::string& name = property.key();
      CAPTURE(name);
      const json& required = object.at("required");
      const bool is_asked_for = std::find(required.begin(), required.end(), name) != required.end();
      CHECK(is_asked_for == !may_be_missing.contains({of, name}));
    }
    CHECK(object.at("additionalProperties") == true);
    ++objects;
  };
  check(schema.at("title"), schema);
  for (const auto& [name, definition] : schema.at("$defs").items())
    if (definition.at("type") == "object")
      check(name, definition);
  CHECK(objects > 15);
}
