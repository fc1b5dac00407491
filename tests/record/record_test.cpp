#include "record/record.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"

using namespace crossbreak;
using nlohmann::json;

namespace {

/// The example's record with one value replaced; `pointer` must exist.
std::string with(const char* pointer, const json& value) {
  json record = json::parse(write_record(example_report()));
  record.at(json::json_pointer(pointer)) = value;
  return record.dump();
}

std::string without(const char* parent, const char* field) {
  json record = json::parse(write_record(example_report()));
  REQUIRE(record.at(json::json_pointer(parent)).erase(field) == 1);
  return record.dump();
}

}  // namespace

TEST_CASE("a record read back is the same record") {
  const std::string record = write_record(example_report());
  CHECK(write_record(read_record("example.calls.json", record)) == record);
}

TEST_CASE("a record without curves has no field for them, and reads back so") {
  Report report = example_report();
  report.has_curves = false;
  report.curves.clear();
  const std::string record = write_record(report);
  CHECK_FALSE(json::parse(record).contains("curves"));
  const Report back = read_record("example.calls.json", record);
  CHECK_FALSE(back.has_curves);
  CHECK(write_record(back) == record);
}

TEST_CASE("a record says what LIMS scripts were promised") {
  const json record = json::parse(write_record(example_report()));
  CHECK(record["schema"] == "crossbreak/calls/3");
  CHECK(record["tool"] == json{{"name", "crossbreak"}, {"version", "0.1.0"}});
  CHECK(record["inputs"][0]["file"] == "example.eds");
  CHECK(record["inputs"][0]["operator"] == nullptr);
  CHECK(record["run"]["status"] == "invalid");

  const json& patient = record["patients"][0];
  CHECK(patient["sample"] == "00123");
  CHECK(patient["call"] == "deletion");
  CHECK(patient["deletions"] == json{"D4-7"});
  CHECK(patient["review"] == false);
  CHECK(patient["sets"][2]["result"] == "positive");
  CHECK(patient["sets"][2]["ct_mean"] == 24.123456789012345);
  CHECK(patient["sets"][2]["wells"] == json{"C1"});
  CHECK(patient["sets"][2]["well_indices"] == json{20});
  CHECK(patient["sets"][0]["ct_mean"] == nullptr);
  CHECK(patient["reference"]["ct_mean"] == 22.5);
  CHECK(patient["reasons"][0] ==
        json{{"rule", "R10"},
             {"value", 1},
             {"limit", 1},
             {"outcome", "deletion"},
             {"words", {{"en", "one positive set: D4-7"}, {"zh", "一组阳性：D4-7"}}}});

  const json& well = record["wells"][3];  // A4: unclear
  CHECK(well["input"] == 0);
  CHECK(well["well"] == "A4");
  CHECK(well["sample"] == "=1+1");
  CHECK(well["amplified"] == "unclear");
  CHECK(well["ct"] == 33.25);
  CHECK(well["ct_status"] == "value");
  CHECK(well["ct_instrument"] == nullptr);
  CHECK(well["ct_instrument_status"] == "undetermined");
  CHECK(well["threshold"] == 0.2);
  CHECK(well["threshold_source"] == "file");
  CHECK(well["baseline_start"] == 3);
  CHECK(well["baseline_end"] == 15);
  CHECK(well["baseline_source"] == "file");
  CHECK(well["flags"] == json{"unclear_curve"});

  const json& omitted = record["wells"][35];  // D6
  CHECK(omitted["well"] == "D6");
  CHECK(omitted["ct_status"] == "not_computed");
  CHECK(omitted["ct_instrument_status"] == "absent");
  CHECK(omitted["threshold_source"] == nullptr);
  CHECK(omitted["baseline_start"] == nullptr);

  CHECK(record["curves"].size() == record["wells"].size());
  CHECK(record["curves"][0]["rn"][4] == nullptr);
  CHECK(record["curves"][0]["rn"].size() == 40);
}

TEST_CASE("a missing reading comes back as one") {
  const Report back = read_record("x", write_record(example_report()));
  CHECK(std::isnan(back.curves[0].rn[4]));
  CHECK(back.curves[0].rn[5] == example_report().curves[0].rn[5]);
}

TEST_CASE("a report without profile has null for it") {
  Report report = example_report();
  report.profile = {};
  const std::string record = write_record(report);
  CHECK(json::parse(record)["profile"] == nullptr);
  CHECK(read_record("x", record).profile == Identity{});
}

TEST_CASE("texts that are no UTF-8 do not stop a record") {
  Report report = example_report();
  report.calls.patients[0].sample = "\xFF\xFE";
  CHECK(json::parse(write_record(report))["patients"][0]["sample"] == "\uFFFD\uFFFD");
}

