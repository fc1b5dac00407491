// crossbreak cohort: from calls and a clinical table to a study's tables and curves.
#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>

#include "arguments.hpp"
#include "call_settings.hpp"
#include "cohort/clinical_table.hpp"
#include "cohort/results.hpp"
#include "cohort/study_reader.hpp"
#include "cohort_files.hpp"
#include "command.hpp"
#include "counted_records.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/call.hpp"
#include "pipeline/pseudonymised.hpp"
#include "pipeline/version.hpp"
#include "pseudonyms.hpp"
#include "record/pseudonyms.hpp"
#include "reports/cohort_csv.hpp"
#include "reports/cohort_json.hpp"
#include "reports/cohort_page.hpp"
#include "reports/cohort_text.hpp"
#include "reports/cohort_workbook.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "terminal.hpp"
#include "unfinished.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr const char* usual_study = "study.toml";

Usage usage() {
  return {
      "crossbreak cohort RECORD|RUN|DIR... --clinical TABLE [options]",
      "Joins calls to a clinical table, patient by patient, and prints the study's tables: characteristics "
      "of deleted and not deleted patients and of four groups, rates with log-rank or Gray's test, Cox "
      "models, and who was left out and why. With -o it also writes cohort.xlsx, cohort.html with the "
      "curves, cohort.json (its schema: 'crossbreak fields --schema=cohort') and cohort.csv.\n\n"
      "Records (RUN.calls.json) count as 'crossbreak summary' counts them: of repeats the last, of different "
      "states what --status says, final ones where 'review verify' passes them. Runs are called first, as "
      "'crossbreak call' does, with the settings beside them, and written nowhere; a run that one of the "
      "records was made from is not called again. Of a folder its runs and records count, not those in "
      "folders below. A patient whose call is inconclusive, invalid, incomplete or held back is left out, "
      "never counted as not deleted, and so is one whom the table or the records lack: all are listed. With "
      "--pseudonymise a table of names is joined to pseudonymised records, or to runs, and outputs have the "
      "pseudonyms.\n\n"
      "The table is text (commas, semicolons or tabs), .xlsx or .xls, a row a patient. Numbers have a "
      "decimal point, or all of them a decimal comma; dates are 2015-03-28. Samples are compared as in "
      "calling. The study file (TOML) says which column is what:\n"
      "  sample = \"Sample\"                       the column that names patients as the runs do\n"
      "  missing = [\"n/a\"]                       texts that mean as much as an empty cell\n"
      "  groups = \"transplant\"                   the variable that parts deleted and not in two each\n"
      "  rate_months = 36                        limits = \"log-log\" or \"plain\", ties = \"efron\" or "
      "\"breslow\"\n"
      "  [[variable]]  name, column, label, label_zh, label_no, label_no_zh, and one of: number = true,\n"
      "                at_least = 30, above = 1, yes = [\"m\"] with no = [\"f\"]; none of them: yes/no, "
      "1/0.\n"
      "                least and most: numbers outside are impossible\n"
      "  [[endpoint]]  name, label, label_zh, months or from and to (dates), event, competing, yes, no\n"
      "  [[model]]     endpoint, variables = [\"wbc\", \"deleted\"]\n"
      "At most 200 variables, 100 endpoints and 100 models.\n\n"
      "Exit codes: 0 done, 2 command line or records of different states, 3 a file cannot be used, an "
      "unknown column or an impossible value, 6 an output could not be written, 7 a final record does not "
      "check, 1 internal error. With any but 0 nothing is written.",
      {"# a quick look at a folder of plates, with study.toml beside the table",
       "crossbreak cohort plates --clinical clinical.csv", "# of released records, with all outputs",
       "crossbreak cohort 2026/*.calls.json --clinical clinical.xlsx --study study.toml --status released -o "
       "cohort",
       "# for a script: everything in full on standard output",
       "crossbreak cohort plates --clinical clinical.csv --json"}};
}

