// crossbreak call: from run files to the calls of their patients.
#include "pipeline/call.hpp"

#include <algorithm>
#include <set>
#include <tbb/parallel_for.h>

#include "batch.hpp"
#include "call_origin.hpp"
#include "call_settings.hpp"
#include "command.hpp"
#include "earlier_files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/pseudonymised.hpp"
#include "pseudonyms.hpp"
#include "reports/table.hpp"
#include "review_guard.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak call RUN|DIR... [options]",
      "Calls the IKZF1 deletions of every patient on a plate. Reads the file the instrument saved, prints "
      "the calls, and writes RUN.calls.xlsx, RUN.review.html, RUN.calls.json and RUN.calls.csv.\n\n"
      "Exit codes: 0 done, 2 command line, 3 a file cannot be used, 4 a run is invalid, "
      "5 review needed or warnings (with --fail-on), 6 an output could not be written, 7 the record of "
      "--repeats does not check, 1 internal error. Of several runs all are tried; the exit code is the first "
      "of 1, 6, 7, 3, 4, 5 that occurred. Outputs are written with 0, 4 and 5, each replaced whole or not at "
      "all. Outputs of an earlier call that are not written this time stay; they are named on standard "
      "error, with what makes them again. They lie beside the run; runs of one name from several folders are "
      "called apart, and not into one folder with -o, where one would replace the other. Of an RDML file of "
      "several runs each is called, into RUN.NAME.calls.*, or that of --run.\n\n"
      "Results and Delta Rn of SDS 1.x are joined where wells and detectors are the same and the curves give "
      "the Ct, whatever their names and order; what belongs to no other half is refused with exit 3. The two "
      "may lie in different folders only where their Ct prove them to be of one run.\n\n"
      "The plate map is text (commas, semicolons or tabs; UTF-8, UTF-16, GB18030), .xlsx or .xls (the sheet "
      "named plate map, else the first): a list with the columns well, sample, target, role or some of them, "
      "in any order and in English or Chinese, one row per well and target; or a grid as the plate is, of "
      "samples, and below it of targets or roles under their title. An empty cell keeps the file's value, "
      "wells that are not listed stay as they are. Roles are unknown, standard, positive_control, "
      "negative_control and ntc, or what usual words mean (patient, UNKN, blank); without a map they come "
      "from the run's tasks, else "
      "from names: the panel's (NTC, NC, PC, PC27 ...) and the usual ones (NTC1, Neg.Con, CPOS, H2O ...). "
      "--role decides before all of them, the laboratory's settings before the task ('crossbreak settings'); "
      "'crossbreak inspect' shows each sample's role and why.\n\n"
      "What --meta names is TOML: extraction_batch = \"E-7\", then tables [[reagent]], [[control]] and "
      "[[standard]] with name, lot and expiry, and [[sample]] with name, specimen, collected, received, "
      "order and requester; days as 2026-03-31. It goes into the record, the Methods sheet, "
      "RUN.patients.html and RUN.released.csv. A lot that expired before the run is a warning, and changes "
      "no call. The same may stand in columns of the plate map, in English or Chinese: specimen type, "
      "collected, received, order number, requesting unit, extraction batch, and for each lot its name with "
      "'lot' and 'expiry' behind it (Master mix lot, Master mix expiry, PC lot; 'control lot' and 'standard "
      "lot' are of the well's sample). Where map and --meta contradict each other nothing is called.\n\n"
      "RUN.calls.csv (crossbreak/calls-csv/2) has one row per patient and set, 'set' in its column row, "
      "which fills set, result, ct_mean and flags; and one for the patient, 'overall', which fills result "
      "(the call), deletions, review, flags, the texts and what to do next; both fill run_status, run_date, "
      "operator, plate_barcode, repeat and status, here 'preliminary'. What may leave the laboratory stands "
      "in RUN.released.csv, which only a final record has; 'crossbreak review sign --help' explains its "
      "columns. Lists are joined by ';'. Text that begins with =, +, -, @ (full-width ones too), TAB, CR or "
      "LF, behind apostrophes or byte-order marks of its own or not, has an apostrophe put in front, so that "
      "a spreadsheet does not run it: a script removes one from text that, behind them, begins so, and none "
      "from other text ('abc is a name).\n\n"
      "With a folder, --list, --jobs, --resume, --shard or --fail-fast every run that is named or lies in a "
      "folder or below it is called alone, some at a time, and written as it ends, in the order of their "
      "names, into the same folders below -o; standard output has one line a plate. Links to folders are not "
      "followed; outputs of crossbreak and files that are no runs are passed over and counted. RUN.map.csv "
      "beside a run is its plate map, crossbreak.toml in its folder or above its settings; halves of SDS 1.x "
      "find each other within their folder; of a run in two layouts (.eds and text) the .eds is called, and "
      "both are named; where it cannot be called, the other one is. A file that cannot be used is named and "
      "passed over, unless --fail-fast. Ctrl-C ends a batch behind the plates in hand; --resume calls only "
      "plates whose files, map, settings, panel, profile, options or outputs have changed, or that another "
      "version called. batch.plates.csv, .xlsx and .html tell of all plates, and who needs a look. A record "
      "that was reviewed is never replaced (exit 6). --shard 2/3 calls the second of three parts, for three "
      "machines with a folder each; 'crossbreak merge' puts them together. 'crossbreak watch' calls runs as "
      "they come.\n\n"
      "With --pseudonymise patients are named P- and 24 hex digits of HMAC-SHA-256 of the name, as it is "
      "compared in calling: the same in every run called with the same key, and to nobody without it. "
      "Controls and standards keep their names, which are nobody's. Orders, requesters, operator, plate "
      "barcode and names of files are left out of all outputs, and messages quote nothing of a run, the "
      "settings' roles, a plate map, --meta, --repeats or --role; but outputs are still "
      "named as their run file, and the tables of a batch list the files. Such a record cannot be released; "
      "'crossbreak cohort --pseudonymise' joins it to a table of names, 'crossbreak report --pseudonymise' "
      "makes it of a record that has them.\n\n"
      "'crossbreak fields' lists what stands in RUN.calls.json, 'crossbreak codes' what its codes mean.",
      {"# call one plate, with the outputs beside it", "crossbreak call plate.eds",
       "# SDS 1.x: results and Delta Rn exports of one run",
       "crossbreak call results.csv delta_rn.csv -o reports", "# the run calls its targets otherwise",
       "crossbreak call plate.eds --target 'Set A=D4-7' --target 'Set B=D4-8'",
       "# a control that the run names otherwise, and a patient who is called as a control is",
       "crossbreak call plate.eds --role 'K562=PC47' --role 'Neg=unknown'",
       "# patients whom an earlier plate asks to test again",
       "crossbreak call plate2.eds --repeats plate1.repeats.csv", "# one patient's sets on two plates",
       "crossbreak call a.eds b.eds --combine week47",
       "# an archive; with the same command again, what has changed in it",
       "crossbreak call archive -o results --resume", "# for a study: pseudonyms in place of names",
       "crossbreak call plate.eds --pseudonymise names.key -o study",
       "# for a script: the record on standard output", "crossbreak call plate.eds --json --formats json"}};
}

