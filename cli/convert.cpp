// crossbreak convert: a run in a layout that other programs read.
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "call_settings.hpp"
#include "command.hpp"
#include "converted.hpp"
#include "files.hpp"
#include "formats/format_error.hpp"
#include "formats/plate_map.hpp"
#include "formats/rdml.hpp"
#include "formats/rdml_document.hpp"
#include "formats/tidy_table.hpp"
#include "formats/v2_export.hpp"
#include "formats/xls.hpp"
#include "formats/xlsx.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/version.hpp"
#include "pseudonyms.hpp"
#include "reports/asm_json.hpp"
#include "reports/asm_time.hpp"
#include "reports/conversion_losses.hpp"
#include "run/ascii.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr std::string_view no_set_up =
    "the layout of no instrument's set-up file is known here, so none is written";

Usage usage() {
  return {"crossbreak convert RUN -o FILE [options]",
          "Writes a run as other programs read it, by the ending of FILE, and says on standard error what of "
          "the run FILE has no place for.\n\n"
          ".csv       one tidy table (crossbreak/tidy/1) for data frames: one row a well, target and cycle; "
          "the columns of the well stand in each. rn, baseline, delta_rn, ct, threshold and amplified are "
          "crossbreak's, as 'crossbreak curves' gives them; those with _instrument stood in the run file. "
          "crossbreak reads it back as the run, with the doubts that reading the run file gave (table_rows, "
          "reading_issues). sample_runs/read_tidy.py and read_tidy.R read it.\n"
          ".asm.json  Allotrope Simple Model, adm/pcr/REC/2024/09/qpcr: what the run file says and, apart "
          "from it, what crossbreak computed, with the calls in its custom information documents. A run that "
          "cannot be called is written with the run file's part alone.\n"
          ".rdml      RDML 1.3: Rn, Ct, threshold and baseline line as 'crossbreak curves' gives them, "
          "omitted wells, and as types of sample the roles that a call takes them for (negative control: "
          "ntp); where the run cannot be called, its tasks. crossbreak reads it back.\n\n"
          "A FILE that is there is replaced where convert wrote it. Nothing else is written: " +
              std::string(no_set_up) + "." + names_stay,
          {"# for R or pandas", "crossbreak convert plate.eds -o plate.csv",
           "# Allotrope, with the calls; the run's time names no zone",
           "crossbreak convert plate.eds -o plate.asm.json",
           "crossbreak convert results.csv delta_rn.csv -o plate.asm.json --utc-offset +08:00",
           "# for qPCR programs, and of an RDML file one run", "crossbreak convert plate.eds -o plate.rdml",
           "crossbreak convert plates.rdml --run Run002 -o second.csv"}};
}

enum class Layout { TidyCsv, Asm, Rdml };

Layout layout_of(const std::string& file) {
  const std::string name = lower_case(file);
  if (name.ends_with(".asm.json"))
    return Layout::Asm;
  if (name.ends_with(".csv"))
    return Layout::TidyCsv;
  if (name.ends_with(".rdml"))
    return Layout::Rdml;
  throw CommandLineError(
      "-o: expected a name that ends in .csv (tidy table), .asm.json (Allotrope) or .rdml, found '" + file +
      "'; " + std::string(no_set_up));
}

/// Whether no layout of runs is the file's. Any workbook passes for a v2.x export: one without its sheets is
/// none.
bool is_no_run(const Source& source) {
  try {
    const Format& format = detect_format(source);
    if (format.name != v2_xlsx.name && format.name != v2_xls.name)
      return false;
    const Sheets sheets = format.name == v2_xlsx.name ? read_xlsx(source) : read_xls(source);
    return std::none_of(sheets.sheets.begin(), sheets.sheets.end(), [](const Sheet& sheet) {
      return sheet.name == "Sample Setup" || sheet.name == "Results" || sheet.name == "Amplification Data";
    });
  } catch (const FormatError&) {
    return true;
  }
}

/// Throws InputError where a file in no layout of runs is a plate map.
void refuse_plate_maps(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const Source source = read_file(path_of(file));
    if (!is_no_run(source))
      continue;
    try {
      (void)read_plate_map(source);
    } catch (const FormatError&) {
      continue;
    }
    throw InputError(file + ": a plate map and no run; " + std::string(no_set_up));
  }
}

