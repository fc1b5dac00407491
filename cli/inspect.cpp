// crossbreak inspect: what is in a run file, and what a call would lack.
#include "command.hpp"
#include "reports/inspection.hpp"
#include "run_files.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak inspect RUN... [options]",
      "Shows what a run file holds: instrument, software, dates, plate, targets, dyes, signals, settings,\n"
      "flags, encoding, and what is missing for a call.",
      {"# what is in a file", "crossbreak inspect plate.eds", "# the same for a script",
       "crossbreak inspect plate.eds --json"}};
}

}  // namespace

ExitCode run_inspect(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("json", "print JSON instead of text");
  add_reading_options(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;

  const RunSettings settings = read_run_settings(parsed);
  ExitCode code = ExitCode::Done;
  for (const RunFiles& files : open_runs(parsed)) {
    try {
      const ReadRun read = read_profiled_run(files, settings);
      const Inspection inspection = inspect_run(read.run, read.profile, read.rules);
      out << (parsed.given("json") ? write_inspection_json(inspection) : write_inspection_text(inspection));
    } catch (...) {
      code = report_exception(err);
    }
  }
  return code;
}

}  // namespace crossbreak::cli
