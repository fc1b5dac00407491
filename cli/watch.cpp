// crossbreak watch: a folder into which runs come, each called once by the road of a batch.
#include <charconv>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>
#include <tbb/task_arena.h>
#include <utility>

#include "arguments.hpp"
#include "batch_files.hpp"
#include "batch_folder.hpp"
#include "call_settings.hpp"
#include "command.hpp"
#include "interruption.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "plate_call.hpp"
#include "problem_texts.hpp"
#include "run/utf8.hpp"
#include "run_files.hpp"
#include "settled_files.hpp"
#include "system.hpp"
#include "words/labels/batch.hpp"
#include "words/labels/common.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

using Clock = SettledFiles::Clock;

Usage usage() {
  return {
      "crossbreak watch IN -o OUT [options]",
      "Calls the runs that come into the folder IN or below it, each once and as 'crossbreak call IN -o OUT' "
      "does, until Ctrl-C or SIGTERM ends it (exit 0) behind the plates in hand. IN is looked through every "
      "so many seconds, as shares of other computers need it, and at once where the system tells of a "
      "change. A file is taken when two looks in a row find it unchanged and it can be opened. The two files "
      "of a run of SDS 1.x wait for each other; of a run that is exported twice the file that came first is "
      "called. A file that cannot be opened, or waits for its other half, counts as a problem after ten "
      "minutes.\n\n"
      "Below OUT lie the outputs of all runs, in the folders of IN; batch.plates.csv, .xlsx and .html, which "
      "tell of all of them; watch.log, with a line a run, and one where outputs of an earlier call stay "
      "beside those of another; and problems/, with a text for each file that "
      "cannot be used, for as long as it lies there so. What was called is kept by its content in "
      "batch.journal.jsonl: it is not called again after a restart, under another name or when the share was "
      "away. A file that is replaced by a newer one is called again, and its outputs are replaced, but for a "
      "record that was reviewed, which stays: then problems/ says so. Files that could not be used are tried "
      "again when they change, and when the program starts. Settings are read when it starts. What was "
      "called without --pseudonymise, or with another key, counts as not called, and the other way "
      "round.\n\n"
      "Exit codes: 0 ended when asked to, 2 command line, 3 IN cannot be used, 6 OUT cannot be written to "
      "(or another batch writes there), 1 internal error.",
      {"# what the instrument's computer saves on the share", "crossbreak watch /mnt/runs -o /srv/calls",
       "# a busy share", "crossbreak watch /mnt/runs -o /srv/calls --every 60"}};
}

/// Seconds between two looks.
std::chrono::milliseconds every(const Arguments& arguments) {
  const std::string text = arguments.text("every").value_or("5");
  double seconds = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || stop != text.data() + text.size() || !(seconds >= 0.1 && seconds <= 86400))
    throw CommandLineError("--every: expected seconds from 0.1 to 86400, found '" + text + "'");
  return std::chrono::milliseconds(static_cast<long>(seconds * 1000));
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

/// A log that only grows.
class Log {
 public:
  explicit Log(const fs::path& path) : path_(path) {
    std::error_code error;
    if (const fs::file_status status = fs::status(path, error);
        fs::exists(status) && !fs::is_regular_file(status))
      throw OutputError(text_of(path) +
                        ": cannot be written: expected a file, found a folder, device or pipe");
    file_.open(path, std::ios::binary | std::ios::app);
  }

  void add(const std::string& line) {
    file_ << utc_now() << ' ' << line << '\n' << std::flush;
    if (!file_)
      throw OutputError(text_of(path_) + ": cannot be written");
  }

 private:
  fs::path path_;
  std::ofstream file_;
};

