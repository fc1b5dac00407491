// crossbreak panel: check a primer panel as a chemist would, or show the one in use.
#include "arguments.hpp"
#include "assay/panel_check.hpp"
#include "assay/panel_tables.hpp"
#include "command.hpp"
#include "data_files.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak panel check FILE | show [FILE]",
      "check: sequences, lengths, GC, melting temperatures, 3' complementarity, aliases and sets of a panel "
      "that is being edited. A panel that cannot be used at all is refused with file and line (exit 3).\n"
      "show: sets, primers, controls, rules and texts, of FILE or of the panel that comes with crossbreak.",
      {"# a panel of your own, before its first run", "crossbreak panel check my_panel.toml",
       "# what 'crossbreak call' uses", "crossbreak panel show"}};
}

}  // namespace

ExitCode run_panel(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  const Arguments parsed = parse(arguments, usage(), po::options_description("Options"),
                                 {.name = "check FILE or show", .at_least = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const std::string& verb = parsed.files.front();
  if (verb != "check" && verb != "show")
    throw CommandLineError("panel: expected 'check FILE' or 'show', found '" + verb +
                           "'; 'crossbreak panel --help' explains");
  const std::size_t files = parsed.files.size() - 1;
  if (files > 1)
    throw CommandLineError("panel " + verb + ": expected one FILE, found " + std::to_string(files) +
                           "; give each panel a command of its own");
  if (verb == "check" && files == 0)
    throw CommandLineError("panel check: expected FILE, found none; 'crossbreak panel --help' explains");
  const Panel panel = load_panel(files == 1 ? std::optional(parsed.files.back()) : std::nullopt);
  out << (verb == "show" ? panel_table(panel) : check_table(panel, check_panel(panel)));
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
