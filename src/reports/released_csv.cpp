#include "reports/released_csv.hpp"

#include <algorithm>

#include "record/record.hpp"
#include "reports/call_rows.hpp"
#include "reports/release_outcome.hpp"
#include "reports/release_words.hpp"
#include "run/csv_cell.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// The cells behind `status`.
struct ReleaseCells {
  std::string set_code;
  ReleaseOutcome outcome = ReleaseOutcome::Withheld;
  std::string computed_result;
  std::string inconclusive;
};

/// Those that are the same in all rows: reviewed_by to identity.
std::vector<std::string> signing_cells(const Release& release) {
  const auto names = [&](SignatureMeaning meaning) {
    std::vector<std::string> by;
    for (const Signature& signature : release.signatures)
      if (signature.meaning == meaning && std::find(by.begin(), by.end(), signature.by) == by.end())
        by.push_back(signature.by);
    return csv_cell(joined(by, ";"));
  };
  return {names(SignatureMeaning::Reviewed), names(SignatureMeaning::Approved),
          release.signatures.empty() ? std::string() : csv_cell(release.signatures.back().at),
          release.replaces ? csv_cell(release.replaces->sha256) : std::string(),
          csv_cell(identity_of_signers(release))};
}

std::string lots_cell(const std::vector<Lot>& lots) {
  std::vector<std::string> texts;
  for (const Lot& lot : lots)
    texts.push_back(lot.name + '|' + lot.lot + '|' + lot.expiry);
  return csv_cell(joined(texts, ";"));
}

/// Those behind `identity`. What is noted of the sample is empty for a control, and for a patient of whom
/// nothing is noted.
std::vector<std::string> metadata_cells(const Report& report, const SampleMetadata* sample) {
  const SampleMetadata noted = sample == nullptr ? SampleMetadata{} : *sample;
  static const RunMetadata none;
  const RunMetadata& of_run = report.metadata ? *report.metadata : none;
  return {csv_cell(noted.specimen),   csv_cell(noted.collected),  csv_cell(noted.received),
          csv_cell(noted.order),      csv_cell(noted.requester),  csv_cell(of_run.extraction_batch),
          lots_cell(of_run.reagents), lots_cell(of_run.controls), lots_cell(of_run.standards)};
}

/// What is not released is not told either.
void withhold(CallRow& row, ReleaseCells& cells) {
  for (std::string* cell : {&row.result, &row.ct_mean, &row.deletions, &row.text_en, &row.text_zh, &row.next,
                            &cells.computed_result, &cells.inconclusive})
    cell->clear();
}

std::string line_of(CallRow row, ReleaseCells cells, const std::vector<std::string>& signing,
                    const std::vector<std::string>& metadata) {
  if (cells.outcome != ReleaseOutcome::Released)
    withhold(row, cells);
  std::vector<std::string> all = row.cells();
  all.insert(all.end(), {cells.set_code, std::string(code_of(cells.outcome)), cells.computed_result,
                         cells.inconclusive});
  all.insert(all.end(), signing.begin(), signing.end());
  all.insert(all.end(), metadata.begin(), metadata.end());
  return csv_line(all);
}

std::string set_code(const Report& report, const std::string& name) {
  const auto set = std::find_if(report.sets.begin(), report.sets.end(),
                                [&](const ReportSet& known) { return known.name == name; });
  return csv_cell(set == report.sets.end() ? name : set->code.value_or(name));
}

template <class State>
std::string computed_cell(const std::optional<State>& computed) {
  return computed ? std::string(code_of(*computed)) : std::string();
}

std::string truth(bool value) {
  return value ? "true" : "false";
}

}  // namespace

std::string write_released_csv(const Report& report, bool byte_order_mark) {
  if (!is_released(report.release))
    throw ReportError(joined(report.inputs, " + ", &ReportInput::file) + ": the record is " +
                      status_in_words(report.release).en + ": only a final record is released");
  const std::vector<std::string> signing = signing_cells(report.release);
  std::string csv = (byte_order_mark ? "\xEF\xBB\xBF" : "") + std::string(released_csv_header) + '\n';
  const NotedSamples noted(report);
  for (const PatientCall& patient : report.calls.patients) {
    const std::vector<std::string> metadata = metadata_cells(report, noted.of(patient));
    for (const SetCall& set : patient.sets)
      csv += line_of(row_of_set(patient, set, report, released_csv_schema),
                     {.set_code = set_code(report, set.set),
                      .outcome = outcome_of(set, patient, report),
                      .computed_result = computed_cell(set.computed),
                      .inconclusive = truth(set.result == SetResult::Inconclusive)},
                     signing, metadata);
    csv += line_of(row_of_patient(patient, report, released_csv_schema),
                   {.set_code = "",
                    .outcome = outcome_of(patient, report.release),
                    .computed_result = computed_cell(patient.computed),
                    .inconclusive = truth(patient.call == PatientCallState::Inconclusive)},
                   signing, metadata);
  }
  for (const ControlCall& control : report.calls.controls)
    csv += line_of(row_of_control(control, report, released_csv_schema),
                   {.set_code = set_code(report, control.set),
                    .outcome = outcome_of(control, report.release),
                    .computed_result = "",
                    .inconclusive = "false"},
                   signing, metadata_cells(report, nullptr));
  return csv;
}

}  // namespace crossbreak
