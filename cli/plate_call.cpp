#include "plate_call.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>
#include <string_view>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <utility>

#include "call_origin.hpp"
#include "call_settings.hpp"
#include "command.hpp"
#include "pipeline/call.hpp"
#include "pipeline/pseudonymised.hpp"
#include "review_guard.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "words/labels/batch.hpp"
#include "words/labels/common.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

bool holds(const fs::path& file, const std::string& sha256) {
  std::error_code error;
  return fs::is_regular_file(file, error) && sha256_hex(read_file(file).bytes) == sha256;
}

bool was_reviewed(const fs::path& record) {
  try {
    check_not_reviewed(record);
    return false;
  } catch (const OutputError&) {
    return true;
  }
}

/// A message whose whole paths below the folder of all runs are seen from there, as those of the runs are.
std::string seen_from_all(std::string message, const BatchRun& run) {
  std::string all = run.files.front();
  if (!all.ends_with(run.shown.front()))
    return message;
  all.resize(all.size() - run.shown.front().size());
  const fs::path named = path_of(all.empty() ? "." : all);
  for (const fs::path& folder : {whole_path(named), fs::absolute(named)}) {
    const std::string start = text_of(folder / "");  // with a slash at its end
    for (std::size_t at = 0; start != "/" && (at = message.find(start, at)) != std::string::npos;)
      if (at == 0 || std::string_view(" '\"(").find(message[at - 1]) != std::string_view::npos)
        message.erase(at, start.size());
      else
        ++at;
  }
  return message;
}

/// Of a file among thousands the message names the folder too.
void fail(const BatchRun& run, CalledPlate& plate) {
  std::ostringstream told;
  plate.failed = report_exception(told);
  if (plate.failed == ExitCode::CommandLine)  // of settings that do not fit this plate
    plate.failed = ExitCode::UnusableFile;
  std::string message = told.str();
  constexpr std::string_view before = "crossbreak: ";
  message = message.substr(message.find(before) == 0 ? before.size() : 0);
  while (message.ends_with('\n'))
    message.pop_back();
  message = seen_from_all(std::move(message), run);
  const std::string& file = run.shown.front();
  const std::string name = text_of(path_of(file).filename());
  if (message.starts_with(run.files.front()))
    message = file + message.substr(run.files.front().size());
  else if (!message.starts_with(file))
    message = message.starts_with(name) ? file + message.substr(name.size()) : file + ": " + message;
  plate.entry.plate.problem = message;
  plate.entry.plate.result.reset();
  plate.entry.fingerprint.clear();
  plate.entry.outputs.clear();
  plate.outputs.clear();
}

}  // namespace

void check_plate_options(const Arguments& arguments, const std::string& called_by) {
  for (const auto& [option, why] :
       {std::pair("combine", "calls plates together: name their files, without " + called_by),
        std::pair("json", "prints one record: name one file, without " + called_by),
        std::pair("meta", std::string("is of one run: call it alone")),
        std::pair(
            "plate-map",
            std::string("is of one run: call it alone, or name its map RUN.map.csv and put it beside it"))})
    if (arguments.given(option))
      throw CommandLineError(std::string("--") + option + ": " + why);
}

std::string PlateCaller::problem_of(const BatchRun& run) const {
  const std::string told = seen_from_all(run.problem, run);
  return key_ ? without_quoted(told) : told;
}

CalledPlate PlateCaller::call(const BatchRun& run, const std::map<std::string, JournalEntry>& done) {
  CalledPlate plate = call_one(run, done);
  if (plate.failed != ExitCode::UnusableFile)
    return plate;
  for (std::size_t i = 0; i < run.second.size(); ++i) {
    BatchRun instead = run.second[i];
    for (std::size_t k = 0; k < run.second.size(); ++k)
      if (k != i)
        instead.second.push_back(run.second[k]);
    CalledPlate called = call_one(instead, done);
    if (called.failed == ExitCode::UnusableFile)
      continue;
    if (called.entry.plate.problem.empty()) {
      called.entry.plate.problem = plate.entry.plate.problem;
      called.failed = plate.failed;
    }
    return called;
  }
  return plate;
}

CalledPlate PlateCaller::call_one(const BatchRun& run, const std::map<std::string, JournalEntry>& done) {
  CalledPlate plate{.entry = {.plate = {.name = run.name,
                                        .files = run.shown,
                                        .second = second_files(run),
                                        .problem = problem_of(run),
                                        .result = {}},
                              .content = run.content,
                              .fingerprint = {},
                              .pseudonyms = fingerprint_of_key(),
                              .outputs = {}},
                    .outputs = {},
                    .record = {},
                    .choice = {},
                    .compared = {},
                    .earlier = {}};
  if (!run.problem.empty()) {
    plate.failed = ExitCode::UnusableFile;
    return plate;
  }
  try {
    const FolderCall& of_folder = calls_.of(path_of(run.files.front()).parent_path());
    quoting_no_names(key_.has_value(), [&] { call_one(run, of_folder, done, plate); });
  } catch (...) {
    fail(run, plate);
  }
  return plate;
}

