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

TEST_CASE("two tests of one patient that are both repeated are one row, numbered above all of them") {
  Report report = signed_report(example_report());
  const ReportInput first = report.inputs[0];
  report.inputs.push_back(first);
  report.inputs[1].file = "second.eds";
  report.inputs[1].sha256 = std::string(64, 'b');
  report.inputs[1].run = 1;
  PatientCall& again = patient_named(report, "3E5");
  for (const SetCall& set : again.sets)
    for (const std::size_t well : set.wells)
      report.calls.wells[well].run = 1;
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  decide(report, "3E5", ReviewAction::Repeat, DecisionCode::ControlFailed, "once more", {"D4-7"});
  again.sample = "1-2";
  again.repeat = 1;
  for (std::vector<ReviewSubject*> subjects = {&report.release.events.back().subject,
                                               &report.release.decisions.back().subject};
       ReviewSubject * subject : subjects) {
    REQUIRE(subject->sample == "3E5");
    subject->sample = "1-2";
    subject->repeat = 1;
  }
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("sample") == "1-2");
  CHECK(rows[0].at("repeat") == "2");
  CHECK(rows[0].at("sets") == "D4-7;D2-8");
  CHECK(rows[0].at("source") == first.file + ";second.eds");
  CHECK(rows[0].at("sha256") == first.sha256 + ';' + std::string(64, 'b'));
  CHECK(rows[0].at("words") == "once more");
}

TEST_CASE("a first test that alone is repeated is numbered above the repeat that the record holds") {
  Report report = signed_report(example_report());
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  PatientCall& again = patient_named(report, "3E5");
  again.sample = "1-2";
  again.repeat = 1;
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("repeat") == "2");
}

TEST_CASE("the reference gene is repeated where it is asked for, behind the sets") {
  Report report = signed_report(example_report());
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"ALB", "D2-8"});
  decide(report, "3E5", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"ALB"});
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at("sample") == "3E5");
  CHECK(rows[0].at("sets") == "ALB");
  CHECK(rows[1].at("sample") == "1-2");
  CHECK(rows[1].at("sets") == "D2-8;ALB");
}

TEST_CASE("the reference gene is repeated in as many wells as it had beside no set") {
  Report report = signed_report(full_plate({8, 12}));  // beside each of the sets
  decide(report, "2026-00418", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"ALB"});
  CHECK(rows_of(write_repeats_csv(report, false))[0].at("replicates") == "1");
  PatientCall& patient = patient_named(report, "2026-00418");
  patient.sets[2].wells.clear();
  CHECK(rows_of(write_repeats_csv(report, false))[0].at("replicates") == "2");
}

TEST_CASE("a run that holds the reference gene alone of a patient asks for the patient's repeat") {
  Report report = signed_report(two_plates());
  const auto is_on = [&](std::size_t run) {
    return [&report, run](std::size_t well) { return report.calls.wells.at(well).run == run; };
  };
  for (PatientCall& patient : report.calls.patients) {
    for (SetCall& set : patient.sets)
      std::erase_if(set.wells, is_on(1));
    patient.outcome = ReleaseOutcome::RepeatRequested;
  }
  ReviewEvent& event = report.release.events.at(1);
  REQUIRE(event.subject.run == 1);
  event.action = ReviewAction::Repeat;
  event.code = DecisionCode::ControlFailed;
  event.sets = {{.set = "D2-8", .from = {}, .to = {}}};
  report.release.decisions.at(1).action = ReviewAction::Repeat;
  const std::vector<Row> rows = rows_of(write_repeats_csv(report, false));
  REQUIRE(rows.size() == report.calls.patients.size());
  for (const Row& row : rows) {
    CHECK(row.at("reason") == "control_failed");
    CHECK(row.at("sets") == "D2-8");
  }
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
