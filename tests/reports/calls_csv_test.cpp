#include "reports/calls_csv.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "csv_rows.hpp"
#include "example_report.hpp"
#include "full_plate.hpp"
#include "released_plates.hpp"
#include "run/number_text.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

using namespace crossbreak;

namespace {

void check_set_row(Row row, const SetCall& set) {
  CHECK(row["row"] == "set");
  CHECK(row["set"] == set.set);
  CHECK(row["result"] == code_of(set.result));
  CHECK(row["ct_mean"] == (set.ct_mean ? shortest_text(*set.ct_mean) : ""));
  CHECK(row["flags"] == joined(codes_of(set.flags), ";"));
  for (const char* of_patient : {"deletions", "review", "text_en", "text_zh"})
    CHECK(row[of_patient] == "");
}

void check_overall_row(Row row, const PatientCall& patient) {
  CHECK(row["row"] == "overall");
  CHECK(row["set"] == "");
  CHECK(row["result"] == code_of(patient.call));
  CHECK(row["ct_mean"] == "");
  CHECK(row["deletions"] == joined(patient.deletions, ";"));
  CHECK(row["review"] == (patient.review ? "true" : "false"));
  CHECK(row["flags"] == joined(codes_of(patient.flags), ";"));
  CHECK(row["text_en"] == patient.text.en);
  CHECK(row["text_zh"] == patient.text.zh);
}

}  // namespace

TEST_CASE("a patient has one row per set and one overall row, each with what the report says") {
  const Report report = example_report();
  const std::vector<Row> rows = rows_of(write_calls_csv(report, false));
  std::size_t at = 0;
  for (const PatientCall& patient : report.calls.patients) {
    CAPTURE(patient.sample);
    REQUIRE(rows.size() >= at + patient.sets.size() + 1);
    for (const SetCall& set : patient.sets)
      check_set_row(rows[at++], set);
    check_overall_row(rows[at++], patient);
  }
  CHECK(rows.size() == at);
}

TEST_CASE("every row says of what run, program, panel and profile it is") {
  const Report report = example_report();
  for (Row row : rows_of(write_calls_csv(report, false))) {
    CHECK(row["schema"] == calls_csv_schema);
    CHECK(row["source"] == "example.eds");
    CHECK(row["sha256"] == report.inputs[0].sha256);
    CHECK(row["program_version"] == report.tool.version);
    CHECK(row["panel"] == report.panel.id);
    CHECK(row["panel_version"] == report.panel.version);
    CHECK(row["panel_sha256"] == report.panel.sha256);
    CHECK(row["profile"] == report.profile.id);
  }
}

TEST_CASE("names cannot become formulas, numbers or columns") {
  const std::string csv = write_calls_csv(example_report(), false);
  CHECK(row_of(csv, "00123", "")["result"] == "deletion");
  CHECK(row_of(csv, "'=1+1", "")["result"] == "inconclusive");
  CHECK(row_of(csv, "张三 <b>&\"';", "")["result"] == "invalid");
  CHECK(csv.find("\"张三 <b>&\"\"';\"") != std::string::npos);
  CHECK(row_of(csv, "'@SUM(A1)", "D4-8")["result"] == "missing");
  CHECK(row_of(csv, "'-7", "D2-8")["result"] == "negative");
}

TEST_CASE("Excel gets a byte-order mark where asked for") {
  const Report report = example_report();
  CHECK(write_calls_csv(report, true) == "\xEF\xBB\xBF" + write_calls_csv(report, false));
}

TEST_CASE("what a record says of itself cannot become columns") {
  Report report = example_report();
  report.inputs[0].sha256 = "=1,2";
  CHECK(write_calls_csv(report, false).find(",example.eds,\"'=1,2\",") != std::string::npos);
}

TEST_CASE("of runs combined, a row names the inputs that hold the patient's wells") {
  Report report = two_plates();
  const std::vector<ReportInput>& inputs = report.inputs;
  REQUIRE(inputs.size() == 2);
  const std::string both = inputs[0].file + ';' + inputs[1].file;
  for (Row row : rows_of(write_calls_csv(report, false))) {
    CHECK(row["source"] == both);
    CHECK(row["sha256"] == inputs[0].sha256 + ';' + inputs[1].sha256);
  }

  // One plate alone, for a patient who has wells on no other.
  const auto keep_first = [&](SetCall& set) {
    std::erase_if(set.wells, [&](std::size_t well) { return report.calls.wells[well].run != 0; });
  };
  PatientCall& patient = report.calls.patients[0];
  std::ranges::for_each(patient.sets, keep_first);
  const SetCall reference = patient.reference.value();
  keep_first(*patient.reference);
  CHECK(row_of(write_calls_csv(report, false), patient.sample, "")["source"] == inputs[0].file);

  // Be it the reference gene alone that is on the other.
  patient.reference = reference;
  CHECK(row_of(write_calls_csv(report, false), patient.sample, "")["source"] == both);
}

TEST_CASE("the record's status stands in the last column of every row") {
  CHECK(calls_csv_header.ends_with(",plate_barcode,repeat,status"));
  const Report called = example_report();
  Report reviewed = called;
  reviewed.release.status = RecordStatus::Reviewed;
  Report amended = signed_report(called);
  amended.release.status = RecordStatus::Amended;
  const std::pair<Report, std::string> expected[] = {{called, "preliminary"},
                                                     {reviewed, "reviewed"},
                                                     {signed_report(called), "final"},
                                                     {amended, "amended"}};
  for (const auto& [report, status] : expected) {
    const std::vector<Row> rows = rows_of(write_calls_csv(report, false));
    REQUIRE_FALSE(rows.empty());
    for (const Row& row : rows)
      CHECK(row.at("status") == status);
  }
}

TEST_CASE("a result that a reviewer changed says what was computed") {
  Report report = signed_report(example_report());
  override_set(report, "00123", "D4-7", SetResult::Negative);
  const std::string csv = write_calls_csv(report, false);
  const Row set = row_of(csv, "00123", "D4-7");
  CHECK(set.at("result") == "negative");
  CHECK(set.at("text_en") == "computed positive, changed to negative");
  CHECK(set.at("text_zh") == "程序判定阳性，人工改为阴性");
  const Row overall = row_of(csv, "00123", "");
  CHECK(overall.at("result") == "not_detected");
  CHECK(overall.at("text_en").ends_with(" (computed deletion, changed to not detected)"));
  CHECK(row_of(csv, "00123", "D2-7").at("text_en") == "");
}
