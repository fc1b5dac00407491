#include "reports/repeats_csv.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "csv_rows.hpp"
#include "example_report.hpp"
#include "full_plate.hpp"
#include "released_plates.hpp"

using namespace crossbreak;

TEST_CASE("a repeat that is asked for stands in the worklist with its sets, reason, next step and origin") {
  Report report = signed_report(failed_control());
  report.inputs[0].barcode = "PLATE7";
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::ControlFailed, "PC was weak", {"D2-8", "D4-7"});
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == 1);
  const Row& row = rows[0];
  CHECK(row.at("schema") == "crossbreak/repeats-csv/1");
  CHECK(row.at("sample") == "1-2");
  CHECK(row.at("repeat") == "1");
  CHECK(row.at("sets") == "D4-7;D2-8");  // in the panel's order
  CHECK(row.at("reason") == "control_failed");
  CHECK(row.at("words") == "PC was weak");
  CHECK(row.at("next") == patient_named(report, "1-2").next.value().en);
  CHECK(row.at("source") == report.inputs[0].file);
  CHECK(row.at("sha256") == report.inputs[0].sha256);
  CHECK(row.at("run_date") == report.inputs[0].run_date);
  CHECK(row.at("plate_barcode") == "PLATE7");
  CHECK(row.at("record") == report.release.of);
}

TEST_CASE("a set is repeated in triplicate where the next step says so, else in as many wells as it had") {
  Report failed = signed_report(failed_control());
  decide(failed, "1-2", ReviewAction::Repeat, DecisionCode::ControlFailed, "", {"D2-8"});
  REQUIRE(patient_named(failed, "1-2").next.value().en.find("in triplicate") != std::string::npos);
  CHECK(rows_of(write_repeats_csv(failed, false))[0].at("replicates") == "3");

  Report plain = signed_report(example_report());
  decide(plain, "1-2", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  CHECK(rows_of(write_repeats_csv(plain, false))[0].at("replicates") == "1");

  Report doubled = signed_report(full_plate({8, 12}));
  decide(doubled, "2026-00418", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  CHECK(rows_of(write_repeats_csv(doubled, false))[0].at("replicates") == "2");
}

TEST_CASE("a repeat without sets asks for all of them") {
  Report report = signed_report(example_report());
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::Other, "tube was empty");
  const Row row = rows_of(write_repeats_csv(report, false)).at(0);
  CHECK(row.at("sets") == "D4-7;D4-8;D2-7;D2-8");
  CHECK(row.at("words") == "tube was empty");
  CHECK(row.at("next") == "");
}

TEST_CASE("a repeat of a run puts all its patients on the worklist, with the run's reason and sets") {
  Report report = signed_report(example_report());
  ReviewEvent& event = report.release.events.front();
  event.action = ReviewAction::Repeat;
  event.code = DecisionCode::ControlFailed;
  event.sets = {{.set = "D2-8", .from = {}, .to = {}}};
  report.release.decisions.front().action = ReviewAction::Repeat;
  for (PatientCall& patient : report.calls.patients)
    patient.outcome = ReleaseOutcome::RepeatRequested;
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == report.calls.patients.size());
  for (const Row& row : rows) {
    CHECK(row.at("reason") == "control_failed");
    CHECK(row.at("sets") == "D2-8");
  }
}

TEST_CASE("of a repeat the next repeat is asked, and what was released or withheld is not repeated") {
  Report report = signed_report(example_report());
  patient_named(report, "1-2").repeat = 1;
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  decide(report, "00123", ReviewAction::Reject, DecisionCode::SampleSwap);
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("sample") == "1-2");
  CHECK(rows[0].at("repeat") == "2");
}

TEST_CASE("without a repeat the worklist holds its titles alone") {
  const std::string titles = std::string(repeats_csv_header) + '\n';
  CHECK(write_repeats_csv(signed_report(example_report()), false) == titles);
  CHECK(write_repeats_csv(example_report(), true) == "\xEF\xBB\xBF" + titles);
}
