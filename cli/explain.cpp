// crossbreak explain: why a patient was called so.
#include "reports/explain.hpp"

#include "call_settings.hpp"
#include "command.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/call.hpp"
#include "pseudonyms.hpp"
#include "run_files.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak explain RUN... --sample ID [options]",
          "The chain behind one patient's call, well by well and rule by rule, with a plot of each curve. "
          "Several runs are taken together, as by 'crossbreak call --combine'." +
              std::string(names_stay),
          {"# why patient P-104 was called so", "crossbreak explain plate.eds --sample P-104",
           "# where the run calls its positive control K562",
           "crossbreak explain plate.eds --sample P-104 --role K562=positive_control",
           "# the same in Chinese", "crossbreak explain plate.eds --sample P-104 --lang zh"}};
}

}  // namespace

ExitCode run_explain(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  po::options_description options("Options");
  options.add_options()("sample", po::value<std::string>()->value_name("ID"),
                        "the patient or control to explain");
  add_language_option(options);
  add_call_options(options);
  add_curve_options(options);
  add_reading_options(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const std::optional<std::string> sample = parsed.text("sample");
  if (!sample)
    throw CommandLineError("expected --sample ID; 'crossbreak call' lists the patients of a run");
  const Laboratory laboratory = load_laboratory(parsed, parsed.files);
  const Language language = read_language(parsed, laboratory);

  const std::vector<RunFiles> files = open_runs(parsed, FileNames::TellApart);
  const CallSettings settings = read_call_settings(parsed, laboratory);
  const Report report = call_prepared(prepare_runs(files, settings), settings);
  out << explain_sample(report, *sample, language);
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
