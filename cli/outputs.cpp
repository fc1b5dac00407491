#include "outputs.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "command.hpp"
#include "record/record_writer.hpp"
#include "reports/calls_csv.hpp"
#include "reports/patients_page.hpp"
#include "reports/release_words.hpp"
#include "reports/released_csv.hpp"
#include "reports/repeats_csv.hpp"
#include "reports/review_page.hpp"
#include "reports/workbook.hpp"
#include "run/nearest.hpp"
#include "run/sha256.hpp"
#include "system.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// What the writers ask of one report. The record is rendered once for all of them, and only where one asks.
class Rendering {
 public:
  Rendering(const Report& of, const OutputChoice& as) : report(of), choice(as) {}

  const std::string& record() {
    if (!record_)
      record_ = record_text(report, choice);
    return *record_;
  }
  const std::string& record_sha256() {
    if (!record_sha256_)
      record_sha256_ = sha256_hex(record());
    return *record_sha256_;
  }

  const Report& report;
  const OutputChoice& choice;

 private:
  std::optional<std::string> record_;
  std::optional<std::string> record_sha256_;
};

/// One output format: what --formats calls it, how its file ends, what renders it, and whether it is written
/// where nobody asks.
struct Writer {
  const char* name;
  const char* ending;
  std::string (*write)(Rendering&);
  bool is_usual = true;
};

/// Paper for patients' files: of a reviewed record, or where somebody asks.
constexpr const char* patients_format = "patients";

constexpr Writer writers[] = {
    {"xlsx", ".calls.xlsx",
     [](Rendering& r) { return write_workbook(r.report, r.choice.language, r.record_sha256()); }},
    {"html", ".review.html",
     [](Rendering& r) {
       const OutputChoice& c = r.choice;
       const bool is_whole = c.record_is_there || (c.formats.contains("json") && c.curves_in_record);
       const RecordBeside beside = is_whole ? RecordBeside::Whole : RecordBeside::None;
       // Decisions are made on the whole record.
       return c.curves_in_record ? write_review_page(r.report, c.language, beside, r.record_sha256())
                                 : write_review_page(r.report, c.language, beside);
     }},
    {"json", ".calls.json", [](Rendering& r) { return r.record(); }},
    {"csv", ".calls.csv", [](Rendering& r) { return write_calls_csv(r.report, r.choice.byte_order_mark); }},
    {patients_format, ".patients.html",
     [](Rendering& r) { return write_patients_page(r.report, r.choice.language, r.record_sha256()); }, false},
};

std::vector<std::string> all_formats() {
  std::vector<std::string> names;
  for (const Writer& writer : writers)
    names.emplace_back(writer.name);
  return names;
}

std::set<std::string> usual_formats() {
  std::set<std::string> names;
  for (const Writer& writer : writers)
    if (writer.is_usual)
      names.emplace(writer.name);
  return names;
}

/// Why a name is that of no format; nothing where it is.
std::optional<std::string> why_no_format(const std::string& name) {
  const std::vector<std::string> known = all_formats();
  if (std::find(known.begin(), known.end(), name) != known.end())
    return std::nullopt;
  const auto nearest = nearest_name(name, known);
  return "expected some of " + joined(known) + ", found '" + name + "'" +
         (nearest ? ", did you mean '" + *nearest + "'?" : "");
}

std::set<std::string> formats_named(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (const auto why = why_no_format(name))
      throw CommandLineError("--formats: " + *why);
  return {names.begin(), names.end()};
}

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t comma = std::min(list.find(',', start), list.size());
    parts.push_back(list.substr(start, comma - start));
    start = comma + 1;
  }
  return parts;
}

