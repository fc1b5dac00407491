// crossbreak inspect: what is in a run file, and what a call would lack.
#include <optional>
#include <utility>

#include "call_settings.hpp"
#include "calling/plate_map_application.hpp"
#include "calling/roles.hpp"
#include "command.hpp"
#include "data_files.hpp"
#include "laboratory.hpp"
#include "pipeline/check_settings.hpp"
#include "reports/inspection.hpp"
#include "run_files.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak inspect RUN... [options]",
      "Shows what a run file holds: instrument, software, dates, plate, targets, each sample with its role\n"
      "and why, dyes, signals, settings, flags, encoding, and what is missing for a call.",
      {"# what is in a file", "crossbreak inspect plate.eds",
       "# what a call would take the samples for, with a plate map and a role",
       "crossbreak inspect plate.eds --plate-map map.csv --role K562=PC47", "# the same for a script",
       "crossbreak inspect plate.eds --json"}};
}

/// What the samples are judged by.
struct Judges {
  std::optional<Panel> panel;
  CallOptions options;
  ExitCode code = ExitCode::Done;
};

/// A panel that cannot be read takes the roles from an inspection and nothing else.
Judges read_judges(const Arguments& arguments, const Laboratory& laboratory, std::ostream& err) {
  Judges judges;
  try {
    judges.panel = load_panel_in_force(arguments, laboratory);
  } catch (...) {
    judges.code = report_exception(err);
    return judges;
  }
  judges.options = read_call_options(arguments, *judges.panel, laboratory);
  return judges;
}

}  // namespace

ExitCode run_inspect(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("json", "print JSON instead of text");
  add_call_options(options);
  add_reading_options(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;

  const RunSettings settings = read_run_settings(parsed);
  const Judges judges = read_judges(parsed, load_laboratory(parsed, parsed.files), err);
  const PlateMap map = read_given_plate_map(parsed);
  const std::vector<RunFiles> runs = open_runs(parsed);
  check_plate_map(map, runs.size());
  ExitCode code = judges.code;
  for (const RunFiles& files : runs) {
    try {
      ReadRun read = read_profiled_run(files, settings);
      MappedRun mapped = apply_plate_map(std::move(read.run), map);
      name_by_task(mapped.run);
      Inspection inspection = inspect_run(mapped.run, read.profile, read.rules);
      if (judges.panel)
        add_samples(inspection, mapped.roles, *judges.panel, judges.options);
      out << (parsed.given("json") ? write_inspection_json(inspection) : write_inspection_text(inspection));
    } catch (...) {
      code = report_exception(err);
    }
  }
  return code;
}

}  // namespace crossbreak::cli
