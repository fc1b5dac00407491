#include "reports/calls_csv.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// The runs that hold the patient's wells; all runs for a patient without any.
std::set<std::size_t> runs_of(const PatientCall& patient, const Report& report) {
  std::set<std::size_t> runs;
  const auto add = [&](const SetCall& set) {
    for (const std::size_t well : set.wells) {
      runs.insert(report.calls.wells[well].run);
    }
  };
  std::for_each(patient.sets.begin(), patient.sets.end(), add);
  if (patient.reference) {
    add(*patient.reference);
  }
  if (runs.empty()) {
    for (const ReportInput& input : report.inputs) {
      runs.insert(input.run);
    }
  }
  return runs;
}

/// The cells that are the same in all rows of a patient: schema to sample.
std::vector<std::string> identity_cells(const PatientCall& patient, const Report& report) {
  const std::set<std::size_t> runs = runs_of(patient, report);
  std::vector<std::string> files;
  std::vector<std::string> hashes;
  for (const ReportInput& input : report.inputs) {
    if (runs.contains(input.run)) {
      files.push_back(input.file);
      hashes.push_back(input.sha256);
    }
  }
  return {std::string(calls_csv_schema), csv_cell(joined(files, ";")), csv_cell(joined(hashes, ";")),
          csv_cell(report.tool.version), csv_cell(report.panel.id),    csv_cell(report.panel.version),
          csv_cell(report.panel.sha256), csv_cell(report.profile.id),  csv_cell(patient.sample)};
}

std::vector<std::string> with(std::vector<std::string> cells, const std::vector<std::string>& more) {
  cells.insert(cells.end(), more.begin(), more.end());
  return cells;
}

/// What each run of the patient says, run by run, where it says anything.
std::string of_runs(const PatientCall& patient, const Report& report, std::string ReportInput::*member) {
  const std::set<std::size_t> runs = runs_of(patient, report);
  std::set<std::size_t> told;
  std::vector<std::string> texts;
  for (const ReportInput& input : report.inputs)
    if (runs.contains(input.run) && !(input.*member).empty() && told.insert(input.run).second)
      texts.push_back(input.*member);
  return csv_cell(joined(texts, ";"));
}

/// The cells that are the same in all rows of a patient: run_status to repeat.
std::vector<std::string> run_cells(const PatientCall& patient, const Report& report) {
  return {std::string(code_of(report.calls.status)), of_runs(patient, report, &ReportInput::run_date),
          of_runs(patient, report, &ReportInput::operator_name),
          of_runs(patient, report, &ReportInput::barcode), std::to_string(patient.repeat)};
}

std::vector<std::string> set_cells(const SetCall& set) {
  return {"set",
          csv_cell(set.set),
          std::string(code_of(set.result)),
          set.ct_mean ? shortest_text(*set.ct_mean) : std::string(),
          "",
          "",
          csv_cell(joined(codes_of(set.flags), ";")),
          "",
          "",
          ""};
}

std::vector<std::string> overall_cells(const PatientCall& patient) {
  return {"overall",
          "",
          std::string(code_of(patient.call)),
          "",
          csv_cell(joined(patient.deletions, ";")),
          patient.review ? "true" : "false",
          csv_cell(joined(codes_of(patient.flags), ";")),
          csv_cell(patient.text.en),
          csv_cell(patient.text.zh),
          patient.next ? csv_cell(patient.next->en) : std::string()};
}

}  // namespace

std::string write_calls_csv(const Report& report, bool byte_order_mark) {
  std::string csv = (byte_order_mark ? "\xEF\xBB\xBF" : "") + std::string(calls_csv_header) + '\n';
  for (const PatientCall& patient : report.calls.patients) {
    const std::vector<std::string> identity = identity_cells(patient, report);
    const std::vector<std::string> run = run_cells(patient, report);
    for (const SetCall& set : patient.sets) {
      csv += csv_line(with(with(identity, set_cells(set)), run));
    }
    csv += csv_line(with(with(identity, overall_cells(patient)), run));
  }
  return csv;
}

}  // namespace crossbreak
