#include "record/json_text.hpp"

#include <limits>

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a document keeps the order it was told, lines where lines were asked for") {
  JsonText json;
  json.begin_object();
  json.field("b", 1);
  json.field("a", std::vector<double>{0.1, 36, std::numeric_limits<double>::quiet_NaN()});
  json.key("list");
  json.begin_array();
  json.begin_object(JsonText::Layout::OneLine);
  json.field("yes", true);
  json.text_field("absent", "");
  json.end_object();
  json.end_array();
  json.field("none", std::optional<double>());
  json.key("empty");
  json.begin_array();
  json.end_array();
  json.end_object();
  CHECK(std::move(json).finish() == R"({
  "b": 1,
  "a": [0.1, 36, null],
  "list": [
    {"yes": true, "absent": null}
  ],
  "none": null,
  "empty": []
}
)");
}

TEST_CASE("a text cannot leave its quotes") {
  const auto written = [](std::string_view text) {
    JsonText json;
    json.value(text);
    return std::move(json).finish();
  };
  CHECK(written("a\"b\\c\n\t\r") == "\"a\\\"b\\\\c\\n\\t\\r\"\n");
  CHECK(written(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\\u007f\"\n");
  CHECK(written("缺失") == "\"缺失\"\n");
  CHECK(written("a\u0085\u009b31m\u2028\u202e") == "\"a\\u0085\\u009b31m\\u2028\\u202e\"\n");
  CHECK(written("\xff\xc3") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"\n");
}

TEST_CASE("JSON of another writer is for terminals too, and reads back the same") {
  CHECK(json_for_terminals("{\n  \"\u7f3a\u061c\": \"a\\n\x7f\u0085\u009b31m\u2028\u202e\u200f\"\n}") ==
        "{\n  \"\u7f3a\\u061c\": \"a\\n\\u007f\\u0085\\u009b31m\\u2028\\u202e\\u200f\"\n}");
  CHECK(json_for_terminals("") == "");
}
