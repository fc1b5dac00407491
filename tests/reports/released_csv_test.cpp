#include "reports/released_csv.hpp"

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "csv_rows.hpp"
#include "example_report.hpp"
#include "message_of.hpp"
#include "record/record.hpp"
#include "released_plates.hpp"
#include "reports/calls_csv.hpp"
#include "run/number_text.hpp"

using namespace crossbreak;

namespace {

std::string released(const Report& report) {
  return write_released_csv(report, false);
}

Row control_row(const std::string& csv, const std::string& sample, const std::string& set) {
  for (Row& row : rows_of(csv))
    if (row["row"] == "control" && row["sample"] == sample && row["set"] == set)
      return row;
  FAIL("no control row of " << sample << ' ' << set);
  return {};
}

/// What leaves the laboratory of a result stands in these.
void check_nothing_told(const Row& row) {
  for (const char* title :
       {"result", "ct_mean", "deletions", "text_en", "text_zh", "next", "computed_result", "inconclusive"}) {
    CAPTURE(title);
    CHECK(row.at(title) == "");
  }
}

}  // namespace

TEST_CASE("the columns are those of calls.csv, then those of the release") {
  const std::string head = std::string(calls_csv_header) +
                           ",set_code,outcome,computed_result,inconclusive,reviewed_by,approved_by,"
                           "released_at,replaces";
  CHECK(std::string(released_csv_header).starts_with(head));
  CHECK(released(signed_report(example_report())).starts_with(std::string(released_csv_header) + '\n'));
}

TEST_CASE("a released patient's rows say what calls.csv says, under a schema of their own") {
  const Report report = signed_report(example_report());
  const std::vector<Row> called = rows_of(write_calls_csv(report, false));
  const std::vector<Row> rows = rows_of(released(report));
  REQUIRE(rows.size() == called.size() + report.calls.controls.size());
  for (std::size_t i = 0; i < called.size(); ++i) {
    CAPTURE(i);
    CHECK(rows[i].at("schema") == "crossbreak/released-csv/1");
    CHECK(rows[i].at("outcome") == "released");
    for (const auto& [title, cell] : called[i])
      if (title != "schema")
        CHECK(rows[i].at(title) == cell);
  }
}

TEST_CASE("controls have rows: outcome, Ct and role") {
  const Report report = signed_report(failed_control());
  const std::vector<Row> rows = rows_of(released(report));
  const std::size_t first = rows.size() - report.calls.controls.size();
  for (std::size_t i = 0; i < report.calls.controls.size(); ++i) {
    const ControlCall& control = report.calls.controls[i];
    const Row& row = rows[first + i];
    CAPTURE(control.sample);
    CHECK(row.at("row") == "control");
    CHECK(row.at("sample") == control.sample);
    CHECK(row.at("set") == control.set);
    CHECK(row.at("result") == code_of(control.outcome));
    CHECK(row.at("ct_mean") == (control.ct_mean ? shortest_text(*control.ct_mean) : ""));
    CHECK(row.at("text_en") == words_of(control.role).en);
    CHECK(row.at("outcome") == "released");
  }
  CHECK(control_row(released(report), "PC", "D2-8").at("result") == "failed");
  CHECK(control_row(released(report), "NTC", "D2-8").at("result") == "passed");
}