void PlateCaller::call_one(const BatchRun& run, const FolderCall& of_folder,
                           const std::map<std::string, JournalEntry>& done, CalledPlate& plate) {
  const fs::path path = path_of(run.files.front());
  Arguments arguments = arguments_;
  arguments.files = run.files;
  OutputChoice choice = of_folder.choice;
  choice.folder = folder_ / run.folder;
  const std::string name = stem_of(path);
  const std::vector<fs::path> planned = output_paths(choice, path, name);
  check_outputs_spare(planned, input_files(arguments, of_folder.settings.laboratory));

  const std::vector<RunFiles> opened = open_runs(arguments);
  if (run.files.size() == 1 && opened.size() > 1)
    throw InputError(run.shown.front() + ": holds " + std::to_string(opened.size()) +
                     " runs: call it apart, each run into outputs of its own, or choose one with --run");
  if (opened.size() != 1)
    throw InputError(run.shown.front() + ": expected one run with " + run.shown.back() +
                     ", found that they no longer belong together; call them again");
  std::optional<CallSettings> with_map;
  if (run.map) {
    with_map = of_folder.settings;
    with_map->map = read_map(*run.map);
  }
  const CallSettings& settings = with_map ? *with_map : of_folder.settings;
  std::string shaped_by = of_folder.sha256 + settings.map.sha256;
  if (key_)
    shaped_by += key_->fingerprint();
  for (const RunFiles& one : opened)
    for (const Source& source : one.sources.sources)
      shaped_by += source.name + sha256_hex(source.bytes);
  plate.entry.fingerprint = sha256_hex(shaped_by);
  plate.record = record_path(choice, path, name);
  if (is_up_to_date(plate, done, planned))
    return;

  check_not_reviewed(plate.record);
  Report report = call_prepared(prepare_runs(opened, settings), settings);
  report.origin = origin_of(arguments, settings);
  if (const std::string& chosen = opened.front().sources.run; !chosen.empty())
    add_run(chosen, report.origin);
  if (key_)
    report = pseudonymised(std::move(report), *key_);
  plate.outputs = render(report, choice, path, name);
  plate.choice = choice;
  plate.compared = record_to_compare(report, choice, plate.record);
  std::string page;
  for (const Output& output : plate.outputs) {
    const std::string below = text_of(output.path.lexically_relative(folder_));
    plate.entry.outputs.emplace(below, sha256_hex(output.bytes));
    if (below.ends_with(".review.html"))
      page = below;
  }
  plate.entry.plate.result = result_of(report, page);
}

PlateMap PlateCaller::read_map(const std::string& file) const {
  Arguments map = arguments_;
  map.options.insert_or_assign("plate-map", po::variable_value(boost::any(file), false));
  return read_given_plate_map(map);
}

bool PlateCaller::is_up_to_date(CalledPlate& plate, const std::map<std::string, JournalEntry>& done,
                                const std::vector<fs::path>& planned) const {
  const auto known = done.find(plate.entry.plate.name);
  if (known == done.end() || known->second.fingerprint != plate.entry.fingerprint ||
      known->second.outputs.size() != planned.size() || !stands_or_was_reviewed(folder_, known->second))
    return false;
  plate.entry.outputs = known->second.outputs;
  plate.entry.plate.result = known->second.plate.result;
  plate.is_up_to_date = true;
  return true;
}

void complete_plates(const fs::path& folder, const std::map<std::string, JournalEntry>& done) {
  std::set<fs::path> folders;
  for (const auto& [plate, entry] : done)
    folders.insert(record_of_plate(folder, plate).parent_path());
  for (const fs::path& each : folders)
    complete_replaced_in(each);
}

bool stands_or_was_reviewed(const fs::path& folder, const JournalEntry& entry) {
  return std::all_of(
             entry.outputs.begin(), entry.outputs.end(),
             [&](const auto& output) { return holds(folder / path_of(output.first), output.second); }) ||
         was_reviewed(record_of_plate(folder, entry.plate.name));
}

fs::path record_of_plate(const fs::path& folder, const std::string& plate) {
  const fs::path name = path_of(plate);
  OutputChoice choice;
  choice.folder = folder / name.parent_path();
  return record_path(choice, {}, text_of(name.filename()));
}

void PlateCaller::write(const BatchRun& run, CalledPlate& plate) const {
  if (plate.outputs.empty())
    return;
  try {
    plate.earlier = write_unreviewed(plate.record, plate.outputs, read_only_of(arguments_), plate.compared);
  } catch (...) {
    fail(run, plate);
  }
}

bool call_in_order(std::size_t count, std::size_t jobs, const std::function<bool()>& stops,
                   const std::function<CalledPlate(std::size_t)>& call,
                   const std::function<void(std::size_t, CalledPlate&)>& finish) {
  struct Turn {
    std::size_t place;
    CalledPlate plate;
  };
  using Token = std::shared_ptr<Turn>;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  const std::size_t at_a_time = 2 * jobs;  // the next ones are computed while one waits to be written
  std::size_t next = 0;
  tbb::parallel_pipeline(
      at_a_time, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                     [&](tbb::flow_control& flow) -> std::size_t {
                                                       if (next == count || stops()) {
                                                         flow.stop();
                                                         return 0;
                                                       }
                                                       return next++;
                                                     }) &
                     tbb::make_filter<std::size_t, Token>(tbb::filter_mode::parallel,
                                                          [&](std::size_t i) {
                                                            return std::make_shared<Turn>(Turn{i, call(i)});
                                                          }) &
                     tbb::make_filter<Token, void>(tbb::filter_mode::serial_in_order, [&](const Token& turn) {
                       finish(turn->place, turn->plate);
                     }));
  return next == count;
}

std::vector<std::string> lines_of(const CalledPlate& plate, Language language) {
  const BatchPlate& told = plate.entry.plate;
  std::vector<std::string> lines;
  const auto add = [&](const std::string& file, const Words& words) {
    lines.push_back(printable(file) + in(language, separators.colon) + printable(in(language, words)));
  };
  if (!told.result)
    return lines;
  Words words = in_words(*told.result);
  if (plate.is_up_to_date)
    words = joined_clauses(std::vector<Words>{words_of(batch_labels.up_to_date), words});
  add(told.files.front(), words);
  for (const std::string& second : told.second)
    add(second, filled(batch_labels.second_export, field<"file">(told.files.front())));
  return lines;
}

}  // namespace crossbreak::cli