/// The study file of --study, else the one beside the clinical table.
std::string study_file(const Arguments& parsed, const std::string& table) {
  if (const auto given = parsed.text("study"))
    return *given;
  const fs::path beside = path_of(table).parent_path() / usual_study;
  std::error_code error;
  if (!fs::exists(beside, error))
    throw InputError(table + ": expected " + usual_study +
                     " beside it, found none; name the study file with --study");
  return text_of(beside);
}

/// A record, or a run that was called, in its place among the files given.
struct Called {
  CheckedRecord record;
  std::size_t place = 0;
  bool called_now = false;
};

/// Of several that cannot be used the first is told.
std::vector<Called> read_records(const std::vector<CohortFiles::Entry>& entries, const Arguments& parsed,
                                 Progress& progress) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].is_record)
      places.push_back(i);
  std::vector<Called> records(places.size());
  std::vector<std::exception_ptr> errors(places.size());
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
    try {
      records[i] = {.record = read_checked_record(entries[places[i]].file, parsed),
                    .place = places[i],
                    .called_now = false};
      records[i].record.report.curves = {};  // nothing of a study is of them
    } catch (...) {
      errors[i] = std::current_exception();
    }
    progress.step(entries[places[i]].file);
  });
  for (const std::exception_ptr& error : errors)
    if (error)
      std::rethrow_exception(error);
  return records;
}

/// Runs that no record was made from, by their places; the others are told.
std::vector<std::size_t> runs_to_call(const std::vector<CohortFiles::Entry>& entries,
                                      const std::vector<Called>& records,
                                      const std::optional<PseudonymKey>& key, std::ostream& err) {
  std::set<std::string> called;
  for (const Called& record : records)
    for (const ReportInput& input : record.record.report.inputs)
      called.insert(input.sha256);
  std::vector<std::size_t> runs;
  std::vector<std::string> there;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].is_record)
      continue;
    const std::string sha256 =
        called.empty() ? std::string() : sha256_hex(read_file(path_of(entries[i].file)).bytes);
    if (called.contains(sha256) || (key && called.contains(key->of_hash(sha256))))
      there.push_back(entries[i].file);
    else
      runs.push_back(i);
  }
  if (!there.empty())
    err << "not called again, for a record that was made from it is given: " << printable(joined(there))
        << '\n';
  return runs;
}

/// Calls each run as 'crossbreak call' does. All are tried: where some cannot be used, `failed` has what
/// became of each, and they are told.
std::vector<Called> call_runs(const std::vector<CohortFiles::Entry>& entries,
                              const std::vector<std::size_t>& places, const Arguments& parsed,
                              Progress& progress, bool takes_out_names, std::vector<ExitCode>& failed,
                              std::ostream& err) {
  if (places.empty())
    return {};
  Arguments of_runs = parsed;
  of_runs.files.clear();
  for (const std::size_t place : places)
    of_runs.files.push_back(entries[place].file);
  const Laboratory laboratory = load_laboratory(of_runs, of_runs.files);
  const CallSettings settings = read_call_settings(of_runs, laboratory);
  const std::vector<RunFiles> files = open_runs(of_runs, FileNames::TellApart);
  std::vector<PreparedRun> prepared = prepare_runs(files, settings);
  std::vector<Called> called(files.size());
  std::vector<std::exception_ptr> errors(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) {
    try {
      std::vector<PreparedRun> run;
      run.push_back(std::move(prepared[i]));
      called[i].record.report =
          quoting_no_names(takes_out_names, [&] { return call_prepared(std::move(run), settings); });
      const ReportInput& input = called[i].record.report.inputs.front();
      called[i].record.name = input.file;
      called[i].record.sha256 = input.sha256;
      called[i].place = places[files[i].place];
      called[i].called_now = true;
    } catch (...) {
      errors[i] = std::current_exception();
    }
    progress.step(of_runs.files[files[i].place]);
  });
  for (const std::exception_ptr& error : errors) {
    if (!error)
      continue;
    try {
      std::rethrow_exception(error);
    } catch (...) {
      failed.push_back(report_exception(err));
    }
  }
  return called;
}

