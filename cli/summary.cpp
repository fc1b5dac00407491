// crossbreak summary: how many patients of many records have which deletion.
#include "reports/summary.hpp"

#include <algorithm>
#include <iterator>

#include "arguments.hpp"
#include "command.hpp"
#include "counted_records.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "terminal.hpp"
#include "unfinished.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak summary RECORD... [options]",
      "Counts deletions over many RUN.calls.json: prevalence with its 95 % Wilson interval and the share of "
      "each deletion. Each patient counts once (the latest run); repeats are listed. Records of different "
      "states - preliminary, reviewed, released (final or amended) - are not counted together: --status "
      "released counts what was released alone, --status any all of them. What a reviewer withheld or asked "
      "to test again does not count, nor a record beside the one that was made from it or takes its place. "
      "Final and amended records are checked as 'review verify' does: one that does not match is exit 7.",
      {"# what was released in a quarter", "crossbreak summary 2026-q3/*.calls.json --status released",
       "# a quarter's runs", "crossbreak summary 2026-q3/*.calls.json",
       "# the same as a table and a workbook",
       "crossbreak summary *.calls.json --csv summary.csv --xlsx summary.xlsx"}};
}

}  // namespace

ExitCode run_summary(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("csv", po::value<std::string>()->value_name("FILE"),
                        "write CSV into FILE, or to standard output for -")(
      "xlsx", po::value<std::string>()->value_name("FILE"), "write a workbook");
  add_status_option(options);
  add_settings_option(options);
  add_force_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "RECORD"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Language language = read_language(parsed, settings_of_all(parsed, parsed.files));
  const std::optional<std::string> csv = parsed.text("csv");
  const std::optional<std::string> workbook = parsed.text("xlsx");
  std::vector<fs::path> planned;
  if (csv && *csv != "-")
    planned.push_back(path_of(*csv));
  if (workbook)
    planned.push_back(path_of(*workbook));
  check_outputs_spare(planned, parsed.files);
  const std::optional<CountedRecords> asked = asked_records(parsed);

  complete_unfinished(parsed, parsed.files);
  std::vector<CheckedRecord> records;
  {
    Progress progress(err, parsed.files.size());
    for (const std::string& file : parsed.files) {
      records.push_back(read_checked_record(file, parsed));
      progress.step(records.back().name);
    }
  }
  std::vector<const CheckedRecord*> all;
  std::transform(records.begin(), records.end(), std::back_inserter(all),
                 [](const CheckedRecord& record) { return &record; });
  check_one_key(all);
  std::vector<SummaryInput> inputs;
  std::transform(records.begin(), records.end(), std::back_inserter(inputs), summary_input);
  const Summary summary = summarise(inputs, counted_records(inputs, asked));
  std::vector<Output> outputs;
  if (csv && *csv != "-")
    outputs.push_back({.path = path_of(*csv), .bytes = write_summary_csv(summary)});
  if (workbook)
    outputs.push_back({.path = path_of(*workbook), .bytes = write_summary_workbook(summary, language)});
  write_set(outputs, read_only_of(parsed));
  out << (csv == "-" ? as_shown(out, write_summary_csv(summary)) : write_summary_text(summary, language));
  for (const Output& output : outputs)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
