// crossbreak curves: Ct and verdict per well and target, no panel needed.
#include "command.hpp"
#include "curve_groups.hpp"
#include "files.hpp"
#include "reports/curves_csv.hpp"
#include "reports/curves_table.hpp"
#include "run_files.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak curves RUN... [options]",
      "Ct and verdict (is it an amplification?) of every well and target, of any readable file, the plain\n"
      "curve table (first column Cycle, one column a curve) included. Needs no panel.",
      {"# a table on the terminal", "crossbreak curves plate.eds", "# CSV into a file, or on standard output",
       "crossbreak curves plate.eds --csv plate.curves.csv",
       "crossbreak curves table.csv --group targets.csv --csv -",
       "# the instrument's automatic settings in place of those in the file",
       "crossbreak curves plate.eds --baseline auto --threshold auto"}};
}

}  // namespace

ExitCode run_curves(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("csv", po::value<std::string>()->value_name("FILE"),
                        "write CSV into FILE, or to standard output for -")(
      "json", "print JSON instead of the table")(
      "group", po::value<std::string>()->value_name("FILE"),
      "CSV with columns curve,target: which columns of a curve table are one target");
  add_curve_options(options);
  add_reading_options(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const std::optional<std::string> csv = parsed.text("csv");
  if (csv == "-" && parsed.given("json"))
    throw CommandLineError("--csv - and --json: both would write to standard output");

  const Reader reader(parsed);
  CurveGroups groups;
  if (const auto file = parsed.text("group")) {
    const Source source = read_file(*file);
    groups = read_curve_groups(source);
  }
  ExitCode code = ExitCode::Done;
  std::vector<ReadRun> read;
  for (const RunFiles& files : open_runs(parsed)) {
    try {
      read.push_back(reader.read(files));
      apply_curve_groups(groups, read.back().run);
    } catch (...) {
      code = report_exception(err);
    }
  }
  if (code == ExitCode::Done) {
    std::vector<const Run*> runs;
    for (const ReadRun& run : read)
      runs.push_back(&run.run);
    check_targets_exist(reader.named_targets(), "--threshold or --baseline", runs);
  }
  std::vector<AnalysedRun> analysed;
  for (ReadRun& run : read) {
    std::vector<Curve> curves = analyse_curves(run.run, reader.curve_settings(run));
    analysed.push_back({.run = std::move(run.run), .curves = std::move(curves)});
  }

  if (analysed.empty())
    return code;
  if (csv && *csv != "-") {
    write_files({{.path = *csv, .bytes = write_curves_csv(analysed)}});
    err << "wrote " << *csv << '\n';
  }
  if (csv == "-")
    out << write_curves_csv(analysed);
  else if (parsed.given("json"))
    out << write_curves_json(analysed);
  else if (!csv)
    out << write_curves_table(analysed);
  for (const AnalysedRun& run : analysed)
    for (const Issue& issue : run.run.issues)
      err << issue.place << ": " << issue.words.en << '\n';
  return code;
}

}  // namespace crossbreak::cli