/// What outputs tell of the record or the run: patients by their pseudonyms, and no file.
void take_out_names(Called& called, const PseudonymKey& key) {
  CheckedRecord& record = called.record;
  check_pseudonyms(record.name, record.report, key);
  if (!pseudonyms_of(record.report)) {
    const std::map<std::string, std::string> pseudonyms = patient_pseudonyms(record.report, key);
    for (PatientCall& patient : record.report.calls.patients)
      patient.sample = pseudonyms.at(patient.sample);
    note_pseudonyms(record.report, key.fingerprint());
    if (called.called_now)
      record.sha256 = key.of_hash(record.sha256);
  }
  record.name = (called.called_now ? "run-" : "record-") + record.sha256.substr(0, 12);
}

void take_out_names(ClinicalTable& table, const PseudonymKey& key) {
  for (ClinicalPatient& patient : table.patients)
    patient.sample = key.of_sample(patient.sample);
  table.file = "clinical";
  table.sha256 = key.of_hash(table.sha256);
}

void check_some_count(std::span<const SummaryInput> inputs, CountedRecords counted) {
  if (counted == CountedRecords::Released &&
      std::none_of(inputs.begin(), inputs.end(), [](const SummaryInput& input) { return input.is_released; }))
    throw InputError("--status released: none of the records is released (" +
                     statuses_in_words(statuses_of(inputs)).en + "); --status any counts them");
}

/// Tables of a study whose patients all are somebody else are no result.
void check_some_known(const ClinicalTable& table, const JoinedPatients& joined, const std::string& file,
                      const std::optional<std::string>& pseudonyms, bool has_key) {
  const auto unknown =
      std::count_if(joined.left_out.begin(), joined.left_out.end(),
                    [](const LeftOutPatient& left) { return left.why == LeftOut::NotCalled; });
  if (static_cast<std::size_t>(unknown) < table.patients.size())
    return;
  std::string why = "; names are compared as in calling: see which column the study names as the sample";
  if (pseudonyms && !has_key)
    why = "; the records have pseudonyms of the key of " + *pseudonyms +
          ": name it with --pseudonymise where the table has names";
  throw InputError(file + ": none of its " + std::to_string(unknown) +
                   " patients is in a record that counts" + why);
}

}  // namespace

