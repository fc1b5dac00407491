#include "record/record.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "message_of.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

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

/// Of the well in Calls::wells, which has one target here.
std::size_t index_of(const Report& report, const std::string& well) {
  const auto found = std::ranges::find_if(report.calls.wells,
                                          [&](const WellCall& call) { return to_string(call.well) == well; });
  REQUIRE(found != report.calls.wells.end());
  return static_cast<std::size_t>(found - report.calls.wells.begin());
}

json as_json(const Reason& reason) {
  const ReasonEntry& entry = entry_of(reason.code);
  return {{"rule", code_of(entry.rule)},
          {"value", reason.value ? json(*reason.value) : json()},
          {"limit", reason.limit ? json(*reason.limit) : json()},
          {"outcome", entry.outcome},
          {"words", {{"en", reason.words.en}, {"zh", reason.words.zh}}}};
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
  const Report report = example_report();
  const json record = json::parse(write_record(report));
  CHECK(record["schema"] == "crossbreak/calls/3");
  CHECK(record["tool"] == json{{"name", "crossbreak"}, {"version", report.tool.version}});
  CHECK(record["inputs"][0]["file"] == "example.eds");
  CHECK(record["inputs"][0]["operator"] == nullptr);
  CHECK(record["run"]["status"] == code_of(report.calls.status));

  const PatientCall& called = report.calls.patients[0];
  const json& patient = record["patients"][0];
  CHECK(patient["sample"] == "00123");
  CHECK(patient["call"] == "deletion");
  CHECK(patient["deletions"] == json{"D4-7"});
  CHECK(patient["review"] == called.review);
  CHECK(patient["sets"][0]["set"] == "D4-7");
  CHECK(patient["sets"][0]["result"] == "positive");
  REQUIRE(called.sets[0].ct_mean);
  CHECK(patient["sets"][0]["ct_mean"] == *called.sets[0].ct_mean);
  CHECK(patient["sets"][0]["wells"] == json{"C1"});
  CHECK(patient["sets"][0]["well_indices"] == json{index_of(report, "C1")});
  CHECK(patient["sets"][2]["ct_mean"] == nullptr);
  REQUIRE(called.reference.value().ct_mean);
  CHECK(patient["reference"]["ct_mean"] == *called.reference->ct_mean);
  REQUIRE(patient["reasons"].size() == called.reasons.size());
  for (std::size_t i = 0; i < called.reasons.size(); ++i)
    CHECK(patient["reasons"][i] == as_json(called.reasons[i]));
  CHECK(patient["reasons"][0]["rule"] == "R10");
  CHECK(patient["reasons"][0]["outcome"] == "deletion");

  const WellCall& unclear = report.calls.wells[index_of(report, "A4")];
  const json& well = record["wells"][index_of(report, "A4")];
  CHECK(well["input"] == 0);
  CHECK(well["well"] == "A4");
  CHECK(well["sample"] == "=1+1");
  CHECK(well["amplified"] == "unclear");
  CHECK(well["ct"] == unclear.ct.value());
  CHECK(well["ct_status"] == "value");
  CHECK(well["ct_instrument"] == unclear.ct_instrument.value());
  CHECK(well["ct_instrument_status"] == "value");
  CHECK(well["threshold"] == unclear.threshold.value());
  CHECK(well["threshold_source"] == "file");
  CHECK(well["baseline_start"] == unclear.baseline.value().start);
  CHECK(well["baseline_end"] == unclear.baseline->end);
  CHECK(well["baseline_source"] == "file");
  CHECK(well["flags"] == codes_of(unclear.flags));
  CHECK(std::ranges::count(unclear.flags, Flag::UnclearCurve) == 1);

  const json& negative = record["wells"][index_of(report, "A1")];
  CHECK(negative["ct"] == nullptr);
  CHECK(negative["ct_status"] == "undetermined");
  CHECK(negative["ct_instrument"] == nullptr);
  CHECK(negative["ct_instrument_status"] == "undetermined");

  const json& omitted = record["wells"][index_of(report, "D6")];
  CHECK(omitted["state"] == "left_out");
  CHECK(omitted["flags"] == codes_of(report.calls.wells[index_of(report, "D6")].flags));

  CHECK(record["curves"].size() == record["wells"].size());
  const std::size_t missing = index_of(report, "A10");
  CHECK(record["curves"][missing]["rn"][4] == nullptr);
  CHECK(record["curves"][missing]["rn"].size() == report.curves[missing].rn.size());
}