/// Runs that give one report, and where it goes.
struct Job {
  std::vector<std::size_t> runs;  ///< indices into the prepared runs
  fs::path path;                  ///< of the run that names the outputs
  std::string name;
  std::vector<std::string> names_of_runs;  ///< of those that stand in files that hold several
  // What became of it:
  std::optional<Report> report;
  std::vector<Output> outputs;
  fs::path record_path;
  std::string record;
  std::string compared;  ///< record_to_compare()
  std::exception_ptr error;
};

/// The name of a run as part of a file's.
std::string file_part(const std::string& run) {
  std::string part = run;
  for (char& c : part) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    c = is_plain ? c : '_';
  }
  return part;
}

std::vector<Job> plan_jobs(const std::vector<RunFiles>& files, const std::vector<std::string>& paths,
                           const std::optional<std::string>& combined) {
  std::vector<Job> jobs;
  std::set<std::pair<std::size_t, std::string>> names;  // of the runs of one file
  for (std::size_t i = 0; i < files.size(); ++i) {
    const fs::path path = path_of(paths[files[i].place]);
    const std::string& run = files[i].sources.run;
    std::string name = combined.value_or(stem_of(path) + (run.empty() ? "" : "." + file_part(run)));
    while (!run.empty() && !names.emplace(files[i].place, name).second)
      name += '_';
    if (!combined || jobs.empty())
      jobs.push_back({.runs = {},
                      .path = path,
                      .name = std::move(name),
                      .names_of_runs = {},
                      .report = {},
                      .outputs = {},
                      .record_path = {},
                      .record = {},
                      .compared = {},
                      .error = nullptr});
    jobs.back().runs.push_back(i);
    if (!run.empty())
      jobs.back().names_of_runs.push_back(run);
  }
  return jobs;
}

/// Takes the job's runs out of `prepared`.
void carry_out(Job& job, std::vector<PreparedRun>& prepared, const CallSettings& settings,
               const OutputChoice& choice, const CallOrigin& origin, const std::optional<PseudonymKey>& key,
               bool wants_record) {
  try {
    for (const fs::path& path : output_paths(choice, job.path, job.name))
      check_writable(path.parent_path());
    job.record_path = record_path(choice, job.path, job.name);
    check_not_reviewed(job.record_path);
    std::vector<PreparedRun> runs;
    for (const std::size_t run : job.runs)
      runs.push_back(std::move(prepared[run]));
    job.report = quoting_no_names(key.has_value(), [&] { return call_prepared(std::move(runs), settings); });
    job.report->origin = origin;
    for (const std::string& run : job.names_of_runs)
      add_run(run, job.report->origin);
    if (key)
      job.report = pseudonymised(*std::move(job.report), *key);
    job.outputs = render(*job.report, choice, job.path, job.name);
    if (wants_record)
      job.record = record_text(*job.report, choice);
    job.compared = record_to_compare(*job.report, choice, job.record_path);
  } catch (...) {
    job.error = std::current_exception();
  }
}

