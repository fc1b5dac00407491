// crossbreak codes: every code that a record, a CSV, a plate map or an exit status may hold.
#include "arguments.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "reports/codes_table.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak codes [options]",
          "Every code that a record, a CSV, a plate map or the program's exit may hold: its kind, the rule "
          "of a reason, the severity of an issue, whether it asks for review, and its words, in which "
          "{names} stand for what a run puts there. An issue with several sentences has a line for each.\n"
          "Codes are added, never renamed.",
          {"# what the flags mean", "crossbreak codes | grep ^flag", "# the same in Chinese",
           "crossbreak codes --lang zh", "# for an import script", "crossbreak codes --json"}};
}

}  // namespace

ExitCode run_codes(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  po::options_description options("Options");
  options.add_options()("json", "print JSON, in both languages, instead of a table");
  add_language_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "files", .at_least = 0, .at_most = 0}, out);
  if (parsed.finished)
    return ExitCode::Done;
  out << (parsed.given("json") ? write_codes_json()
                               : write_codes_text(read_language(parsed, load_laboratory_here(parsed))));
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