TEST_CASE("a record that cannot be read says where") {
  const struct {
    std::string record;
    const char* message;
  } cases[] = {
      {"", "x.json: expected the record of a call (RUN.calls.json), found no JSON: stopped at byte 1"},
      {"{\"schema\"",
       "x.json: expected the record of a call (RUN.calls.json), found no JSON: stopped at byte 10"},
      {"[]", "x.json: /: expected an object, found array"},
      {"{}", "x.json: /: expected a field 'schema', found none"},
      {with("/schema", "crossbreak/calls/9"),
       "x.json: /schema: expected 'crossbreak/calls/3', found 'crossbreak/calls/9'"},
      {without("", "tool"), "x.json: /: expected a field 'tool', found none"},
      {without("/wells/3", "ct"), "x.json: /wells/3: expected a field 'ct', found none"},
      {with("/wells", nullptr), "x.json: /wells: expected an array, found null"},
      {with("/wells/3/well", "A25"), "x.json: /wells/3/well: expected a well such as A1, found 'A25'"},
      {with("/wells/3/sample", 7), "x.json: /wells/3/sample: expected a text, found 7"},
      {with("/wells/3/threshold", "0.2"), "x.json: /wells/3/threshold: expected a number, found \"0.2\""},
      {with("/wells/3/input", -1), "x.json: /wells/3/input: expected a count, found -1"},
      {with("/wells/3/input", 1),
       "x.json: /wells/3/input: expected an index below 1, the number of inputs, found 1"},
      {with("/wells/3/well", "P24"),
       "x.json: /wells/3/well: expected a well of its input's plate, found 'P24'"},
      {with("/inputs/0/plate/rows", 17),
       "x.json: /inputs/0/plate: expected 1 to 16 rows and 1 to 24 columns, found 17 x 12"},
      {with("/inputs/0/plate/columns", 0),
       "x.json: /inputs/0/plate: expected 1 to 16 rows and 1 to 24 columns, found 8 x 0"},
      {with("/curves/3/well", "H12"),
       "x.json: /curves/3: expected the curve of well A4, target 'IKZF1_D2-7', as /wells has it, found one "
       "of "
       "well H12, target 'IKZF1_D2-7'"},
      {with("/wells/3/amplified", "maybe"),
       "x.json: /wells/3/amplified: expected one of no, unclear, yes, found 'maybe'"},
      {with("/wells/3/ct_instrument_status", "not_computed"),
       "x.json: /wells/3/ct_instrument_status: expected one of absent, undetermined, value, found "
       "'not_computed'"},
      {with("/wells/3/baseline_end", nullptr),
       "x.json: /wells/3: expected both of baseline_start and baseline_end, found one"},
      {with("/wells/3/baseline_end", 1e10),
       "x.json: /wells/3/baseline_end: expected a whole number, found 10000000000.0"},
      {with("/wells/3/baseline_end", 10000000000),
       "x.json: /wells/3/baseline_end: expected a whole number, found 10000000000"},
      {with("/patients/0/review", "no"), "x.json: /patients/0/review: expected true or false, found \"no\""},
      {with("/patients/0/sets/0/well_indices/0", 50),
       "x.json: /patients/0/sets/0/well_indices/0: expected an index below 50, the number of wells, found "
       "50"},
      {with("/patients/0/call", "not_detected"),
       "x.json: /patients/0/call: expected 'deletion', which follows from the results of its sets by R10 and "
       "R11, found 'not_detected'"},
      {with("/patients/0/deletions", json::array()),
       "x.json: /patients/0/deletions: expected the sets whose result is positive, 'D4-7', found none"},
      {with("/patients/0/deletions", {"D4-7", "D2-7"}),
       "x.json: /patients/0/deletions: expected the sets whose result is positive, 'D4-7', found 'D4-7', "
       "'D2-7'"},
      {with("/patients/0/sets/2/result", "negative"),
       "x.json: /patients/0/deletions: expected the sets whose result is positive, none, found 'D4-7'"},
      {with("/patients/0/sets/1/set", "D1-8"),
       "x.json: /patients/0/sets/1/set: expected 'D2-8', as /panel/sets has it, found 'D1-8'"},
      {with("/patients/0/sets", json::array()),
       "x.json: /patients/0/sets: expected a result for each of the 4 sets of /panel/sets, found 0"},
      {with("/controls/0/set", "D1-8"),
       "x.json: /controls/0/set: expected a set of /panel/sets or the reference gene, found 'D1-8'"},
      {with("/run/status", "valid"),
       "x.json: /run/status: expected 'invalid', since /controls/5 invalidates a set, found 'valid'"},
      {with("/curves", json::array()),
       "x.json: /curves: expected one curve for each of the 50 wells, found 0"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    CHECK_THROWS_WITH_AS(read_record("x.json", c.record), c.message, ReportError);
  }
}