TEST_CASE("what is withheld or to be repeated tells no result") {
  Report report = signed_report(example_report());
  decide(report, "00123", ReviewAction::Reject, DecisionCode::SampleSwap);
  decide(report, "3E5", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  const std::map<std::string, std::string> outcomes = {{"00123", "withheld"}, {"3E5", "repeat_requested"}};
  std::size_t seen = 0;
  for (const Row& row : rows_of(released(report))) {
    const auto expected = outcomes.find(row.at("sample"));
    if (expected == outcomes.end())
      continue;
    ++seen;
    CAPTURE(row.at("sample"));
    CHECK(row.at("outcome") == expected->second);
    check_nothing_told(row);
  }
  CHECK(seen == 2 * (report.sets.size() + 1));
  CHECK(row_of(released(report), "1-2", "").at("result") == "not_detected");
}

TEST_CASE("an invalid run releases its sound sets alone") {
  const Report report = signed_report(failed_control());
  const std::string csv = released(report);
  const Row unsound = row_of(csv, "1-2", "D2-8");
  CHECK(unsound.at("outcome") == "withheld");
  check_nothing_told(unsound);
  const Row sound = row_of(csv, "1-2", "D4-7");
  CHECK(sound.at("outcome") == "released");
  CHECK(sound.at("result") == "negative");
  CHECK(sound.at("run_status") == "invalid");
}

TEST_CASE("a control that was rejected is withheld, one to be repeated too, and so is that of a run") {
  Report report = signed_report(example_report());
  ReviewSubject control;
  control.control = "PC";
  control.set = "D2-8";
  report.release.decisions.push_back({control, ReviewAction::Reject, {"A. Reviewer"}, {}});
  control.control = "NTC";
  report.release.decisions.push_back({control, ReviewAction::Repeat, {"A. Reviewer"}, {}});
  const std::string csv = released(report);
  CHECK(control_row(csv, "PC", "D2-8").at("outcome") == "withheld");
  check_nothing_told(control_row(csv, "PC", "D2-8"));
  CHECK(control_row(csv, "NTC", "D2-8").at("outcome") == "repeat_requested");
  CHECK(control_row(csv, "PC", "D4-7").at("outcome") == "released");

  Report repeated = signed_report(example_report());
  repeated.release.decisions.front().action = ReviewAction::Repeat;
  CHECK(control_row(released(repeated), "PC", "D4-7").at("outcome") == "repeat_requested");
}

TEST_CASE("a set is called by the panel's code for it, else by its name") {
  Report report = signed_report(example_report());
  report.sets[0].code = "IK6;LOCAL";
  const std::string csv = released(report);
  CHECK(row_of(csv, "00123", report.sets[0].name).at("set_code") == "IK6;LOCAL");
  CHECK(row_of(csv, "00123", report.sets[1].name).at("set_code") == report.sets[1].name);
  CHECK(row_of(csv, "00123", "").at("set_code") == "");
  CHECK(control_row(csv, "PC", report.sets[0].name).at("set_code") == "IK6;LOCAL");
  CHECK(control_row(csv, "NC", report.reference).at("set_code") == report.reference);
}

TEST_CASE("what a reviewer changed tells what was computed") {
  Report report = signed_report(example_report());
  override_set(report, "00123", "D4-7", SetResult::Negative);
  const std::string csv = released(report);
  CHECK(row_of(csv, "00123", "D4-7").at("result") == "negative");
  CHECK(row_of(csv, "00123", "D4-7").at("computed_result") == "positive");
  CHECK(row_of(csv, "00123", "").at("result") == "not_detected");
  CHECK(row_of(csv, "00123", "").at("computed_result") == "deletion");
  CHECK(row_of(csv, "00123", "D2-7").at("computed_result") == "");
}

TEST_CASE("an inconclusive result can be told apart by its own column") {
  const std::string csv = released(signed_report(example_report()));
  CHECK(row_of(csv, "'=1+1", "").at("inconclusive") == "true");
  CHECK(row_of(csv, "'=1+1", "D2-7").at("inconclusive") == "true");
  CHECK(row_of(csv, "'=1+1", "D4-7").at("inconclusive") == "false");
  CHECK(row_of(csv, "00123", "").at("inconclusive") == "false");
}

TEST_CASE("every row says who reviewed, who approved, when, and how they are known") {
  Report report = signed_report(example_report());
  for (const Row& row : rows_of(released(report))) {
    CHECK(row.at("reviewed_by") == "A. Reviewer");
    CHECK(row.at("approved_by") == "B. Approver");
    CHECK(row.at("released_at") == "2026-03-06T09:00:00Z");
    CHECK(row.at("replaces") == "");
    CHECK(row.at("status") == "final");
    CHECK(row.at("identity") == "typed names, identity not verified");
  }
  report.release.signatures[0].public_key = "key of A";
  CHECK(row_of(released(report), "00123", "").at("identity") == "typed names, identity not verified");
  report.release.signatures[1].public_key = "key of B";
  CHECK(row_of(released(report), "00123", "").at("identity") == "keys");
}

TEST_CASE("several reviewers stand in one cell, each once") {
  Report report = signed_report(example_report());
  Signature second = report.release.signatures[0];
  second.by = "C. Reviewer";
  report.release.signatures.insert(report.release.signatures.begin() + 1, {second, second});
  CHECK(row_of(released(report), "00123", "").at("reviewed_by") == "A. Reviewer;C. Reviewer");
}

TEST_CASE("an amended record says which it replaces") {
  Report report = signed_report(example_report());
  report.release.status = RecordStatus::Amended;
  report.release.replaces = {
      .file = "plate.calls.json", .sha256 = std::string(64, 'b'), .reason = "sample swap", .changes = {}};
  for (const Row& row : rows_of(released(report))) {
    CHECK(row.at("status") == "amended");
    CHECK(row.at("replaces") == std::string(64, 'b'));
  }
}

TEST_CASE("nothing is released of a record that is not final") {
  Report report = example_report();
  CHECK(tests::message_of<ReportError>([&] { released(report); }) ==
        "example.eds: the record is preliminary: only a final record is released");
  report.release.status = RecordStatus::Reviewed;
  CHECK(tests::message_of<ReportError>([&] { released(report); }) ==
        "example.eds: the record is reviewed, not yet signed: only a final record is released");
}

TEST_CASE("nothing is released of a patient of whom the record does not say what leaves") {
  Report report = signed_report(example_report());
  patient_named(report, "1-2").outcome.reset();
  CHECK(tests::message_of<ReportError>([&] { released(report); }) ==
        "patient '1-2': the record is final, but does not say what leaves the laboratory of this patient");
}

TEST_CASE("names that are released cannot become formulas, and Excel gets its byte-order mark") {
  Report report = signed_report(example_report());
  report.release.signatures[0].by = "=HYPERLINK(1)";
  CHECK(row_of(released(report), "'@SUM(A1)", "").at("reviewed_by") == "'=HYPERLINK(1)");
  CHECK(write_released_csv(report, true) == "\xEF\xBB\xBF" + released(report));
}

TEST_CASE("what is noted of a patient's sample stands in its rows, withheld ones too, and in no others") {
  Report report = signed_report(example_report());
  for (const Row& row : rows_of(released(report)))
    for (const char* title : {"specimen", "collected", "received", "order", "requester"})
      CHECK(row.at(title) == "");
  report.metadata = RunMetadata{.extraction_batch = "E-7",
                                .reagents = {},
                                .controls = {},
                                .standards = {},
                                .samples = {{.sample = "3e5",
                                             .specimen = "bone marrow",
                                             .collected = "2026-03-01",
                                             .received = "2026-03-02",
                                             .order = "O-17",
                                             .requester = "@ward"}}};
  decide(report, "3E5", ReviewAction::Reject, DecisionCode::SampleSwap);
  std::size_t seen = 0;
  for (const Row& row : rows_of(released(report))) {
    const bool is_noted = row.at("sample") == "3E5";
    seen += is_noted ? 1 : 0;
    CHECK(row.at("specimen") == (is_noted ? "bone marrow" : ""));
    CHECK(row.at("collected") == (is_noted ? "2026-03-01" : ""));
    CHECK(row.at("received") == (is_noted ? "2026-03-02" : ""));
    CHECK(row.at("order") == (is_noted ? "O-17" : ""));
    CHECK(row.at("requester") == (is_noted ? "'@ward" : ""));
  }
  CHECK(seen == report.sets.size() + 1);
}