class Watch {
 public:
  Watch(const Arguments& arguments, std::ostream& out, std::ostream& err)
      : out_(out),
        err_(err),
        named_(arguments.files.front()),
        in_(path_of(named_)),
        every_(every(arguments)),
        caller_(arguments, path_of(*arguments.text("output-dir"))),
        search_(arguments.text("format"), arguments.text("encoding"),
                [this](const fs::path& folder) -> const RunSettings& {
                  return caller_.reading_settings(folder);
                }),
        language_(read_language(arguments,
                                load_laboratory(arguments, std::vector<std::string>{text_of(in_ / "run")}))),
        folder_(path_of(*arguments.text("output-dir")), BatchFolder::Before::IsKept,
                caller_.fingerprint_of_key(), read_only_of(arguments)),
        log_(folder_.folder() / "watch.log"),
        settled_(every_),
        entries_(folder_.done()),
        has_news_(folder_.named_otherwise() > 0) {
    for (const auto& [name, entry] : entries_)
      if (entry.plate.result)
        plate_of_content_[entry.content] = name;
  }

  ExitCode run() {
    HeldInterruption until_plates_in_hand_are_written;
    err_ << "watching " << printable(named_) << " for " << printable(text_of(folder_.folder()))
         << "; Ctrl-C or SIGTERM ends it\n"
         << std::flush;
    folder_.tell_named_otherwise(err_);
    FolderChanges changes;
    while (!interruption_asked()) {
      try {
        if (is_there())
          look(changes);
      } catch (const InputError& error) {  // it went away while it was looked through
        tell_away(error.what());
      } catch (const fs::filesystem_error& error) {
        tell_away(error.code().message());
      }
      changes.wait(every_);
    }
    folder_.end(std::nullopt);
    err_ << "ended as asked; the same command goes on\n";
    until_plates_in_hand_are_written.answered();
    return ExitCode::Done;
  }

 private:
  /// A share that is away shows an error, or the empty folder that it is mounted on.
  bool is_there() {
    std::error_code error;
    const fs::directory_iterator first(in_, error);
    const bool is_there = !error && (first != fs::directory_iterator() || !has_seen_files_);
    if (is_there && !was_there_)
      err_ << "crossbreak: " << printable(named_) << ": is there again\n" << std::flush;
    was_there_ = was_there_ || is_there;
    if (!is_there)
      tell_away(error ? error.message() : "it is empty");
    return is_there;
  }

  void tell_away(const std::string& why) {
    if (was_there_)
      err_ << "crossbreak: " << printable(named_) << ": cannot be read (" << printable(why)
           << "); waiting until it can\n"
           << std::flush;
    was_there_ = false;
  }

  void look(FolderChanges& changes) {
    settled_.look(Clock::now());
    const fs::path out = whole_path(folder_.folder());
    BatchFiles found = search_.find({named_}, [&](const fs::directory_entry& entry) {
      std::error_code error;
      if (entry.is_directory(error))
        return whole_path(entry.path()) == out;
      return entry.is_regular_file(error) && !settled_.is_settled(entry.path());
    });
    for (const fs::path& folder : found.folders)
      changes.watch(folder);
    has_seen_files_ = has_seen_files_ || !found.runs.empty();
    Problems problems;
    call_new(found.runs, problems);
    forget_problems_that_are_gone(found.runs);
    for (const auto& [name, entry] : entries_)
      if (!entry.plate.problem.empty())
        problems.emplace(file_of(entry.plate), entry.plate.problem);
    tell_unwritten(write_problem_texts(folder_.folder() / "problems", problems));
    if (has_news_)
      write_report();
    has_news_ = false;
  }

  /// The file that a plate's problem is of: with a result it is that of the export that comes first.
  std::string file_of(const BatchPlate& plate) const {
    const std::string& problem = plate.problem;
    return plate.result ? problem.substr(0, problem.find(": ")) : plate.files.front();
  }