ExitCode run_cohort(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("clinical", po::value<std::string>()->value_name("TABLE"),
                        "the clinical table: csv, text, xlsx or xls")(
      "study", po::value<std::string>()->value_name("FILE"),
      "what the table's columns are and what is computed (default: study.toml beside the table)")(
      "output-dir,o", po::value<std::string>()->value_name("DIR"),
      "folder for the outputs, made where missing (default: none are written)")(
      "json", "print cohort.json instead of the tables")(
      "encoding", po::value<std::string>()->value_name("NAME"),
      "of the table and of runs that are text, where it cannot be told; as for 'crossbreak call'");
  add_status_option(options);
  add_pseudonymise_option(options);
  add_settings_option(options);
  add_force_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "RECORD, RUN or DIR"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const std::optional<std::string> clinical = parsed.text("clinical");
  if (!clinical)
    throw CommandLineError("expected the clinical table with --clinical, found none");
  const std::optional<CountedRecords> asked = asked_records(parsed);
  const std::optional<PseudonymKey> key = given_key(parsed);
  const std::optional<std::string> folder = parsed.text("output-dir");
  if (folder && folder->empty())
    throw CommandLineError("-o: expected a folder, found an empty name");
  const std::string study_name = study_file(parsed, *clinical);
  quoting_no_names(key.has_value(), [&] { complete_unfinished(parsed, parsed.files); });
  const CohortFiles files = sort_cohort_files(
      parsed.files, {*clinical, study_name, parsed.text("pseudonymise").value_or(*clinical)});
  if (!files.aside.empty())
    err << "neither run nor record, left aside: " << printable(joined(files.aside)) << '\n';
  std::vector<std::string> read = {*clinical, study_name};
  if (key)
    read.push_back(*parsed.text("pseudonymise"));
  for (const CohortFiles::Entry& entry : files.entries)
    read.push_back(entry.file);
  const Language language = read_language(parsed, settings_of_all(parsed, read));
  std::vector<fs::path> planned;
  if (folder) {
    for (const char* name : {"cohort.xlsx", "cohort.html", "cohort.json", "cohort.csv"})
      planned.push_back(path_of(*folder) / name);
    check_outputs_spare(planned, read);
    check_writable(path_of(*folder));
  }

  const Source study_source = read_file(path_of(study_name));
  const Study study =
      quoting_no_names(key.has_value(), [&] { return read_study(study_source.name, study_source.bytes); });
  ClinicalTable table = quoting_no_names(key.has_value(), [&] {
    return read_clinical_table(read_file(path_of(*clinical)), study, parsed.text("encoding"));
  });

  std::vector<Called> calls;
  std::vector<ExitCode> failed;
  {
    Progress progress(err, files.entries.size());
    calls = quoting_no_names(key.has_value(), [&] { return read_records(files.entries, parsed, progress); });
    const std::vector<std::size_t> runs = runs_to_call(files.entries, calls, key, err);
    std::vector<Called> called = quoting_no_names(key.has_value(), [&] {
      return call_runs(files.entries, runs, parsed, progress, key.has_value(), failed, err);
    });
    std::move(called.begin(), called.end(), std::back_inserter(calls));
  }
  if (!failed.empty())
    return gravest(failed);
  std::stable_sort(calls.begin(), calls.end(),
                   [](const Called& a, const Called& b) { return a.place < b.place; });

  if (key) {
    take_out_names(table, *key);
    for (Called& call : calls)
      take_out_names(call, *key);
  }
  std::vector<const CheckedRecord*> all;
  std::transform(calls.begin(), calls.end(), std::back_inserter(all),
                 [](const Called& call) { return &call.record; });
  check_one_key(all);

  std::vector<SummaryInput> inputs;
  std::vector<CohortInput> told;
  for (const Called& call : calls) {
    inputs.push_back(summary_input(call.record));
    if (call.called_now)
      inputs.back().sha256.clear();  // a run's is no record's
    told.push_back({.file = call.record.name,
                    .sha256 = call.record.sha256,
                    .status = call.record.report.release.status,
                    .called_now = call.called_now});
  }
  const CountedRecords counted = counted_records(inputs, asked);
  check_some_count(inputs, counted);
  const JoinedPatients joined_patients = join_patients(table, counted_calls(inputs, counted));
  check_some_known(table, joined_patients, *clinical, pseudonyms_of(calls.front().record.report),
                   key.has_value());
  const CohortResults results = results_of(study, joined_patients);
  const CohortReport report =
      cohort_report(study, table, joined_patients, results, summarise(inputs, counted), std::move(told),
                    {.name = "crossbreak", .version = version()});
  const std::string json = write_cohort_json(report);
  std::vector<Output> outputs;
  if (folder) {
    std::string workbook;
    std::string page;
    tbb::parallel_invoke([&] { workbook = write_cohort_workbook(report, language); },
                         [&] { page = write_cohort_page(report, language); });
    const std::string texts[] = {std::move(workbook), std::move(page), json,
                                 write_cohort_csv(study, joined_patients, results)};
    for (std::size_t i = 0; i < planned.size(); ++i)
      outputs.push_back({.path = planned[i], .bytes = texts[i]});
    write_set(outputs, read_only_of(parsed));
  }
  out << (parsed.given("json") ? json : write_cohort_text(report, language));
  for (const Output& output : outputs)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
