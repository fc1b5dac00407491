// From a run file to all that the program writes of it: what holds of every output, whatever was read.
#include <algorithm>
#include <string>

#include "assay/assay_error.hpp"
#include "calling/call_error.hpp"
#include "formats/delimited_text.hpp"
#include "formats/format_error.hpp"
#include "formats/formats.hpp"
#include "formats/rdml.hpp"
#include "formats/tidy_table.hpp"
#include "formats/xlsx.hpp"
#include "harness.hpp"
#include "material.hpp"
#include "pipeline/analyse.hpp"
#include "pipeline/call.hpp"
#include "pipeline/settings_error.hpp"
#include "record/record.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "reports/asm_json.hpp"
#include "reports/calls_csv.hpp"
#include "reports/curves_csv.hpp"
#include "reports/curves_table.hpp"
#include "reports/explain.hpp"
#include "reports/inspection.hpp"
#include "reports/patients_page.hpp"
#include "reports/plate_map_template.hpp"
#include "reports/rdml_file.hpp"
#include "reports/review_page.hpp"
#include "reports/tidy_csv.hpp"
#include "reports/workbook.hpp"
#include "reports/workbook/workbook_error.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"

namespace crossbreak::fuzz {
namespace {

constexpr std::size_t most_reactions = 24;  ///< more of the same; arbitrary

const std::string& checked_text(const std::string& text, const char* what) {
  if (!is_utf8(text))
    broken(std::string(what) + " is no UTF-8");
  return text;
}

/// No cell that a spreadsheet would run.
void check_csv(const std::string& csv, const char* what) {
  for (const SheetRow& row : split_rows(what, checked_text(csv, what), ','))
    for (const Cell& cell : row.cells) {
      const std::string text = cell_text(cell);
      if (text.starts_with('=') || text.starts_with('@') || text.starts_with('+') || text.starts_with('\t'))
        broken(std::string(what) + " has the formula " + text);
    }
}

void check_workbook(const std::string& bytes) {
  if (read_xlsx({.name = "written.xlsx", .bytes = bytes}).sheets.empty())
    broken("a workbook without sheets");
}

/// What convert, curves and inspect write.
void convert(const RunFiles& files) {
  reads_or_refuses<FormatError, ReportError, CallError, SettingsError>([&] {
    ReadRun read = read_profiled_run(files, shipped_settings().run);
    if (read.run.reactions.size() > most_reactions)
      return;
    Inspection inspection = inspect_run(read.run, read.profile, read.rules);
    reads_or_refuses<CallError>([&] { add_samples(inspection, {}, shipped_settings().panel, {}); });
    checked_text(write_inspection_text(inspection), "inspect");
    checked_text(write_inspection_json(inspection), "inspect --json");
    reads_or_refuses<ReportError>([&] {
      checked_text(write_asm_json(read.run, nullptr,
                                  {.tool = {.name = "crossbreak", .version = "0"},
                                   .file_name = "plate.asm.json",
                                   .run_path = "plate.txt",
                                   .utc_offset = "+08:00"}),
                   "asm.json");
    });
    reads_or_refuses<ReportError, WorkbookError>([&] {
      check_workbook(
          write_plate_map_template(read.run, {}, &shipped_settings().panel, {}, Language::En).xlsx);
    });
    const AnalysedRun analysed = analyse_run(std::move(read), shipped_settings().run);
    check_csv(write_curves_csv(std::span(&analysed, 1)), "curves.csv");
    checked_text(write_curves_json(std::span(&analysed, 1)), "curves.json");
    (void)write_curves_table(std::span(&analysed, 1));
    (void)write_curve_issues(analysed);
    reads_or_refuses<ReportError>([&] {
      const std::string tidy = write_tidy_csv(analysed);
      check_csv(tidy, "tidy.csv");
      const Source written = {.name = "tidy.csv", .bytes = tidy};
      const Run again =
          tidy_table.read(std::span(&written, 1), {.vocabulary = shipped_vocabulary(), .encoding = {}});
      if (again.reactions.size() != analysed.run.reactions.size())
        broken("a tidy table of other reactions than were written");
    });
    reads_or_refuses<ReportError>([&] {
      const Source written = {.name = "out.rdml", .bytes = write_rdml_file(analysed, {}, std::nullopt)};
      const Run again =
          rdml.read(std::span(&written, 1), {.vocabulary = shipped_vocabulary(), .encoding = {}});
      if (again.reactions.size() != analysed.run.reactions.size())
        broken("an RDML file of other reactions than were written");
    });
  });
}

void call(const std::vector<RunFiles>& files) {
  reads_or_refuses<FormatError, CallError, SettingsError, ReportError, WorkbookError>([&] {
    std::vector<PreparedRun> prepared = prepare_runs(files, shipped_settings());
    for (const PreparedRun& run : prepared)
      if (!run.error && run.assigned.run.reactions.size() > most_reactions)
        return;
    const Report report = call_prepared(std::move(prepared), shipped_settings());
    const std::string record = checked_text(write_record(report), "calls.json");
    if (write_record(read_record("plate.calls.json", record)) != record)
      broken("a record that reads back as another");
    check_csv(write_calls_csv(report, false), "calls.csv");
    const std::string sha256 = sha256_hex(record);
    for (const Language language : {Language::En, Language::Zh}) {
      checked_text(write_review_page(report, language), "review.html");
      checked_text(write_patients_page(report, language, sha256), "patients.html");
      for (const PatientCall& patient : report.calls.patients)
        checked_text(explain_sample(report, patient.sample, language), "explain");
    }
    check_workbook(write_workbook(report, Language::Zh, sha256));
  });
}

void write_all(const std::string& bytes) {
  std::vector<OpenedFile> opened;
  opened.push_back({.source = {.name = "plate.run", .bytes = bytes}, .error = nullptr});
  const std::vector<RunFiles> files = group_files(std::move(opened), std::nullopt);
  for (const RunFiles& run : files)
    convert(run);
  call(files);
}

}  // namespace

void add_outputs(std::vector<Harness>& list) {
  list.push_back({.name = "outputs", .run = write_all, .seeds = called_run_files, .is_zip = true});
}

}  // namespace crossbreak::fuzz