TEST_CASE("what a well lacks is null in the record, and says so where a state does") {
  Report report = example_report();
  WellCall& well = report.calls.wells[0];
  well.ct.reset();
  well.ct_status = CtStatus::Absent;
  well.ct_instrument.reset();
  well.ct_instrument_status = CtStatus::Absent;
  well.threshold.reset();
  well.threshold_source.reset();
  well.baseline.reset();
  well.baseline_source.reset();
  const json record = json::parse(write_record(report))["wells"][0];
  CHECK(record["ct_status"] == "not_computed");
  CHECK(record["ct_instrument_status"] == "absent");
  for (const char* absent : {"ct", "ct_instrument", "threshold", "threshold_source", "baseline_start",
                             "baseline_end", "baseline_source"}) {
    CAPTURE(absent);
    CHECK(record.at(absent) == nullptr);
  }
}

TEST_CASE("a missing reading comes back as one") {
  const Report report = example_report();
  const std::size_t missing = index_of(report, "A10");
  const Report back = read_record("x", write_record(report));
  CHECK(std::isnan(back.curves[missing].rn[4]));
  CHECK(std::isfinite(back.curves[missing].rn[5]));
  CHECK(back.curves[missing].rn[5] == report.curves[missing].rn[5]);
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
  const std::string wells = std::to_string(example_report().calls.wells.size());
  const struct {
    std::string record;
    std::string message;
  } cases[] = {
      {"", "x.json: expected the record of a call (RUN.calls.json), found no JSON: stopped at byte 1"},
      {"[1e999]", "x.json: no JSON that can be read: a number out of range"},
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
      {with("/patients/0/call", "not_detected"),
       "x.json: /patients/0/call: expected 'deletion', which follows from the results of its sets by R10 and "
       "R11, found 'not_detected'"},
      {with("/patients/0/deletions", json::array()),
       "x.json: /patients/0/deletions: expected the sets whose result is positive, 'D4-7', found none"},
      {with("/patients/0/deletions", {"D4-7", "D2-7"}),
       "x.json: /patients/0/deletions: expected the sets whose result is positive, 'D4-7', found 'D4-7', "
       "'D2-7'"},
      {with("/patients/0/sets/0/result", "negative"),
       "x.json: /patients/0/deletions: expected the sets whose result is positive, none, found 'D4-7'"},
      {with("/patients/0/sets/1/set", "D1-8"),
       "x.json: /patients/0/sets/1/set: expected 'D4-8', as /panel/sets has it, found 'D1-8'"},
      {with("/patients/0/sets", json::array()),
       "x.json: /patients/0/sets: expected a result for each of the 4 sets of /panel/sets, found 0"},
      {with("/controls/0/set", "D1-8"),
       "x.json: /controls/0/set: expected a set of /panel/sets or the reference gene, found 'D1-8'"},
      {with("/patients/0/sets/0/well_indices/0", example_report().calls.wells.size()),
       "x.json: /patients/0/sets/0/well_indices/0: expected an index below " + wells +
           ", the number of wells, found " + wells},
      {with("/curves", json::array()),
       "x.json: /curves: expected one curve for each of the " + wells + " wells, found 0"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    CHECK_THROWS_WITH_AS(read_record("x.json", c.record), c.message.c_str(), ReportError);
  }
}

TEST_CASE("a record does not spare a patient the look that its flags or its sets ask for") {
  const json record = json::parse(write_record(full_plate({.rows = 8, .columns = 12})));
  const json& patients = record.at("patients");
  const auto first = [&](auto&& is_meant) {
    const auto found = std::find_if(patients.begin(), patients.end(), is_meant);
    REQUIRE(found != patients.end());
    return static_cast<std::size_t>(found - patients.begin());
  };
  const auto refused_without_look = [&](std::size_t patient, const json& flags) {
    json spared = record;
    spared["patients"][patient]["review"] = false;
    spared["patients"][patient]["flags"] = flags;
    return tests::message_of<ReportError>([&] { read_record("x.json", spared.dump()); });
  };
  const std::size_t clear = first([](const json& patient) { return patient.at("review") == false; });
  CHECK(refused_without_look(clear, {"late"}) ==
        "x.json: /patients/" + std::to_string(clear) +
            "/review: expected true, as the flag 'late' asks for, found false");
  const std::size_t inconclusive = first(
      [](const json& patient) { return patient.at("call") == code_of(PatientCallState::Inconclusive); });
  CHECK(refused_without_look(inconclusive, json::array()) ==
        "x.json: /patients/" + std::to_string(inconclusive) +
            "/review: expected true, as the results of its sets ask for by R10 and R11, found false");
}

TEST_CASE("a reason of a record has an outcome that its rule can have") {
  CHECK(tests::message_of<ReportError>([] {
          read_record("x.json", with("/patients/0/reasons/0/outcome", "perhaps"));
        }) == "x.json: /patients/0/reasons/0/outcome: expected one of deletion, mixed, found 'perhaps'");
}

TEST_CASE("a record has no names but such as a panel may have") {
  const auto refused = [](const std::string& place, const std::string& shown) {
    return "x.json: " + place +
           ": expected a name as a panel may have it, of at most 40 letters, without '\"', ';' and line "
           "breaks, "
           "found '" +
           shown + "'";
  };
  const auto message = [](const char* place, const std::string& name) {
    return tests::message_of<ReportError>([&] { read_record("x.json", with(place, name)); });
  };
  CHECK(message("/panel/gene", "IKZF1\x1b[31m") == refused("/panel/gene", "IKZF1\uFFFD[31m"));
  CHECK(message("/panel/sets/0/name", "D4;7") == refused("/panel/sets/0/name", "D4;7"));
  CHECK(message("/panel/sets/0/name", std::string(41, 'D')) ==
        refused("/panel/sets/0/name", std::string(41, 'D')));
  CHECK(message("/panel/reference", "A\"B") == refused("/panel/reference", "A\"B"));
}

TEST_CASE("a record has no more of what each row of an output repeats than a run may have") {
  Report report = example_report();
  report.metadata = RunMetadata{};
  report.metadata->extraction_batch = std::string(19'000, 'E');
  report.metadata->reagents = {
      {.name = std::string(900, 'x'), .lot = std::string(90, '1'), .expiry = "2026-12-31"}};
  CHECK(read_record("x.json", write_record(report)).metadata == report.metadata);
  report.metadata->controls = {{.name = "P", .lot = "1", .expiry = ""}};
  CHECK(tests::message_of<ReportError>([&] { read_record("x.json", write_record(report)); }) ==
        "x.json: /metadata: expected at most 20000 bytes of extraction batches and lots, found 20002");
}

TEST_CASE("a record has no names but such as a run may have") {
  for (const char* place :
       {"/patients/0/sample", "/controls/0/sample", "/wells/0/sample", "/wells/0/target"}) {
    CAPTURE(place);
    CHECK(tests::message_of<ReportError>([&] {
            read_record("x.json", with(place, std::string(2'000'000, 'x')));
          }) == "x.json: " + std::string(place) + ": expected a name of at most 10000 bytes, found 2000000");
  }
  CHECK(read_record("x.json", with("/wells/0/sample", std::string(10'000, 'x'))).calls.wells[0].sample ==
        std::string(10'000, 'x'));
}

TEST_CASE("a record of more values, or deeper ones, than any has is refused before it is parsed") {
  const std::string deep = std::string(65, '[') + std::string(65, ']');
  CHECK(tests::message_of<ReportError>([&] { read_record("x.json", deep); }) ==
        "x.json: expected JSON with at most 64 values inside one another, found 65");
  CHECK(tests::message_of<ReportError>([&] { read_record("x.json", "[" + std::string(8'000'000, ',')); }) ==
        "x.json: too large: expected at most 8000000 values of JSON, found some 8000002");
}

TEST_CASE("a record whose control invalidates a set while its run is valid is refused") {
  json record = json::parse(write_record(failed_control()));
  const auto& controls = record.at("controls");
  const auto failed = std::find_if(controls.begin(), controls.end(),
                                   [](const json& control) { return control.at("invalidates") == true; });
  REQUIRE(failed != controls.end());
  const std::string message = "x.json: /run/status: expected 'invalid', since /controls/" +
                              std::to_string(failed - controls.begin()) + " invalidates a set, found 'valid'";
  record["run"]["status"] = "valid";
  CHECK_THROWS_WITH_AS(read_record("x.json", record.dump()), message.c_str(), ReportError);
}
