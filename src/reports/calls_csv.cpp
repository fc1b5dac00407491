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

std::string set_row(const std::vector<std::string>& identity, const SetCall& set) {
  return csv_line(with(identity, {"set", csv_cell(set.set), std::string(code_of(set.result)),
                                  set.ct_mean ? shortest_text(*set.ct_mean) : std::string(), "", "",
                                  csv_cell(joined(codes_of(set.flags), ";")), "", ""}));
}

std::string overall_row(const std::vector<std::string>& identity, const PatientCall& patient) {
  return csv_line(with(identity, {"overall", "", std::string(code_of(patient.call)), "",
                                  csv_cell(joined(patient.deletions, ";")), patient.review ? "true" : "false",
                                  csv_cell(joined(codes_of(patient.flags), ";")), csv_cell(patient.text.en),
                                  csv_cell(patient.text.zh)}));
}

}  // namespace

std::string write_calls_csv(const Report& report, bool byte_order_mark) {
  std::string csv = (byte_order_mark ? "\xEF\xBB\xBF" : "") + std::string(calls_csv_header) + '\n';
  for (const PatientCall& patient : report.calls.patients) {
    const std::vector<std::string> identity = identity_cells(patient, report);
    for (const SetCall& set : patient.sets) {
      csv += set_row(identity, set);
    }
    csv += overall_row(identity, patient);
  }
  return csv;
}

}  // namespace crossbreak