  void call_new(const std::vector<BatchRun>& runs, Problems& problems) {
    std::vector<const BatchRun*> wanted;
    std::set<std::string> contents;
    for (const BatchRun& run : runs)
      if (run.is_half_alone)
        wait_for_other_half(run, problems);
      else if (const std::string* plate = plate_with(run))
        tell_again(run, *plate);
      else if (!is_known_problem(run) && contents.insert(run.content).second)  // a copy is told next time
        wanted.push_back(&run);
    call_in_order(
        wanted.size(), static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()),
        [] { return interruption_asked(); }, [&](std::size_t i) { return caller_.call(*wanted[i], {}); },
        [&](std::size_t i, CalledPlate& plate) { finish(*wanted[i], plate); });
  }

  void wait_for_other_half(const BatchRun& run, Problems& problems) const {
    const std::string& file = run.shown.front();
    if (Clock::now() - settled_.since(path_of(run.files.front())) < patience)
      return;
    problems.emplace(file, !run.problem.empty()
                               ? caller_.problem_of(run)
                               : file +
                                     ": expected the other half of its run, Results or Delta Rn, beside "
                                     "it, found none yet");
  }

  /// The plate that the run, or an export of it, was called as; null: none was.
  const std::string* plate_with(const BatchRun& run) const {
    if (const auto found = plate_of_content_.find(run.content); found != plate_of_content_.end())
      return &found->second;
    for (const BatchRun& second : run.second)
      if (const auto found = plate_of_content_.find(second.content); found != plate_of_content_.end())
        return &found->second;
    return nullptr;
  }

  /// One that failed is called again when it has changed, and now and then where its outputs could not be
  /// written.
  bool is_known_problem(const BatchRun& run) const {
    const auto failed = failed_.find(run.name);
    return failed != failed_.end() && failed->second.content == run.content &&
           (failed->second.code == ExitCode::UnusableFile || Clock::now() - failed->second.when < patience);
  }

  /// Files of a plate that nobody has heard of: copies, other names and later exports.
  void tell_again(const BatchRun& run, const std::string& name) {
    JournalEntry& entry = entries_.at(name);
    BatchPlate& plate = entry.plate;
    if (!plate.problem.empty() && file_of(plate) == run.shown.front()) {
      // It came first and could not be called, but another export could.
      const Failed as_it_is = {.content = run.content, .code = ExitCode::UnusableFile, .when = Clock::now()};
      if (failed_.emplace(run.name, as_it_is).first->second.content == run.content)
        return;
      failed_.erase(run.name);
      plate.problem.clear();
    }
    std::vector<std::string> files = second_files(run);
    files.insert(files.begin(), run.shown.begin(), run.shown.end());
    bool has_more = false;
    for (const std::string& file : files) {
      if (std::find(plate.files.begin(), plate.files.end(), file) != plate.files.end() ||
          std::find(plate.second.begin(), plate.second.end(), file) != plate.second.end())
        continue;
      const bool is_same = run.content == entry.content &&
                           std::find(run.shown.begin(), run.shown.end(), file) != run.shown.end();
      const auto of = field<"file">(plate.files.front());
      const Words said =
          is_same ? filled(batch_labels.same_file, of) : filled(batch_labels.second_export, of);
      tell(printable(file) + in(language_, separators.colon) + printable(in(language_, said)));
      plate.second.push_back(file);
      has_more = true;
    }
    if (has_more)
      folder_.note(entry);
    has_news_ = has_news_ || has_more;
  }

  void finish(const BatchRun& run, CalledPlate& plate) {
    std::error_code error;
    if (plate.failed != ExitCode::Done && !fs::exists(path_of(run.files.front()), error))
      return;  // the share went away meanwhile
    caller_.write(run, plate);
    const JournalEntry& entry = plate.entry;
    if (entry.plate.problem.empty())
      failed_.erase(run.name);
    else
      failed_[run.name] = {.content = run.content, .code = plate.failed, .when = Clock::now()};
    if (entry.plate.result)
      take(entry);
    else
      take_problem(entry);
    for (const std::string& line : lines_of(plate, language_))
      tell(line);
    for (const std::string& line : lines_of(plate.earlier, plate.record, plate.choice, "'crossbreak call'"))
      tell(printable(line));
  }

  void take(const JournalEntry& entry) {
    folder_.note(entry);
    if (!entry.plate.problem.empty())
      tell(printable(entry.plate.problem));
    plate_of_content_[entry.content] = entry.plate.name;
    entries_.insert_or_assign(entry.plate.name, entry);
    has_news_ = true;
  }

  /// The outputs of a plate that was called before stay, and so does what is told of them.
  void take_problem(const JournalEntry& entry) {
    const auto [known, is_new] = entries_.emplace(entry.plate.name, entry);
    if (!is_new && known->second.plate.problem == entry.plate.problem)
      return;  // of before the program began
    known->second.plate.problem = entry.plate.problem;
    folder_.note(known->second);
    tell(printable(entry.plate.problem));
    has_news_ = true;
  }

  void tell(const std::string& line) {
    log_.add(line);
    out_ << line << '\n' << std::flush;
  }

  /// Texts of problems that cannot be written, once for as long as that is so.
  void tell_unwritten(Problems unwritten) {
    for (const auto& [file, why] : unwritten)
      if (const auto told = unwritten_.find(file); told == unwritten_.end() || told->second != why)
        tell(printable(file + ": " + why));
    unwritten_ = std::move(unwritten);
  }

  /// Of files that were taken away, and of plates that came back as they were called.
  void forget_problems_that_are_gone(const std::vector<BatchRun>& runs) {
    std::map<std::string, std::string> contents;
    for (const BatchRun& run : runs)
      contents.emplace(run.name, run.content);
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      BatchPlate& plate = entry->second.plate;
      std::error_code error;
      const auto now = contents.find(entry->first);
      const bool is_there = fs::exists(in_ / path_of(file_of(plate)), error);
      if (plate.problem.empty() ||
          (is_there && (!plate.result || now == contents.end() || now->second != entry->second.content))) {
        ++entry;
        continue;
      }
      failed_.erase(entry->first);
      plate.problem.clear();
      has_news_ = true;
      entry = plate.result ? std::next(entry) : entries_.erase(entry);
    }
  }

  void write_report() {
    std::vector<BatchPlate> plates;
    for (const auto& [name, entry] : entries_)
      plates.push_back(entry.plate);
    std::ostringstream untold;
    folder_.write_report(plates, language_, untold);
  }

  struct Failed {
    std::string content;
    ExitCode code = ExitCode::Done;
    Clock::time_point when;
  };

  std::ostream& out_;
  std::ostream& err_;
  std::string named_;
  fs::path in_;
  std::chrono::milliseconds every_;
  PlateCaller caller_;
  BatchSearch search_;
  Language language_;
  BatchFolder folder_;
  Log log_;
  SettledFiles settled_;
  std::map<std::string, JournalEntry> entries_;          ///< by plate
  std::map<std::string, std::string> plate_of_content_;  ///< of plates that were called
  Problems unwritten_;                                   ///< texts of problems/, and why
  std::map<std::string, Failed> failed_;                 ///< since the program began; by BatchRun::name
  bool was_there_ = true;
  bool has_seen_files_ = false;
  bool has_news_;  ///< that the report does not tell
};

}  // namespace

ExitCode run_watch(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("every", po::value<std::string>()->value_name("SECONDS"),
                        "time between two looks (default: 5)");
  add_call_options(options);
  add_pseudonymise_option(options);
  add_output_options(options);
  add_curve_options(options);
  add_reading_options(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "IN", .at_most = 1}, out);
  if (parsed.finished)
    return ExitCode::Done;
  if (!parsed.given("output-dir"))
    throw CommandLineError("expected -o and a folder for the outputs of the runs, found none");
  check_plate_options(parsed, "watch");
  const std::string& in = parsed.files.front();
  std::error_code error;
  if (!fs::is_directory(path_of(in), error))
    throw InputError(in + ": expected a folder to watch, found " +
                     (fs::exists(path_of(in), error) ? "a file" : "none"));
  if (is_below(whole_path(path_of(in)), whole_path(path_of(*parsed.text("output-dir")))))
    throw CommandLineError("-o: expected a folder that does not hold the one that is watched, found '" +
                           *parsed.text("output-dir") + "'");
  return Watch(parsed, out, err).run();
}

}  // namespace crossbreak::cli
