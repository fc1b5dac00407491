#include "batch.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <tbb/task_arena.h>

#include "batch_files.hpp"
#include "batch_folder.hpp"
#include "command.hpp"
#include "interruption.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/version.hpp"
#include "plate_call.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "terminal.hpp"
#include "words/labels/batch.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

/// Arbitrary, and more than any machine of a laboratory has processors.
constexpr int most_jobs = 1024;

std::size_t jobs_of(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.text("jobs");
  if (!text)
    return static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  int jobs = 0;
  const auto [stop, error] = std::from_chars(text->data(), text->data() + text->size(), jobs);
  if (error != std::errc{} || stop != text->data() + text->size() || jobs < 1 || jobs > most_jobs)
    throw CommandLineError("--jobs: expected a number from 1 to " + std::to_string(most_jobs) + ", found '" +
                           *text + "'");
  return static_cast<std::size_t>(jobs);
}

Shard asked_shard(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.text("shard");
  const std::optional<Shard> shard = text ? shard_of(*text) : Shard{};
  if (!shard)
    throw CommandLineError("--shard: expected a part of so many, as 1/3, 2/3 or 3/3, found '" + *text + "'");
  return *shard;
}

ExitCode exit_of(const BatchResult& result, FailOn fail_on) {
  if (result.status == RunStatus::Invalid)
    return ExitCode::RunInvalid;
  const bool fails = (fail_on != FailOn::Nothing && !result.to_look_at.empty()) ||
                     (fail_on == FailOn::Warnings && result.status != RunStatus::Valid);
  return fails ? ExitCode::ReviewNeeded : ExitCode::Done;
}

std::vector<std::string> named_in(const Arguments& arguments) {
  std::vector<std::string> named = arguments.files;
  if (const auto list = arguments.text("list")) {
    const std::vector<std::string> listed = read_list(*list);
    named.insert(named.end(), listed.begin(), listed.end());
    if (named.empty())
      throw InputError(*list + ": expected files or folders, one a line, found none");
  }
  return named;
}

class Batch {
 public:
  Batch(const Arguments& arguments, FailOn fail_on, std::ostream& out, std::ostream& err)
      : arguments_(arguments),
        fail_on_(fail_on),
        out_(out),
        err_(err),
        jobs_(jobs_of(arguments)),
        shard_(asked_shard(arguments)),
        caller_(arguments, path_of(*arguments.text("output-dir"))) {}

  ExitCode run() {
    find();
    BatchFolder folder(
        path_of(*arguments_.text("output-dir")),
        arguments_.given("resume") ? BatchFolder::Before::IsKept : BatchFolder::Before::IsForgotten,
        caller_.fingerprint_of_key(), read_only_of(arguments_));
    folder.tell_named_otherwise(err_);
    complete_plates(folder.folder(), folder.done());
    const bool is_whole = call_all(folder);
    folder.end(is_whole ? std::optional(head()) : std::nullopt);
    if (is_whole)  // one that stopped on its way leaves the report of the time before
      folder.write_report(plates_, language_, err_);
    tell_of_all(is_whole);
    return gravest(codes_);
  }

 private:
  void find() {
    const std::vector<std::string> named = named_in(arguments_);
    BatchSearch search(
        arguments_.text("format"), arguments_.text("encoding"),
        [this](const fs::path& folder) -> const RunSettings& { return caller_.reading_settings(folder); });
    found_ = search.find(named);
    if (found_.runs.empty())
      throw InputError(named.front() + ": expected the files of runs, found none (" + passed_over() + ")");
    for (std::size_t i = 0; i < found_.runs.size(); ++i)
      if (is_in_shard(shard_, found_.runs[i].content))
        places_.push_back(i);
    const std::vector<std::string> first = {text_of(
        fs::is_directory(path_of(named.front())) ? path_of(named.front()) / "run" : path_of(named.front()))};
    language_ = read_language(arguments_, load_laboratory(arguments_, first));
  }

  std::string passed_over() const {
    std::string text = counted(batch_labels.unrelated, found_.unrelated).en;
    if (found_.own_outputs > 0)
      text += ", " + counted(batch_labels.own_outputs, found_.own_outputs).en;
    if (found_.linked_folders > 0)
      text += ", " + counted(batch_labels.linked_folders, found_.linked_folders).en;
    return text;
  }

