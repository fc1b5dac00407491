// Writes a report of the tests, for readers that are no C++.
//   crossbreak_write_example REPORT OUTPUT [FILE]
// REPORT: example, failed-control, full96, full384, wild96, two-plates, long-names, no-curves,
// one-set-many-wells, left-out-set, no-readings. OUTPUT: record, xlsx, xlsx-zh.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "record/record_writer.hpp"
#include "released_plates.hpp"
#include "reports/released_csv.hpp"
#include "reports/workbook.hpp"
#include "run/sha256.hpp"

using namespace crossbreak;

namespace {

Report report_called(const std::string& name) {
  if (name == "failed-control") {
    return failed_control();
  }
  if (name == "full96") {
    return full_plate({8, 12});
  }
  if (name == "full384") {
    return full_plate({16, 24});
  }
  if (name == "wild96") {
    return wild_plate();
  }
  if (name == "two-plates") {
    return two_plates();
  }
  if (name == "long-names") {
    Report report = two_plates();
    report.calls.wells[0].sample = report.calls.patients[0].sample = "a name\nof three\nlines";
    for (ReportInput& input : report.inputs) {
      input.file.insert(0, "after the repeat of the week before, with new primers, second attempt, ");
    }
    return report;
  }
  if (name == "left-out-set") {
    // Neither a curve that counts nor a threshold.
    Report report = full_plate({8, 12});
    for (WellCall& well : report.calls.wells) {
      if (well.set == report.sets.front().name) {
        well.state = WellState::LeftOut;
        well.threshold.reset();
      }
    }
    return report;
  }
  if (name == "no-readings") {
    Report report = full_plate({8, 12});
    for (ReportCurve& curve : report.curves) {
      for (std::vector<double>* readings : {&curve.rn, &curve.delta_rn, &curve.reporter, &curve.passive}) {
        readings->clear();
      }
    }
    for (WellCall& well : report.calls.wells) {
      well.threshold.reset();
    }
    return report;
  }
  if (name == "amended") {
    return full_record();
  }
  Report report = example_report();
  if (name == "released") {
    report = signed_report(report);
    report.sets.front().code = "IK6";
    report.laboratory = full_record().laboratory;
    decide(report, "00123", ReviewAction::Reject, DecisionCode::SampleSwap);
    override_set(report, "-7", "D2-8", SetResult::Inconclusive);
    decide(report, "00124", ReviewAction::Repeat, DecisionCode::Pipetting);
  }
  if (name == "no-curves") {
    report.has_curves = false;
    report.curves.clear();
  }
  if (name == "one-set-many-wells") {
    // More wells of one set than one chart holds.
    report = full_plate({16, 24});
    for (WellCall& well : report.calls.wells) {
      well.set = report.reference;
    }
  }
  return report;
}

std::string output_called(const std::string& name, const Report& report) {
  if (name == "xlsx" || name == "xlsx-zh") {
    return write_workbook(report, name == "xlsx" ? Language::En : Language::Zh,
                          sha256_hex(write_record(report)));
  }
  if (name == "released-csv") {
    return write_released_csv(report, false);
  }
  return write_record(report);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: crossbreak_write_example REPORT OUTPUT [FILE]\n";
    return 2;
  }
  const std::string bytes = output_called(argv[2], report_called(argv[1]));
  if (argc > 3) {
    std::ofstream(argv[3], std::ios::binary) << bytes;
  } else {
    std::cout << bytes;
  }
}
