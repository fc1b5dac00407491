#include "reports/fields_table.hpp"

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "record/field_descriptions.hpp"
#include "record/record.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

/// The line of a field, runs of blanks as one.
std::string line_of(const std::string& path) {
  std::istringstream stream(write_fields_text());
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with(path + ' ')) {
      std::string squeezed;
      for (const char c : line)
        if (c != ' ' || !squeezed.ends_with(' '))
          squeezed += c;
      return squeezed;
    }
  return "no line " + path;
}

}  // namespace

TEST_CASE("the table of fields says of each what it is, which codes it holds and what it means") {
  CHECK(line_of("FIELD") == "FIELD TYPE CODES MEANING");
  CHECK(line_of("patients[].sets[].result") == "patients[].sets[].result code set_result The result.");
  CHECK(line_of("inputs[].barcode") == "inputs[].barcode text or null - Of the plate, as in the file.");
  CHECK(line_of("limits") == "limits words - What the test cannot see.");
  CHECK(line_of("curves[].rn[]").starts_with("curves[].rn[] number or null - Reporter divided by"));
}

TEST_CASE("fields as JSON hold every field of the record") {
  const json document = json::parse(write_fields_json());
  CHECK(document.at("schema") == "crossbreak/fields/1");
  CHECK(document.at("record") == record_schema);
  const json& fields = document.at("fields");
  const auto paths = record_field_paths();
  REQUIRE(fields.size() == paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i)
    CHECK(fields[i].at("path") == paths[i].path);
  CHECK(fields[0] == json{{"path", "schema"},
                          {"type", "text"},
                          {"null", false},
                          {"missing", false},
                          {"codes", nullptr},
                          {"meaning", "Name and version of this layout."}});
}