  /// False where it was stopped on its way.
  bool call_all(BatchFolder& folder) {
    const HeldInterruption until_plates_in_hand_are_written;
    RateProgress progress(err_, places_.size());
    const bool all_begun = call_in_order(
        places_.size(), jobs_,
        [this] {
          is_interrupted_ = is_interrupted_ || interruption_asked();
          return has_stopped_ || is_interrupted_;
        },
        [&](std::size_t i) { return caller_.call(found_.runs[places_[i]], folder.done()); },
        [&](std::size_t i, CalledPlate& plate) {
          if (has_stopped_)
            return;
          plate.entry.place = places_[i];
          finish(found_.runs[places_[i]], plate, folder, progress);
        });
    if (is_interrupted_ || interruption_asked())
      err_ << "crossbreak: interrupted; the same command with --resume goes on\n";
    return all_begun && !has_stopped_;
  }

  /// One plate after another, in their order.
  void finish(const BatchRun& run, CalledPlate& plate, BatchFolder& folder, RateProgress& progress) {
    caller_.write(run, plate);
    folder.note(plate.entry);
    progress.clear();
    BatchPlate& told = plate.entry.plate;
    if (!told.problem.empty()) {
      err_ << "crossbreak: " << printable(told.problem) << '\n';
      codes_.push_back(plate.failed);
    }
    tell_earlier(err_, plate.earlier, plate.record, plate.choice);
    for (const std::string& line : lines_of(plate, language_))
      out_ << line << '\n';
    out_ << std::flush;
    if (told.result)
      codes_.push_back(exit_of(*told.result, fail_on_));
    else
      has_stopped_ = arguments_.given("fail-fast");
    up_to_date_ += plate.is_up_to_date ? 1 : 0;
    progress.step(told.name);
    plates_.push_back(std::move(told));
  }

  JournalHead head() const {
    std::string batch = version();
    batch += sha256_of_options(arguments_) + caller_.fingerprint_of_key();
    for (const BatchRun& run : found_.runs)
      batch += '\n' + run.name;
    return {.batch = sha256_hex(batch),
            .shard = shard_,
            .runs = found_.runs.size(),
            .language = language_ == Language::Zh ? "zh" : "en"};
  }

  void tell_of_all(bool is_whole) const {
    const auto called = static_cast<std::size_t>(std::count_if(
        plates_.begin(), plates_.end(), [](const BatchPlate& plate) { return plate.result.has_value(); }));
    if (!is_whole)
      err_ << "crossbreak: stopped with " << plates_.size() << " of "
           << counted(batch_labels.runs, places_.size()).en << '\n';
    if (arguments_.given("shard"))
      err_ << "shard " << shard_text(shard_) << ": " << places_.size() << " of "
           << counted(batch_labels.runs, found_.runs.size()).en << '\n';
    err_ << counted(batch_labels.plates_called, called - up_to_date_).en << ", " << up_to_date_
         << " up to date, " << plates_.size() - called << " not called; " << passed_over() << '\n';
  }

  const Arguments& arguments_;
  FailOn fail_on_;
  std::ostream& out_;
  std::ostream& err_;
  std::size_t jobs_;
  Shard shard_;
  PlateCaller caller_;
  Language language_ = Language::En;
  BatchFiles found_;
  std::vector<std::size_t> places_;  ///< of the shard's runs
  std::vector<BatchPlate> plates_;
  std::vector<ExitCode> codes_;
  std::size_t up_to_date_ = 0;
  bool is_interrupted_ = false;
  /// --fail-fast: nothing more is written. Set where plates end and read where they begin, side by side.
  std::atomic<bool> has_stopped_ = false;
};

}  // namespace

void add_batch_options(po::options_description& options) {
  options.add_options()("list", po::value<std::string>()->value_name("FILE"),
                        "call the runs and folders that FILE names too, one a line")(
      "jobs", po::value<std::string>()->value_name("N"), "plates at a time (default: one a processor)")(
      "resume", "call only plates that are not up to date below -o")(
      "fail-fast", "stop at the first plate that cannot be called")(
      "shard", po::value<std::string>()->value_name("I/N"),
      "call only the plates of part I of N, told by their content; 'crossbreak merge' joins the parts");
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
         arguments.given("fail-fast") || arguments.given("shard") ||
         std::any_of(arguments.files.begin(), arguments.files.end(), is_folder);
}

ExitCode run_batch(const Arguments& arguments, FailOn fail_on, std::ostream& out, std::ostream& err) {
  if (!arguments.given("output-dir"))
    throw CommandLineError("expected -o and a folder for the outputs of many plates, found none");
  check_plate_options(arguments, "--jobs, --list and --resume");
  return Batch(arguments, fail_on, out, err).run();
}

}  // namespace crossbreak::cli
