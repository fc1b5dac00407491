// crossbreak inspect: what is in a run file, and what a call would lack.
#include <filesystem>
#include <optional>
#include <utility>

#include "call_settings.hpp"
#include "calling/plate_map_application.hpp"
#include "calling/roles.hpp"
#include "command.hpp"
#include "data_files.hpp"
#include "files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/check_settings.hpp"
#include "pseudonyms.hpp"
#include "reports/conversion_losses.hpp"
#include "reports/inspection.hpp"
#include "reports/plate_map_template.hpp"
#include "run/ascii.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak inspect RUN... [options]",
          "Shows what a run file holds: instrument, software, dates, plate, targets, each sample with its "
          "role and why, dyes, signals, settings, flags, encoding, and what is missing for a call. --lang is "
          "for the plate map of --plate-map-template, the rest is English." +
              std::string(names_stay),
          {"# what is in a file", "crossbreak inspect plate.eds",
           "# what a call would take the samples for, with a plate map and a role",
           "crossbreak inspect plate.eds --plate-map map.csv --role K562=PC47", "# the same for a script",
           "crossbreak inspect plate.eds --json", "# a plate map to correct, filled with what the run says",
           "crossbreak inspect plate.eds --plate-map-template map.xlsx"}};
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

/// --plate-map-template, and which of the files it may not replace.
std::optional<std::string> template_file(const Arguments& parsed, const Laboratory& laboratory) {
  const std::optional<std::string> file = parsed.text("plate-map-template");
  if (!file)
    return std::nullopt;
  if (!lower_case(*file).ends_with(".xlsx"))
    throw CommandLineError("--plate-map-template: expected a name that ends in .xlsx, found '" + *file + "'");
  check_outputs_spare({path_of(*file)}, input_files(parsed, laboratory));
  check_writable(path_of(*file).parent_path());
  return file;
}

void write_template(const MappedRun& mapped, const PlateMap& given, const Judges& judges,
                    const std::string& file, Language language, ReadOnly read_only, std::ostream& err) {
  Run named = mapped.run;
  name_by_task(named);
  const std::vector<AssignedRole> roles = judges.panel
                                              ? roles_of(named, mapped.roles, *judges.panel, judges.options)
                                              : std::vector<AssignedRole>();
  const PlateMapTemplate made =
      write_plate_map_template(mapped.run, roles, judges.panel ? &*judges.panel : nullptr, given, language);
  std::error_code unknown;
  const std::filesystem::path path = path_of(file);
  if (std::filesystem::is_regular_file(path, unknown) && std::filesystem::file_size(path, unknown) > 0 &&
      read_file(path).bytes != made.xlsx)
    throw OutputError(file +
                      ": is there already and says something else, a plate map filled in perhaps; "
                      "name another file");
  write_files({{.path = path, .bytes = made.xlsx}}, read_only);
  err << "wrote " << printable(file) << '\n';
  if (!made.losses.empty())
    err << printable(losses_in_words(file, made.losses, language)) << '\n';
}

}  // namespace

ExitCode run_inspect(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("json", "print JSON instead of text")(
      "plate-map-template", po::value<std::string>()->value_name("FILE"),
      "write a plate map for --plate-map into FILE.xlsx, filled with what the run says, with lists of "
      "targets "
      "and roles to choose from, and columns for what the laboratory notes");
  add_call_options(options);
  add_reading_options(options);
  add_force_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;

  const RunSettings settings = read_run_settings(parsed);
  const Laboratory laboratory = load_laboratory(parsed, parsed.files);
  const std::optional<std::string> map_file = template_file(parsed, laboratory);
  const Language language = read_language(parsed, laboratory);
  const Judges judges = read_judges(parsed, laboratory, err);
  const PlateMap map = read_given_plate_map(parsed);
  const std::vector<RunFiles> runs = open_runs(parsed);
  check_plate_map(map, runs.size());
  if (map_file && runs.size() > 1)
    throw CommandLineError("--plate-map-template: expected one run, found " + std::to_string(runs.size()));
  ExitCode code = judges.code;
  for (const RunFiles& files : runs) {
    try {
      ReadRun read = read_profiled_run(files, settings);
      MappedRun mapped = apply_plate_map(std::move(read.run), map);
      if (map_file)
        write_template(mapped, map, judges, *map_file, language, read_only_of(parsed), err);
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
