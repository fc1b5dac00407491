#include "reports/call_rows.hpp"

#include <algorithm>
#include <set>

#include "reports/release_words.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// What each of the runs says, run by run, where it says anything.
std::string of_runs(const std::set<std::size_t>& runs, const Report& report,
                    std::string ReportInput::*member) {
  std::set<std::size_t> told;
  std::vector<std::string> texts;
  for (const ReportInput& input : report.inputs)
    if (runs.contains(input.run) && !(input.*member).empty() && told.insert(input.run).second)
      texts.push_back(input.*member);
  return csv_cell(joined(texts, ";"));
}

/// What is the same in all rows that speak of these runs.
CallRow row_of_runs(const std::set<std::size_t>& runs, const Report& report, std::string_view schema) {
  std::vector<std::string> files;
  std::vector<std::string> hashes;
  for (const ReportInput& input : report.inputs) {
    if (runs.contains(input.run)) {
      files.push_back(input.file);
      hashes.push_back(input.sha256);
    }
  }
  CallRow row;
  row.schema = schema;
  row.source = csv_cell(joined(files, ";"));
  row.sha256 = csv_cell(joined(hashes, ";"));
  row.program_version = csv_cell(report.tool.version);
  row.panel = csv_cell(report.panel.id);
  row.panel_version = csv_cell(report.panel.version);
  row.panel_sha256 = csv_cell(report.panel.sha256);
  row.profile = csv_cell(report.profile.id);
  row.run_status = code_of(report.calls.status);
  row.run_date = of_runs(runs, report, &ReportInput::run_date);
  row.operator_name = of_runs(runs, report, &ReportInput::operator_name);
  row.plate_barcode = of_runs(runs, report, &ReportInput::barcode);
  row.status = code_of(report.release.status);
  return row;
}

CallRow common_row(const PatientCall& patient, const Report& report, std::string_view schema) {
  CallRow row = row_of_runs(runs_of(patient, report), report, schema);
  row.sample = csv_cell(patient.sample);
  row.repeat = std::to_string(patient.repeat);
  return row;
}

std::string ct_cell(const std::optional<double>& ct) {
  return ct ? shortest_text(*ct) : std::string();
}

}  // namespace

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

std::vector<std::string> CallRow::cells() const {
  return {schema,  source,  sha256, program_version, panel,    panel_version, panel_sha256,  profile,
          sample,  row,     set,    result,          ct_mean,  deletions,     review,        flags,
          text_en, text_zh, next,   run_status,      run_date, operator_name, plate_barcode, repeat,
          status};
}

CallRow row_of_set(const PatientCall& patient, const SetCall& set, const Report& report,
                   std::string_view schema) {
  CallRow row = common_row(patient, report, schema);
  row.row = "set";
  row.set = csv_cell(set.set);
  row.result = code_of(set.result);
  row.ct_mean = ct_cell(set.ct_mean);
  row.flags = csv_cell(joined(codes_of(set.flags), ";"));
  if (const auto change = change_in_words(set)) {
    row.text_en = csv_cell(change->en);
    row.text_zh = csv_cell(change->zh);
  }
  return row;
}

CallRow row_of_patient(const PatientCall& patient, const Report& report, std::string_view schema) {
  CallRow row = common_row(patient, report, schema);
  row.row = "overall";
  row.result = code_of(patient.call);
  row.deletions = csv_cell(joined(patient.deletions, ";"));
  row.review = patient.review ? "true" : "false";
  row.flags = csv_cell(joined(codes_of(patient.flags), ";"));
  const auto change = note_in_words(patient);
  const Words text = change ? in_parentheses(patient.text, *change) : patient.text;
  row.text_en = csv_cell(text.en);
  row.text_zh = csv_cell(text.zh);
  row.next = patient.next ? csv_cell(patient.next->en) : std::string();
  return row;
}

CallRow row_of_control(const ControlCall& control, const Report& report, std::string_view schema) {
  CallRow row = row_of_runs({control.run}, report, schema);
  row.sample = csv_cell(control.sample);
  row.row = "control";
  row.set = csv_cell(control.set);
  row.result = code_of(control.outcome);
  row.ct_mean = ct_cell(control.ct_mean);
  const Words role = words_of(control.role);
  row.text_en = csv_cell(role.en);
  row.text_zh = csv_cell(role.zh);
  row.next = control.next ? csv_cell(control.next->en) : std::string();
  return row;
}

}  // namespace crossbreak