/// Every output has a name and a place of its own, where no input lies. `twice` says what to do about two
/// runs that go to one place.
void check_apart(const std::vector<PlannedOutputs>& outputs, const std::vector<std::string>& inputs,
                 const std::string& remedy,
                 std::string (*twice)(const std::string& earlier, const std::string& later)) {
  std::set<fs::path> read;
  for (const std::string& input : inputs)
    read.insert(whole_path(path_of(input)));
  std::map<fs::path, std::string> written;  // and the run that does
  for (const PlannedOutputs& planned : outputs)
    for (const fs::path& path : planned.paths) {
      if (path.empty())
        throw CommandLineError("expected the name of a file to write, found an empty one");
      const fs::path whole = whole_path(path);
      if (read.contains(whole))
        throw CommandLineError(text_of(path) + ": would be both read and written; " + remedy);
      const auto [entry, is_new] = written.emplace(whole, planned.run);
      if (!is_new)
        throw CommandLineError(text_of(path) + ": " + twice(entry->second, planned.run));
    }
}

fs::path place_of(const OutputChoice& choice, const fs::path& run, const std::string& file) {
  return (choice.folder.empty() ? run.parent_path() : choice.folder) / path_of(file);
}

}  // namespace

void add_output_options(po::options_description& options) {
  options.add_options()("output-dir,o", po::value<std::string>()->value_name("DIR"),
                        "folder for the outputs, made where missing (default: that of the file read)")(
      "formats", po::value<std::string>()->value_name("LIST"),
      "outputs, some of xlsx,html,json,csv,patients (default: the settings', else all; patients only of a "
      "reviewed record)")("csv-bom", "begin the CSV with a byte-order mark, for Excel")(
      "no-curves", "leave the curves out of the JSON record");
  add_force_option(options);
  add_language_option(options);
}

void add_force_option(po::options_description& options) {
  options.add_options()("force", "replace outputs that are there and read-only too");
}

ReadOnly read_only_of(const Arguments& arguments) {
  return arguments.given("force") ? ReadOnly::IsReplaced : ReadOnly::StaysUnlessForced;
}

void add_language_option(po::options_description& options) {
  options.add_options()("lang", po::value<std::string>()->value_name("LANG"),
                        "language for people: en or zh (default: the settings', else en)");
}

Language read_language(const Arguments& arguments, const Laboratory& laboratory) {
  if (!arguments.given("lang"))
    return laboratory.language.value_or(Language::En);
  const std::string language = arguments.text("lang").value_or("");
  if (language != "en" && language != "zh")
    throw CommandLineError("--lang: expected en or zh, found '" + language + "'");
  return language == "zh" ? Language::Zh : Language::En;
}

std::set<std::string> formats_of(const Laboratory& laboratory) {
  for (const std::string& name : laboratory.formats)
    if (const auto why = why_no_format(name))
      throw InputError(place_of(laboratory, laboratory.lines.formats.at(name)) + "formats: " + *why);
  if (laboratory.formats.empty())
    return usual_formats();
  return {laboratory.formats.begin(), laboratory.formats.end()};
}

OutputChoice read_output_choice(const Arguments& arguments, const Laboratory& laboratory) {
  OutputChoice choice;
  const std::optional<std::string> formats = arguments.text("formats");
  choice.formats = formats ? formats_named(parts_of(*formats)) : formats_of(laboratory);
  choice.language = read_language(arguments, laboratory);
  choice.byte_order_mark = arguments.given("csv-bom");
  choice.curves_in_record = !arguments.given("no-curves");
  choice.read_only = read_only_of(arguments);
  if (const auto folder = arguments.text("output-dir")) {
    if (folder->empty())
      throw CommandLineError("-o: expected a folder, found an empty name");
    choice.folder = path_of(*folder);
  }
  return choice;
}

OutputChoice read_reviewed_choice(const Arguments& arguments, const Laboratory& laboratory) {
  OutputChoice choice = read_output_choice(arguments, laboratory);
  if (!arguments.given("formats") && laboratory.formats.empty())
    choice.formats.insert(patients_format);
  return choice;
}