bool fails_on(FailOn fail_on, const Calls& calls) {
  const bool review = std::any_of(calls.patients.begin(), calls.patients.end(),
                                  [](const PatientCall& patient) { return patient.review; });
  return (fail_on != FailOn::Nothing && review) ||
         (fail_on == FailOn::Warnings && calls.status != RunStatus::Valid);
}

ExitCode write_job(const Job& job, const OutputChoice& choice, bool wants_record, FailOn fail_on,
                   std::ostream& out, std::ostream& err) {
  EarlierFiles earlier;
  try {
    if (job.error)
      std::rethrow_exception(job.error);
    earlier = write_unreviewed(job.record_path, job.outputs, choice.read_only, job.compared);
  } catch (...) {
    return report_exception(err);
  }
  out << (wants_record ? job.record : write_table(*job.report, choice.language, wants_colour(out)));
  for (const Output& output : job.outputs)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  tell_earlier(err, earlier, job.record_path, choice);
  const Calls& calls = job.report->calls;
  if (calls.status == RunStatus::Invalid)
    return ExitCode::RunInvalid;
  return fails_on(fail_on, calls) ? ExitCode::ReviewNeeded : ExitCode::Done;
}

}  // namespace

ExitCode run_call(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  add_call_options(options);
  add_output_options(options);
  options.add_options()("json", "print the record (JSON) instead of the table")(
      "combine", po::value<std::string>()->value_name("NAME"),
      "call all runs together, into NAME.calls.* in the folder of the first")(
      "fail-on", po::value<std::string>()->value_name("WHAT"),
      "exit with 5: review, where a call asks for review; warnings, also where a run is valid with warnings");
  add_curve_options(options);
  add_reading_options(options);
  add_batch_options(options);
  add_pseudonymise_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.at_least = names_a_list(arguments) ? 0U : 1U}, out);
  if (parsed.finished)
    return ExitCode::Done;

  const std::string asked = parsed.text("fail-on").value_or("");
  const std::optional<FailOn> fail_on = value_of<FailOn>(asked);
  if (!fail_on || (parsed.given("fail-on") && fail_on == FailOn::Nothing))
    throw CommandLineError("--fail-on: expected review or warnings, found '" + asked + "'");
  if (asks_for_batch(parsed))
    return run_batch(parsed, *fail_on, out, err);
  const std::optional<std::string> combined = parsed.text("combine");
  if (combined && (combined->empty() || combined->find('/') != std::string::npos))
    throw CommandLineError("--combine: expected a name without '/', found '" + *combined + "'");
  const Laboratory laboratory = load_laboratory(parsed, parsed.files);
  const OutputChoice choice = read_output_choice(parsed, laboratory);
  const std::optional<PseudonymKey> key = given_key(parsed);
  const bool wants_record = parsed.given("json");

  const std::vector<RunFiles> files = quoting_no_names(key.has_value(), [&] {
    return open_runs(parsed, combined ? FileNames::TellApart : FileNames::AsTheyStand);
  });
  std::vector<Job> jobs = plan_jobs(files, parsed.files, combined);
  if (parsed.given("meta") && jobs.size() > 1)
    throw CommandLineError("--meta: " + *parsed.text("meta") + " is of one run; found " +
                           std::to_string(jobs.size()) +
                           " to call, which need one each: call them apart, or "
                           "together with --combine");
  std::vector<PlannedOutputs> planned;
  planned.reserve(jobs.size());
  for (const Job& job : jobs)
    planned.push_back({.run = text_of(job.path), .paths = output_paths(choice, job.path, job.name)});
  check_outputs_differ(planned, input_files(parsed, laboratory));

  const CallSettings settings = read_call_settings(parsed, laboratory);
  const CallOrigin origin = origin_of(parsed, settings);
  std::vector<PreparedRun> prepared =
      quoting_no_names(key.has_value(), [&] { return prepare_runs(files, settings); });
  // Side by side, but written and printed in the order given. Jobs share no run.
  {
    Progress progress(err, jobs.size());
    tbb::parallel_for(std::size_t{0}, jobs.size(), [&](std::size_t i) {
      carry_out(jobs[i], prepared, settings, choice, origin, key, wants_record);
      progress.step(jobs[i].name);
    });
  }
  std::vector<ExitCode> codes;
  codes.reserve(jobs.size());
  for (const Job& job : jobs)
    codes.push_back(write_job(job, choice, wants_record, *fail_on, out, err));
  return gravest(codes);
}

}  // namespace crossbreak::cli