/// Whether these bytes are what this command writes in that layout.
bool is_ours(const Source& there, Layout layout) {
  if (layout == Layout::TidyCsv)
    return tidy_table.recognises(there);
  if (layout == Layout::Asm) {
    const std::size_t converter = there.bytes.find("\"ASM converter name\"");
    return converter != std::string::npos &&
           there.bytes.substr(converter, 40).find("\"crossbreak\"") != std::string::npos;
  }
  try {
    return holds_rdml(there) &&
           rdml_text(rdml_child(RdmlDocument(there).root(), "id"), "publisher") == rdml_publisher;
  } catch (const FormatError&) {
    return false;
  }
}

std::string_view name_of(Layout layout) {
  switch (layout) {
    case Layout::TidyCsv:
      return "a tidy table";
    case Layout::Asm:
      return "an ASM file";
    case Layout::Rdml:
      return "an RDML file";
  }
  return {};
}

/// Throws OutputError where the file is there and none that this command writes in that layout.
void check_replaceable(const std::string& file, Layout layout) {
  const fs::path path = path_of(file);
  std::error_code unknown;
  if (!fs::is_regular_file(path, unknown) || fs::file_size(path, unknown) == 0)
    return;
  const Source there = read_file(path);
  if (!is_ours(there, layout))
    throw OutputError(file + ": is there already, and not as " + std::string(name_of(layout)) +
                      " of crossbreak; name another file");
}

/// What the layout makes no use of must not be asked for.
void check_options(const Arguments& parsed, Layout layout) {
  if (layout == Layout::Asm)
    return;
  if (parsed.given("repeats"))
    throw CommandLineError("--repeats: of use for .asm.json alone, the other layouts have no calls");
  if (layout == Layout::Rdml)
    return;
  for (const char* option : {"panel", "target", "role", "utc-offset"})
    if (parsed.given(option))
      throw CommandLineError("--" + std::string(option) +
                             ": of use for .asm.json and .rdml alone, a table has no roles and no calls");
}

}  // namespace

ExitCode run_convert(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "what to write: a name that ends in .csv, .asm.json or .rdml")(
      "utc-offset", po::value<std::string>()->value_name("OFFSET"),
      "of .asm.json and .rdml, where the run's time names no zone, or one whose letters mean several (CST): "
      "+08:00");
  add_call_options(options);
  add_curve_options(options);
  add_reading_options(options);
  add_force_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const std::string file = parsed.text("output").value_or("");
  if (file.empty())
    throw CommandLineError(
        "-o: expected the name of the file to write, which ends in .csv, .asm.json or .rdml");
  const Layout layout = layout_of(file);
  check_options(parsed, layout);
  const std::optional<std::string> offset = parsed.text("utc-offset");
  if (offset && !is_utc_offset(*offset))
    throw CommandLineError("--utc-offset: expected an offset such as +08:00, found '" + *offset + "'");
  const Laboratory laboratory = load_laboratory(parsed, parsed.files);
  const Language language = read_language(parsed, laboratory);
  check_outputs_spare({path_of(file)}, input_files(parsed, laboratory));
  check_writable(path_of(file).parent_path());
  check_replaceable(file, layout);

  refuse_plate_maps(parsed.files);
  const std::vector<RunFiles> runs = open_runs(parsed);
  if (runs.size() != 1)
    throw CommandLineError("expected one run, found " + std::to_string(runs.size()) +
                           "; convert each apart, with its own -o" +
                           (runs.size() > 1 && runs[0].place == runs[1].place ? ", by --run" : ""));
  const Converted converted =
      layout == Layout::TidyCsv
          ? as_tidy_csv(runs.front(), read_run_settings(parsed), read_given_plate_map(parsed))
      : layout == Layout::Rdml ? as_rdml(runs.front(), read_call_settings(parsed, laboratory), offset)
                               : as_asm_json(runs, read_call_settings(parsed, laboratory),
                                             {.tool = {.name = "crossbreak", .version = version()},
                                              .file_name = text_of(path_of(file).filename()),
                                              .run_path = parsed.files[runs.front().place],
                                              .utc_offset = offset});
  write_files({{.path = path_of(file), .bytes = converted.bytes}}, read_only_of(parsed));
  err << "wrote " << printable(file) << '\n';
  for (const std::string& note : converted.notes)
    err << printable(note) << '\n';
  if (!converted.losses.empty())
    err << printable(losses_in_words(text_of(path_of(file).filename()), converted.losses, language)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