bool needs_curves(const std::string& format) {
  return format == "xlsx" || format == "html";
}

std::vector<OutputPath> all_output_paths(const OutputChoice& choice, const fs::path& run,
                                         const std::string& name) {
  std::vector<OutputPath> paths;
  for (const Writer& writer : writers)
    paths.push_back({.format = writer.name, .path = place_of(choice, run, name + writer.ending)});
  return paths;
}

std::vector<fs::path> output_paths(const OutputChoice& choice, const fs::path& run, const std::string& name) {
  std::vector<fs::path> paths;
  for (const Writer& writer : writers)
    if (choice.formats.contains(writer.name))
      paths.push_back(place_of(choice, run, name + writer.ending));
  return paths;
}

fs::path record_path(const OutputChoice& choice, const fs::path& run, const std::string& name) {
  OutputChoice record = choice;
  record.formats = {"json"};
  return output_paths(record, run, name).front();
}

namespace {

/// Whoever calls a run reviews it too: no file that comes of it may have too long a name.
void check_room_for_all(const OutputChoice& choice, const fs::path& run, const std::string& name) {
  const Writer* longest =
      std::max_element(std::begin(writers), std::end(writers), [](const Writer& a, const Writer& b) {
        return std::string_view(a.ending).size() < std::string_view(b.ending).size();
      });
  const fs::path path = place_of(choice, run, name + longest->ending);
  std::error_code error;
  fs::path folder = path.parent_path();
  while (!folder.empty() && !fs::exists(folder, error))  // not made yet: what it will lie in tells as much
    folder = folder.parent_path();
  static_cast<void>(fs::status(folder / path.filename(), error));
  if (error == std::errc::filename_too_long)
    throw OutputError(text_of(path) +
                      ": cannot be written, as it will be once the run is reviewed: " + error.message());
}

}  // namespace

std::vector<Output> render(const Report& report, const OutputChoice& choice, const fs::path& run,
                           const std::string& name) {
  check_room_for_all(choice, run, name);
  std::vector<Output> outputs;
  Rendering rendering(report, choice);
  for (const Writer& writer : writers)
    if (choice.formats.contains(writer.name))
      outputs.push_back(
          {.path = place_of(choice, run, name + writer.ending), .bytes = writer.write(rendering)});
  return outputs;
}

std::vector<fs::path> released_paths(const OutputChoice& choice, const fs::path& run,
                                     const std::string& name) {
  return {place_of(choice, run, name + ".released.csv"), place_of(choice, run, name + ".repeats.csv")};
}

std::vector<Output> render_released(const Report& report, const OutputChoice& choice, const fs::path& run,
                                    const std::string& name) {
  if (!is_released(report.release))
    return {};
  const std::vector<fs::path> paths = released_paths(choice, run, name);
  return {{.path = paths[0], .bytes = write_released_csv(report, choice.byte_order_mark)},
          {.path = paths[1], .bytes = write_repeats_csv(report, choice.byte_order_mark)}};
}

std::string record_text(const Report& report, const OutputChoice& choice) {
  if (choice.curves_in_record || !report.has_curves)
    return write_record(report);
  Report bare = report;
  bare.has_curves = false;
  bare.curves.clear();
  return write_record(bare);
}

void check_outputs_spare(const std::vector<fs::path>& outputs, const std::vector<std::string>& inputs) {
  check_apart({{.run = {}, .paths = outputs}}, inputs, "name another file",
              [](const std::string&, const std::string&) -> std::string {
                return "would be written twice; name another file";
              });
}

void check_outputs_differ(const std::vector<PlannedOutputs>& outputs,
                          const std::vector<std::string>& inputs) {
  check_apart(outputs, inputs, "name another folder with -o",
              [](const std::string& earlier, const std::string& later) {
                return "both " + earlier + " and " + later +
                       " would write it; call them apart, each with its own -o";
              });
}

}  // namespace crossbreak::cli
