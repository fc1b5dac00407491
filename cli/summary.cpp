// crossbreak summary: how many patients of many records have which deletion.
#include "reports/summary.hpp"

#include <algorithm>

#include "arguments.hpp"
#include "command.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "record/record_reader.hpp"
#include "release/release_error.hpp"
#include "release/verify.hpp"
#include "reports/release_words.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "terminal.hpp"
#include "verified_record.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak summary RECORD... [options]",
      "Counts deletions over many RUN.calls.json: prevalence with its 95 % Wilson interval and the share of\n"
      "each deletion. Each patient counts once (the latest run); repeats are listed. Records of different\n"
      "states - preliminary, reviewed, released (final or amended) - are not counted together: --status\n"
      "released counts what was released alone, --status any all of them. What a reviewer withheld or asked\n"
      "to test again does not count, nor a record beside the one that was made from it or takes its place.\n"
      "Final and amended records are checked as 'review verify' does: one that does not match is exit 7.",
      {"# what was released in a quarter", "crossbreak summary 2026-q3/*.calls.json --status released",
       "# a quarter's runs", "crossbreak summary 2026-q3/*.calls.json",
       "# the same as a table and a workbook",
       "crossbreak summary *.calls.json --csv summary.csv --xlsx summary.xlsx"}};
}

/// Throws where a record that says it is final is not what its people signed.
void check_released(const std::string& file, const Laboratory& people, bool people_are_trusted) {
  const fs::path path = path_of(file);
  const ReleaseFiles files(path, people, people_are_trusted);
  const VerifiedRecord record = read_verified(files, people, people_are_trusted);
  if (const auto called = find_called(path, record.report.release.of, std::nullopt, path))
    verify_against(*called, record.text, record.report);
  const ReleasedFiles released = compare_released(files, record.report);
  if (!released.differing.empty())
    throw VerificationError(released.difference + "; 'crossbreak review verify --restore' writes it anew");
}

/// The settings that all records lie under: what people read is in their language. None where they differ,
/// since each record is checked under its own.
Laboratory settings_of_all(const Arguments& parsed) {
  const std::optional<fs::path> first = settings_beside(path_of(parsed.files.front()));
  const bool same = std::all_of(parsed.files.begin(), parsed.files.end(), [&](const std::string& file) {
    return settings_beside(path_of(file)) == first;
  });
  return same || parsed.given("settings") ? load_laboratory(parsed, parsed.files) : Laboratory{};
}

std::optional<CountedRecords> asked_records(const Arguments& arguments) {
  const std::optional<std::string> status = arguments.text("status");
  if (!status)
    return std::nullopt;
  if (*status != "released" && *status != "any")
    throw CommandLineError("--status: expected released or any, found '" + *status + "'");
  return *status == "released" ? CountedRecords::Released : CountedRecords::Any;
}

}  // namespace

ExitCode run_summary(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("csv", po::value<std::string>()->value_name("FILE"),
                        "write CSV into FILE, or to standard output for -")(
      "xlsx", po::value<std::string>()->value_name("FILE"), "write a workbook");
  options.add_options()("status", po::value<std::string>()->value_name("WHICH"),
                        "records that count: released, or any");
  add_settings_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "RECORD"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Language language = read_language(parsed, settings_of_all(parsed));
  const std::optional<std::string> csv = parsed.text("csv");
  const std::optional<std::string> workbook = parsed.text("xlsx");
  std::vector<fs::path> planned;
  if (csv && *csv != "-")
    planned.push_back(path_of(*csv));
  if (workbook)
    planned.push_back(path_of(*workbook));
  check_outputs_spare(planned, parsed.files);
  const std::optional<CountedRecords> asked = asked_records(parsed);

  std::vector<Report> reports;
  reports.reserve(parsed.files.size());
  std::vector<SummaryInput> inputs;
  inputs.reserve(parsed.files.size());
  {
    Progress progress(err, parsed.files.size());
    for (const std::string& file : parsed.files) {
      const Source source = read_file(path_of(file));
      reports.push_back(read_record(source.name, source.bytes));
      const Report& report = reports.back();
      if (is_released(report.release))
        check_released(file, load_laboratory(parsed, {&file, 1}), parsed.given("settings"));
      inputs.push_back({.file = source.name,
                        .report = &report,
                        .sha256 = sha256_hex(source.bytes),
                        .is_released = is_released(report.release)});
      progress.step(source.name);
    }
  }
  if (!asked && have_mixed_states(inputs))
    throw CommandLineError("the records have different states (" + statuses_in_words(statuses_of(inputs)).en +
                           "): say which count, --status released or --status any");
  const Summary summary = summarise(
      inputs, asked.value_or(inputs.front().is_released ? CountedRecords::Released : CountedRecords::Any));
  std::vector<Output> outputs;
  if (csv && *csv != "-")
    outputs.push_back({.path = path_of(*csv), .bytes = write_summary_csv(summary)});
  if (workbook)
    outputs.push_back({.path = path_of(*workbook), .bytes = write_summary_workbook(summary, language)});
  write_files(outputs);
  out << (csv == "-" ? write_summary_csv(summary) : write_summary_text(summary, language));
  for (const Output& output : outputs)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
