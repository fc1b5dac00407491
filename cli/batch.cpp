#include "batch.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "batch/batch_report.hpp"
#include "batch/journal.hpp"
#include "batch_files.hpp"
#include "batch_settings.hpp"
#include "call_origin.hpp"
#include "call_settings.hpp"
#include "command.hpp"
#include "files.hpp"
#include "interruption.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/call.hpp"
#include "review_guard.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "system.hpp"
#include "terminal.hpp"
#include "words/labels/batch.hpp"
#include "words/labels/common.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

constexpr const char* journal_name = "batch.journal.jsonl";

/// A run named "batch" has batch.calls.csv and the like beside them.
constexpr std::array report_names = {"batch.plates.csv", "batch.plates.xlsx", "batch.plates.html"};

/// Arbitrary, and more than any machine of a laboratory has processors.
constexpr int most_jobs = 1024;

int jobs_of(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.text("jobs");
  if (!text)
    return tbb::this_task_arena::max_concurrency();
  int jobs = 0;
  const auto [stop, error] = std::from_chars(text->data(), text->data() + text->size(), jobs);
  if (error != std::errc{} || stop != text->data() + text->size() || jobs < 1 || jobs > most_jobs)
    throw CommandLineError("--jobs: expected a number from 1 to " + std::to_string(most_jobs) + ", found '" +
                           *text + "'");
  return jobs;
}

void check_options(const Arguments& arguments) {
  if (!arguments.given("output-dir"))
    throw CommandLineError("expected -o and a folder for the outputs of many plates, found none");
  for (const auto& [option, why] :
       {std::pair("combine", "calls plates together: name their files, without --jobs, --list and --resume"),
        std::pair("json", "prints one record: name one file, without --jobs, --list and --resume"),
        std::pair("meta", "is of one run: call it alone"),
        std::pair("plate-map",
                  "is of one run: call it alone, or name its map RUN.map.csv and put it beside it")})
    if (arguments.given(option))
      throw CommandLineError(std::string("--") + option + ": " + why);
}

/// What became of a plate. Only as long as it is not written it holds more than a line's worth.
struct Plate {
  std::size_t place = 0;  ///< among the runs of the batch
  JournalEntry entry;
  bool is_up_to_date = false;
  std::vector<Output> outputs;
  fs::path record;
  ExitCode failed = ExitCode::Done;
};

ExitCode exit_of(const BatchResult& result, FailOn fail_on) {
  if (result.status == RunStatus::Invalid)
    return ExitCode::RunInvalid;
  const bool fails = (fail_on != FailOn::Nothing && !result.to_look_at.empty()) ||
                     (fail_on == FailOn::Warnings && result.status != RunStatus::Valid);
  return fails ? ExitCode::ReviewNeeded : ExitCode::Done;
}

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

class Batch {
 public:
  Batch(const Arguments& arguments, FailOn fail_on, std::ostream& out, std::ostream& err)
      : arguments_(arguments),
        fail_on_(fail_on),
        out_(out),
        err_(err),
        folder_(path_of(*arguments.text("output-dir"))),
        calls_(arguments) {}

