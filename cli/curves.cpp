// crossbreak curves: Ct and verdict per well and target, no panel needed.
#include <tbb/parallel_for.h>

#include "command.hpp"
#include "curve_groups.hpp"
#include "files.hpp"
#include "outputs.hpp"
#include "reports/curves_csv.hpp"
#include "reports/curves_table.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

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

/// A run with the targets of --group; or the error it met.
struct GroupedRun {
  ReadRun read;
  std::exception_ptr error;
};

GroupedRun read_grouped(const RunFiles& files, const Reader& reader, const CurveGroups& groups) {
  GroupedRun grouped;
  try {
    grouped.read = reader.read(files);
    apply_curve_groups(groups, grouped.read.run);
  } catch (...) {
    grouped.error = std::current_exception();
  }
  return grouped;
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

  if (csv && *csv != "-") {
    std::vector<std::string> inputs = parsed.files;
    for (const char* option : {"group", "profile"})
      if (const auto file = parsed.text(option))
        inputs.push_back(*file);
    check_outputs_spare({*csv}, inputs);
  }

  const Reader reader(parsed);
  CurveGroups groups;
  if (const auto file = parsed.text("group")) {
    const Source source = read_file(path_of(*file));
    groups = read_curve_groups(source);
  }
  if (csv && *csv != "-")
    check_writable(path_of(*csv).parent_path());

  // Side by side, but printed in the order given.
  const std::vector<RunFiles> files = open_runs(parsed);
  std::vector<GroupedRun> grouped(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(),
                    [&](std::size_t i) { grouped[i] = read_grouped(files[i], reader, groups); });
  std::vector<ExitCode> codes;
  std::vector<const Run*> runs;
  for (GroupedRun& run : grouped) {
    try {
      if (run.error)
        std::rethrow_exception(run.error);
      runs.push_back(&run.read.run);
    } catch (...) {
      codes.push_back(report_exception(err));
    }
  }
  reader.check_windows(runs);
  const ExitCode code = gravest(codes);
  if (code == ExitCode::Done)
    check_targets_exist(reader.named_targets(), "--threshold or --baseline", runs);

  std::erase_if(grouped, [](const GroupedRun& run) { return run.error != nullptr; });
  std::vector<AnalysedRun> analysed(grouped.size());
  tbb::parallel_for(std::size_t{0}, grouped.size(), [&](std::size_t i) {
    ReadRun& read = grouped[i].read;
    analysed[i].curves = analyse_curves(read.run, reader.curve_settings(read));
    analysed[i].run = std::move(read.run);
  });

  if (analysed.empty())
    return code;
  if (csv && *csv != "-") {
    write_files({{.path = path_of(*csv), .bytes = write_curves_csv(analysed)}});
    err << "wrote " << printable(*csv) << '\n';
  }
  if (csv == "-")
    out << write_curves_csv(analysed);
  else if (parsed.given("json"))
    out << write_curves_json(analysed);
  else if (!csv)
    out << write_curves_table(analysed);
  for (const AnalysedRun& run : analysed)
    err << write_curve_issues(run);
  return code;
}

}  // namespace crossbreak::cli
