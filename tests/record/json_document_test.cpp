#include "record/json_document.hpp"

#include <bit>
#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include "message_of.hpp"
#include "record/json_place.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

/// What stands at `place`, as nlohmann has it.
json tree_at(const JsonDocument& document, std::size_t place) {
  const JsonValue& value = document[place];
  json tree;
  switch (value.kind) {
    case JsonKind::Null:
      break;
    case JsonKind::Truth:
      tree = value.bits != 0;
      break;
    case JsonKind::Negative:
      tree = std::bit_cast<std::int64_t>(value.bits);
      break;
    case JsonKind::Count:
      tree = value.bits;
      break;
    case JsonKind::Number:
      tree = std::bit_cast<double>(value.bits);
      break;
    case JsonKind::Text:
      tree = std::string(document.text_of(value));
      break;
    case JsonKind::Array:
      tree = json::array();
      for (std::size_t at = place + 1; at < value.behind; at = document[at].behind)
        tree.push_back(tree_at(document, at));
      CHECK(tree.size() == value.size);
      break;
    case JsonKind::Object:
      tree = json::object();
      for (std::size_t at = place + 1; at < value.behind; at = document[at + 1].behind)
        tree[std::string(document.text_of(document[at]))] = tree_at(document, at + 1);
      CHECK(tree.size() == value.size);
      break;
  }
  return tree;
}

}  // namespace

TEST_CASE("a document holds what nlohmann's parser makes of the text") {
  for (const char* text :
       {"null", "true", " -3 ", "18446744073709551615", "0.1", "-1e-300", R"("a\u00e4\n\ud83d\ude00\u0000z")",
        "[]", "{}", "[[],{},[[1]],\"\"]", R"({"a":{"b":[1,{"c":null,"d":[]},2],"":3},"e":false,"f":{}})"}) {
    CAPTURE(text);
    CHECK(tree_at(JsonDocument("x.json", text), 0) == json::parse(text));
  }
}

TEST_CASE("a text that is no JSON is refused at the byte where nlohmann's parser stops") {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":1,}", "nul", "\"\xFF\"", "1 2", "{\"a\" 1}", "[\"\\x\"]"}) {
    CAPTURE(text);
    std::size_t byte = 0;
    try {
      const json tree = json::parse(text);
      FAIL("expected a parse_error, found " << tree.type_name());
    } catch (const json::parse_error& error) {
      byte = error.byte;
    }
    try {
      const JsonDocument document("x.json", text);
      FAIL("expected a parse_error");
    } catch (const json::parse_error& error) {
      CHECK(error.byte == byte);
    }
  }
  CHECK_THROWS_AS(JsonDocument("x.json", "1e999"), json::out_of_range);
}

TEST_CASE("a field that stands twice in one object is refused, and in two objects is not") {
  CHECK(tests::message_of<ReportError>([] { JsonDocument("x.json", R"([{"a":1,"b":{"a":2},"a":3}])"); }) ==
        "x.json: expected each field once, found 'a' twice in one object");
  CHECK(tests::message_of<ReportError>([] { JsonDocument("x.json", R"({"\u0061":1,"a":1})"); }) ==
        "x.json: expected each field once, found 'a' twice in one object");
  CHECK_NOTHROW(JsonDocument("x.json", R"([{"a":1,"b":{"a":2}},{"a":3}])"));
}

TEST_CASE("fields and elements are found in whatever order they are asked for, and again") {
  const JsonDocument document("x.json", R"({"a":[10,[11],{"k":12}],"b":"B","c":{"d":true}})");
  const Place root("x.json", document);
  for (const char* order : {"abc", "cba", "bac", "cab", "aab", "ccb"})
    for (const char* name = order; *name != '\0'; ++name) {
      CAPTURE(order);
      if (*name == 'b')
        CHECK(root.at("b").text() == "B");
      else if (*name == 'c')
        CHECK(root.at("c").at("d").truth());
      else
        CHECK(root.at("a").element(0).integer() == 10);
      CHECK_FALSE(root.has("d"));
    }
  const Place list = root.at("a");
  for (const std::size_t index : {2U, 0U, 1U, 1U, 2U})
    CHECK(list.element(index).is_null() == false);
  CHECK(list.element(2).at("k").count() == 12);
  CHECK(list.element(1).element(0).number() == 11);
  CHECK(tests::message_of<ReportError>([&] { list.element(2).at("k").text(); }) ==
        "x.json: /a/2/k: expected a text, found 12");
  CHECK(tests::message_of<ReportError>([&] { root.at("c").at("e"); }) ==
        "x.json: /c: expected a field 'e', found none");
}