  ExitCode run() {
    const int jobs = jobs_of(arguments_);
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(jobs));
    find();
    open_journal();
    {
      const HeldInterruption until_plates_in_hand_are_written;
      RateProgress progress(err_, files_.runs.size());
      progress_ = &progress;
      // Twice as many plates as threads: the next ones are computed while one waits for its turn to be
      // written.
      call_all(2 * static_cast<std::size_t>(jobs));
      progress_ = nullptr;
      is_interrupted_ = is_interrupted_ || interruption_asked();
      journal_.close();
      if (is_interrupted_)
        err_ << "crossbreak: interrupted; the same command with --resume goes on\n";
    }
    tidy_journal();
    write_report();
    tell_of_all();
    return gravest(codes_);
  }

 private:
  void find() {
    std::vector<std::string> named = arguments_.files;
    if (const auto list = arguments_.text("list")) {
      const std::vector<std::string> listed = read_list(*list);
      named.insert(named.end(), listed.begin(), listed.end());
    }
    if (named.empty())
      throw InputError(*arguments_.text("list") + ": expected files or folders, one a line, found none");
    files_ = find_batch_files(
        named, arguments_.text("format"), arguments_.text("encoding"),
        [this](const fs::path& folder) -> const RunSettings& { return calls_.of(folder).settings.run; });
    if (files_.runs.empty())
      throw InputError(named.front() + ": expected the files of runs, found none (" + passed_over() + ")");
    const std::vector<std::string> first = {text_of(
        fs::is_directory(path_of(named.front())) ? path_of(named.front()) / "run" : path_of(named.front()))};
    language_ = read_language(arguments_, load_laboratory(arguments_, first));
  }

  std::string passed_over() const {
    std::string text = std::to_string(files_.unrelated) + " unrelated files passed over";
    if (files_.own_outputs > 0)
      text += ", " + std::to_string(files_.own_outputs) + " outputs of crossbreak";
    if (files_.linked_folders > 0)
      text += ", " + std::to_string(files_.linked_folders) + " links to folders not followed";
    return text;
  }

  void open_journal() {
    check_writable(folder_);
    make_folder(folder_);
    const fs::path path = folder_ / journal_name;
    const bool resumes = arguments_.given("resume");
    std::error_code error;
    if (resumes && fs::exists(path, error) && fs::file_size(path, error) > 0)
      done_ = read_journal(read_file(path).bytes);
    std::string kept;
    for (const auto& [name, entry] : done_)
      kept += journal_line(entry);
    write_files({{.path = path, .bytes = kept}}, read_only_of(arguments_));
    journal_.open(path, std::ios::binary | std::ios::app);
    if (!journal_)
      throw OutputError(text_of(path) + ": cannot be written");
  }

  void call_all(std::size_t tokens) {
    using Token = std::shared_ptr<Plate>;
    std::size_t next = 0;
    tbb::parallel_pipeline(
        tokens,
        tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                            [&](tbb::flow_control& flow) -> std::size_t {
                                              is_interrupted_ = is_interrupted_ || interruption_asked();
                                              if (next == files_.runs.size() || has_stopped_ ||
                                                  is_interrupted_) {
                                                flow.stop();
                                                return 0;
                                              }
                                              return next++;
                                            }) &
            tbb::make_filter<std::size_t, Token>(
                tbb::filter_mode::parallel, [&](std::size_t i) { return std::make_shared<Plate>(call(i)); }) &
            tbb::make_filter<Token, void>(tbb::filter_mode::serial_in_order,
                                          [&](const Token& plate) { finish(*plate); }));
    is_whole_ = next == files_.runs.size() && !has_stopped_;
  }

  Plate call(std::size_t i) {
    const BatchRun& run = files_.runs[i];
    Plate plate{.place = i,
                .entry = {.plate = {.name = run.name,
                                    .files = run.shown,
                                    .second = run.second,
                                    .problem = run.problem,
                                    .result = {}},
                          .fingerprint = {},
                          .outputs = {}},
                .outputs = {},
                .record = {}};
    if (!run.problem.empty())
      plate.failed = ExitCode::UnusableFile;
    if (!run.problem.empty() || run.export_of)
      return plate;
    try {
      call(run, plate);
    } catch (...) {
      fail(run, plate);
    }
    return plate;
  }

  void call(const BatchRun& run, Plate& plate) {
    const FolderCall& of_folder = calls_.of(path_of(run.files.front()).parent_path());
    Arguments arguments = arguments_;
    arguments.files = run.files;
    OutputChoice choice = of_folder.choice;
    choice.folder = folder_ / run.folder;
    const fs::path path = path_of(run.files.front());
    const std::string name = stem_of(path);
    check_outputs_spare(output_paths(choice, path, name),
                        input_files(arguments, of_folder.settings.laboratory));

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
    for (const RunFiles& one : opened)
      for (const Source& source : one.sources.sources)
        shaped_by += source.name + sha256_hex(source.bytes);
    plate.entry.fingerprint = sha256_hex(shaped_by);
    plate.record = record_path(choice, path, name);
    const std::vector<fs::path> planned = output_paths(choice, path, name);
    if (is_up_to_date(plate, planned))
      return;

    check_not_reviewed(plate.record);
    Report report = call_prepared(prepare_runs(opened, settings), settings);
    report.origin = origin_of(arguments, settings);
    if (const std::string& chosen = opened.front().sources.run; !chosen.empty())
      add_run(chosen, report.origin);
    plate.outputs = render(report, choice, path, name);
    std::string page;
    for (const Output& output : plate.outputs) {
      const std::string below = text_of(output.path.lexically_relative(folder_));
      plate.entry.outputs.emplace(below, sha256_hex(output.bytes));
      if (below.ends_with(".review.html"))
        page = below;
    }
    plate.entry.plate.result = result_of(report, page);
  }

  PlateMap read_map(const std::string& file) const {
    Arguments map = arguments_;
    map.options.insert_or_assign("plate-map", po::variable_value(boost::any(file), false));
    return read_given_plate_map(map);
  }

  /// Takes what the journal knows of the plate where nothing that shapes its outputs has changed, and they
  /// are there, or were reviewed since.
  bool is_up_to_date(Plate& plate, const std::vector<fs::path>& planned) const {
    const auto done = done_.find(plate.entry.plate.name);
    if (done == done_.end() || done->second.fingerprint != plate.entry.fingerprint)
      return false;
    const std::map<std::string, std::string>& outputs = done->second.outputs;
    const bool are_there = outputs.size() == planned.size() &&
                           std::all_of(outputs.begin(), outputs.end(), [&](const auto& output) {
                             return holds(folder_ / path_of(output.first), output.second);
                           });
    if (!are_there && !was_reviewed(plate.record))
      return false;
    plate.entry.outputs = outputs;
    plate.entry.plate.result = done->second.plate.result;
    plate.is_up_to_date = true;
    return true;
  }

  /// Of a file among thousands the message names the folder too.
  static void fail(const BatchRun& run, Plate& plate) {
    std::ostringstream told;
    plate.failed = report_exception(told);
    if (plate.failed == ExitCode::CommandLine)  // of settings that do not fit this plate
      plate.failed = ExitCode::UnusableFile;
    std::string message = told.str();
    constexpr std::string_view before = "crossbreak: ";
    message = message.substr(message.find(before) == 0 ? before.size() : 0);
    while (message.ends_with('\n'))
      message.pop_back();
    const std::string& file = run.shown.front();
    const std::string name = text_of(path_of(file).filename());
    if (message.starts_with(run.files.front()))
      message = file + message.substr(run.files.front().size());
    else if (message.starts_with(name))
      message = file + message.substr(name.size());
    else if (!message.starts_with(file))
      message = file + ": " + message;
    plate.entry.plate.problem = message;
    plate.outputs.clear();
    plate.entry.outputs.clear();
  }

  /// One plate after another, in their order.
  void finish(Plate& plate) {
    if (has_stopped_)
      return;
    const BatchRun& run = files_.runs[plate.place];
    if (!plate.outputs.empty())
      try {
        write_unreviewed(plate.record, plate.outputs, read_only_of(arguments_));
      } catch (...) {
        fail(run, plate);
      }
    progress_->clear();
    BatchPlate& line = plate.entry.plate;
    if (run.export_of) {
      tell(run, filled(batch_labels.second_export, field<"file">(*run.export_of)));
    } else if (!line.problem.empty()) {
      err_ << "crossbreak: " << printable(line.problem) << '\n';
      codes_.push_back(plate.failed);
      has_stopped_ = arguments_.given("fail-fast");
    } else {
      Words words = in_words(line.result);
      if (plate.is_up_to_date)
        words = joined_clauses(std::vector<Words>{words_of(batch_labels.up_to_date), words});
      else
        note(plate.entry);
      tell(run, words);
      codes_.push_back(exit_of(line.result, fail_on_));
    }
    if (!run.export_of)
      plates_.push_back(std::move(line));
    up_to_date_ += plate.is_up_to_date ? 1 : 0;
    progress_->step(run.name);
  }

  void tell(const BatchRun& run, const Words& words) {
    out_ << printable(run.shown.front()) << in(language_, separators.colon) << printable(in(language_, words))
         << '\n'
         << std::flush;
  }

  void note(const JournalEntry& entry) {
    journal_ << journal_line(entry) << std::flush;
    if (!journal_)
      throw OutputError(text_of(folder_ / journal_name) + ": cannot be written");
  }

  /// One line a plate, by name: the same bytes whether the batch was ended on its way or not.
  void tidy_journal() const {
    const fs::path path = folder_ / journal_name;
    std::error_code error;
    if (fs::file_size(path, error) == 0 || error)
      return;
    std::string kept;
    for (const auto& [name, entry] : read_journal(read_file(path).bytes))
      kept += journal_line(entry);
    write_files({{.path = path, .bytes = kept}}, read_only_of(arguments_));
  }

  /// Of the whole batch; one that stopped on its way leaves that of the time before.
  void write_report() {
    if (!is_whole_)
      return;
    const std::vector<Output> report = {
        {.path = folder_ / report_names[0], .bytes = write_batch_csv(plates_)},
        {.path = folder_ / report_names[1], .bytes = write_batch_workbook(plates_, language_)},
        {.path = folder_ / report_names[2], .bytes = write_batch_page(plates_, language_)}};
    write_files(report, read_only_of(arguments_));
    for (const Output& output : report)
      err_ << "wrote " << printable(text_of(output.path)) << '\n';
  }

  void tell_of_all() {
    const auto problems = static_cast<std::size_t>(std::count_if(
        plates_.begin(), plates_.end(), [](const BatchPlate& plate) { return !plate.problem.empty(); }));
    if (!is_whole_)
      err_ << "crossbreak: stopped with " << plates_.size() << " of " << files_.runs.size() << " runs\n";
    err_ << plates_.size() - problems - up_to_date_ << " plates called, " << up_to_date_ << " up to date, "
         << problems << " not called; " << passed_over() << '\n';
  }

  const Arguments& arguments_;
  FailOn fail_on_;
  std::ostream& out_;
  std::ostream& err_;
  fs::path folder_;
  FolderCalls calls_;
  Language language_ = Language::En;
  BatchFiles files_;
  std::map<std::string, JournalEntry> done_;  ///< what an earlier batch has done, by plate
  std::ofstream journal_;
  RateProgress* progress_ = nullptr;
  std::vector<BatchPlate> plates_;
  std::vector<ExitCode> codes_;
  std::size_t up_to_date_ = 0;
  bool is_interrupted_ = false;
  bool has_stopped_ = false;  ///< --fail-fast: nothing more is written
  bool is_whole_ = false;
};

}  // namespace

void add_batch_options(po::options_description& options) {
  options.add_options()("list", po::value<std::string>()->value_name("FILE"),
                        "call the runs and folders that FILE names too, one a line")(
      "jobs", po::value<std::string>()->value_name("N"), "plates at a time (default: one a processor)")(
      "resume", "call only plates that are not up to date below -o")(
      "fail-fast", "stop at the first plate that cannot be called");
}

bool names_a_list(const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](const std::string& argument) {
    return argument == "--list" || argument.starts_with("--list=");
  });
}

bool asks_for_batch(const Arguments& arguments) {
  const auto is_folder = [](const std::string& file) {
    std::error_code error;
    return fs::is_directory(path_of(file), error);
  };
  return arguments.given("list") || arguments.given("jobs") || arguments.given("resume") ||
         arguments.given("fail-fast") ||
         std::any_of(arguments.files.begin(), arguments.files.end(), is_folder);
}

ExitCode run_batch(const Arguments& arguments, FailOn fail_on, std::ostream& out, std::ostream& err) {
  check_options(arguments);
  return Batch(arguments, fail_on, out, err).run();
}

}  // namespace crossbreak::cli
