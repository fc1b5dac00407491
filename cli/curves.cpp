// crossbreak curves: Ct and verdict per well and target, no panel needed.
#include <tbb/parallel_for.h>

#include "command.hpp"
#include "files.hpp"
#include "outputs.hpp"
#include "pipeline/analyse.hpp"
#include "pipeline/check_settings.hpp"
#include "pseudonyms.hpp"
#include "reports/curves_csv.hpp"
#include "reports/curves_table.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak curves RUN... [options]",
          "Ct and verdict (is it an amplification?) of every well and target, of any readable file, the "
          "plain curve table (first column Cycle, one column a curve) included. Needs no panel." +
              std::string(names_stay),
          {"# a table on the terminal", "crossbreak curves plate.eds",
           "# CSV into a file, or on standard output", "crossbreak curves plate.eds --csv plate.curves.csv",
           "crossbreak curves table.csv --group targets.csv --csv -",
           "# the instrument's automatic settings in place of those in the file",
           "crossbreak curves plate.eds --baseline auto --threshold auto"}};
}

/// A run as read; or the error it met.
struct Attempt {
  ReadRun read;
  std::exception_ptr error;
};

Attempt try_to_read(const RunFiles& files, const RunSettings& settings) {
  Attempt attempt;
  try {
    attempt.read = read_profiled_run(files, settings);
  } catch (...) {
    attempt.error = std::current_exception();
  }
  return attempt;
}

}  // namespace

ExitCode run_curves(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("csv", po::value<std::string>()->value_name("FILE"),
                        "write CSV into FILE, or to standard output for -")(
      "json", "print JSON instead of the table")(
      "group", po::value<std::string>()->value_name("FILE"),
      "CSV with columns curve,target: which columns of a curve table are one target");
  add_force_option(options);
  add_curve_options(options);
  add_reading_options(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const std::optional<std::string> csv = parsed.text("csv");
  if (csv == "-" && parsed.given("json"))
    throw CommandLineError("--csv - and --json: both would write to standard output");

  if (csv && *csv != "-") {
    std::vector<std::string> inputs = parsed.files;
    for (const char* option : {"group", "profile"})
      if (const auto file = parsed.text(option))
        inputs.push_back(*file);
    check_outputs_spare({*csv}, inputs);
  }

  RunSettings settings = read_run_settings(parsed);
  if (const auto file = parsed.text("group"))
    settings.groups = read_curve_groups(read_file(path_of(*file)));
  if (csv && *csv != "-")
    check_writable(path_of(*csv).parent_path());

  // Side by side, but printed in the order given.
  const std::vector<RunFiles> files = open_runs(parsed);
  std::vector<Attempt> attempts(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(),
                    [&](std::size_t i) { attempts[i] = try_to_read(files[i], settings); });
  std::vector<ExitCode> codes;
  std::vector<const Run*> runs;
  for (Attempt& attempt : attempts) {
    try {
      if (attempt.error)
        std::rethrow_exception(attempt.error);
      runs.push_back(&attempt.read.run);
    } catch (...) {
      codes.push_back(report_exception(err));
    }
  }
  check_windows(settings, runs);
  const ExitCode code = gravest(codes);
  if (code == ExitCode::Done)
    check_targets(settings, runs);

  std::erase_if(attempts, [](const Attempt& attempt) { return attempt.error != nullptr; });
  std::vector<AnalysedRun> analysed(attempts.size());
  tbb::parallel_for(std::size_t{0}, attempts.size(),
                    [&](std::size_t i) { analysed[i] = analyse_run(std::move(attempts[i].read), settings); });

  if (analysed.empty())
    return code;
  if (csv && *csv != "-") {
    write_files({{.path = path_of(*csv), .bytes = write_curves_csv(analysed)}}, read_only_of(parsed));
    err << "wrote " << printable(*csv) << '\n';
  }
  if (csv == "-")
    out << as_shown(out, write_curves_csv(analysed));
  else if (parsed.given("json"))
    out << write_curves_json(analysed);
  else if (!csv)
    out << write_curves_table(analysed);
  for (const AnalysedRun& run : analysed)
    err << write_curve_issues(run);
  return code;
}

}  // namespace crossbreak::cli
