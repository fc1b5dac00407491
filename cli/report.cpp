// crossbreak report: every output again from the record alone, byte for byte.
#include <optional>
#include <utility>

#include "command.hpp"
#include "earlier_files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/pseudonymised.hpp"
#include "pseudonyms.hpp"
#include "record/record_reader.hpp"
#include "reports/table.hpp"
#include "review_guard.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "terminal.hpp"
#include "unfinished.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak report RECORD [options]",
          "Renders workbook, review page, record, CSV and patients' pages again from a RUN.calls.json. A "
          "record without curves gives json, csv and patients only. With --pseudonymise a called record is "
          "given without names, as 'crossbreak call --pseudonymise' gives it.",
          {"# the Chinese workbook of an earlier call",
           "crossbreak report plate.calls.json --formats xlsx --lang zh -o chinese"}};
}

/// "plate" of "plate.calls.json".
std::string run_name(const std::filesystem::path& record) {
  std::string name = stem_of(record);
  if (constexpr std::string_view ending = ".calls"; name.ends_with(ending))
    name.resize(name.size() - ending.size());
  return name;
}

}  // namespace

ExitCode run_report(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  add_output_options(options);
  add_settings_option(options);
  add_pseudonymise_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "RECORD", .at_least = 1, .at_most = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;

  const std::filesystem::path path = path_of(parsed.files.front());
  OutputChoice choice = read_output_choice(parsed, load_laboratory(parsed, parsed.files));
  quoting_no_names(takes_out_names(parsed), [&] { complete_unfinished(parsed, parsed.files); });
  const Source source = read_file(path);
  const std::optional<PseudonymKey> key = given_key(parsed);
  Report report = quoting_no_names(key.has_value(), [&] {
    Report read = read_record(source.name, source.bytes);
    return key ? pseudonymised(std::move(read), *key) : std::move(read);
  });
  const std::string record = record_text(report, choice);
  choice.record_is_there = record == source.bytes;
  const std::vector<Output> outputs = render(report, choice, path, run_name(path));
  for (const Output& output : outputs) {
    std::error_code error;
    if (output.bytes != source.bytes && std::filesystem::equivalent(output.path, path, error))
      throw CommandLineError(
          text_of(output.path) +
          ": would replace the record it is made from by another one; name a folder with -o");
  }
  // Not the reports of one record beside another one that was reviewed, either.
  const std::filesystem::path place = record_path(choice, path, run_name(path));
  const EarlierFiles earlier =
      write_unreviewed(place, source.bytes, outputs, choice.read_only, key ? record : source.bytes);
  out << write_table(report, choice.language, wants_colour(out));
  for (const Output& output : outputs)
    err << "wrote " << printable(text_of(output.path)) << '\n';
  tell_earlier(err, earlier, place, choice, report.has_curves ? "the same command" : "calling the run");
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
