// crossbreak settings: which settings of the laboratory are in force, and where they come from.
#include "call_settings.hpp"
#include "command.hpp"
#include "data_files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/laboratory_text.hpp"
#include "system.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak settings [RUN] [options]",
      "Shows what is in force for a run, or here, and where each value comes from.\n\n"
      "Settings:\n"
      "A laboratory writes once into crossbreak.toml what holds for all its runs. The file lies in the "
      "folder of the run, or in a folder above it (the nearest counts), or --settings names it. Options of "
      "the command line decide before it. An unknown key is an error. Records name the file by its "
      "SHA-256.\n\n"
      "  panel = \"our_panel.toml\"         # seen from the folder of crossbreak.toml\n"
      "  lang = \"zh\"                      # en or zh\n"
      "  formats = [\"xlsx\", \"json\", \"csv\"]\n"
      "  signatures = 3                   # different people who must sign: the panel's number or more\n"
      "  [laboratory]                     # head of what is printed; _zh: its Chinese\n"
      "  name = \"...\"                     # also department, address, phone; name_zh, ...\n"
      "  [targets]                        # what runs call a set: as --target; no run need have them\n"
      "  \"Set A\" = \"D4-7\"\n"
      "  [roles]                          # what a sample is: as --role, behind --role and the plate map\n"
      "  K562 = \"PC47\"\n"
      "  [[person]]                       # who may sign; a listed person cannot sign without the key\n"
      "  name = \"A. Reviewer\"\n"
      "  public_key = \"...\"               # as 'crossbreak review keygen' prints it\n"
      "  may = [\"review\", \"approve\"]",
      {"# what holds in this folder", "crossbreak settings", "# for this run, for a script",
       "crossbreak settings plate.eds --json"}};
}

}  // namespace

ExitCode run_settings(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  po::options_description options("Options");
  options.add_options()("json", "print JSON instead of text");
  add_language_option(options);
  add_settings_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "RUN", .at_least = 0, .at_most = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;

  SettingsInForce settings;
  settings.laboratory =
      parsed.files.empty() ? load_laboratory_here(parsed) : load_laboratory(parsed, parsed.files);
  settings.panel = load_panel_in_force(parsed, settings.laboratory);
  settings.panel_file = panel_file(settings.laboratory).value_or(text_of(shipped_panel_file()));
  settings.formats = formats_of(settings.laboratory);
  settings.language = settings.laboratory.language.value_or(Language::En);
  read_call_options(parsed, settings.panel, settings.laboratory);  // whether targets and roles fit the panel
  out << (parsed.given("json") ? write_settings_json(settings)
                               : write_settings_text(settings, read_language(parsed, settings.laboratory)));
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
