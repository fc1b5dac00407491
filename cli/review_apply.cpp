// crossbreak review apply: the reviewed record, or the new call that an excluded well asks for.
#include <algorithm>

#include "arguments.hpp"
#include "call_origin.hpp"
#include "called_record.hpp"
#include "files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "pipeline/version.hpp"
#include "record/record_reader.hpp"
#include "release/apply.hpp"
#include "release/audit.hpp"
#include "release/carry_over.hpp"
#include "release/event_rules.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "release_files.hpp"
#include "review.hpp"
#include "review_guard.hpp"
#include "run/sha256.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "unfinished.hpp"
#include "words/labels/review.hpp"

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak review apply CALLS.json REVIEW.json... -o DIR [options]",
          "Merges the review files and writes the reviewed record and its reports into another folder. Exit "
          "code 5, and nothing written, while anything is undecided or in conflict; 7 where a review file "
          "was made on another record. Where wells are excluded, the run is called again without them from "
          "its original files (--inputs), also while the rest is undecided: a new preliminary record with a "
          "review file that holds the decisions on what did not change; the rest is decided on that record.",
          {"# everything is decided",
           "crossbreak review apply plate.calls.json plate.review.json -o released", "# a well was excluded",
           "crossbreak review apply plate.calls.json plate.review.json --inputs . -o without_A1"}};
}

/// The folder is none in which a record lies that this one would replace, but for its own earlier review,
/// whose bytes these are.
std::optional<std::string> check_free(const fs::path& record, const fs::path& source,
                                      const CalledRecord& called) {
  if (whole_path(record) == whole_path(source))
    throw CommandLineError(text_of(record) +
                           ": would replace the record that was reviewed; name another folder with -o");
  return earlier_review_at(record, called.sha256, {});
}

std::vector<fs::path> write_reviewed(const Report& report, const fs::path& path, const fs::path& source,
                                     const CalledRecord& called, const OutputChoice& choice,
                                     const Laboratory& laboratory, bool laboratory_is_named) {
  make_folder(path.parent_path());
  ReleaseFiles files(path, laboratory, laboratory_is_named);
  // Again, since another command may have been writing there.
  const std::optional<std::string> before = check_free(path, source, called);
  const RecordText text(text_of(path.filename()), record_text(report, choice));
  Audit audit = files.read_audit_file().value_or(Audit{});
  audit.name = text_of(files.audit().filename());
  audit = with_events(audit, text, {.at = utc_now(), .computer = computer_name(), .version = version()});
  return files.write(before, audit.end() ? text.with_audit(*audit.end()) : text.text(), audit.text, choice);
}

fs::path review_beside(const fs::path& record) {
  return record.parent_path() / path_of(run_of_record(record) + ".review.json");
}

struct Written {
  std::vector<fs::path> files;
  std::vector<std::string> notes = {};
};

/// Writes the new preliminary record and its review file.
Written write_called_again(Report again, const CalledRecord& called, std::vector<ReviewEvent> events,
                           const fs::path& path, const OutputChoice& choice) {
  const CarriedOver carried = carry_over(called.report, again, std::move(events));
  again.release.events = carried.in_record;
  const std::string record = record_text(again, choice);
  const Output review{.path = review_beside(path),
                      .bytes = write_review_file(
                          {.name = {}, .record_sha256 = sha256_hex(record), .events = carried.in_review})};
  complete_replaced_in(path.parent_path());
  if (std::error_code error; fs::exists(review.path, error) && read_file(review.path).bytes != review.bytes)
    throw OutputError(text_of(review.path) + ": holds other decisions; name another folder with -o");
  OutputChoice reports = choice;
  reports.formats.erase("json");
  reports.record_is_there = true;
  std::vector<Output> outputs = render(again, reports, path, run_of_record(path));
  outputs.push_back(review);
  outputs.push_back({.path = path, .bytes = record});  // last: until it is there, all can be written again
  const EarlierFiles earlier = write_unreviewed(path, record, outputs, choice.read_only);
  Written written{.files = {}, .notes = lines_of(earlier, path, choice)};
  for (const Output& output : outputs)
    written.files.push_back(output.path);
  return written;
}

}  // namespace

ExitCode run_review_apply(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("inputs", po::value<std::string>()->value_name("DIR"),
                        "the folder of the original run files, for wells that are excluded");
  add_output_options(options);
  add_settings_option(options);
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "CALLS.json and REVIEW.json", .at_least = 2}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Laboratory laboratory = load_laboratory(parsed, {parsed.files.data(), 1});
  OutputChoice choice = read_reviewed_choice(parsed, laboratory);
  if (choice.folder.empty())
    throw CommandLineError(
        "expected -o DIR, the folder of the reviewed record; see 'crossbreak review apply --help'");
  const fs::path source = path_of(parsed.files.front());
  const fs::path path = choice.folder / source.filename();
  complete_unfinished(parsed, parsed.files);
  const CalledRecord called = read_called(parsed.files.front());
  std::vector<ReviewEvent> events = read_events(called, std::span(parsed.files).subspan(1));
  check_not_of_the_future(events, utc_now());
  check_free(path, source, called);
  check_writable(choice.folder);
  const auto say = [&](const Words& words) { return printable(in(choice.language, words)); };

  const std::vector<ReviewSubject> excluded = excluded_wells(called.report, events);
  Written written;
  if (excluded.empty()) {
    Report report = apply_events(called, std::move(events));
    report.release.policy = policy_in_force(called.report.release.policy, laboratory);
    written.files =
        write_reviewed(report, path, source, called, choice, laboratory, parsed.given("settings"));
    // Signing looks for the called record in the folder above alone.
    const bool is_above = whole_path(choice.folder).parent_path() == whole_path(source).parent_path();
    const std::string where_called = is_above ? "" : " --called " + text_of(source);
    out << say(filled(review_labels.applied, field<"record">(text_of(path)),
                      field<"status">(words_of(report.release.status))))
        << '\n'
        << say(next_command("review sign " + text_of(path) + " --by NAME --meaning reviewed" + where_called))
        << '\n';
    for (const Words& run : invalid_runs(report))
      out << say(run) << '\n';
  } else {
    std::vector<Words> names;
    for (const ReviewSubject& subject : excluded)
      names.push_back(words_of_subject(subject, called.report));
    if (!parsed.given("inputs"))
      throw InputError(listed(names).en +
                       " excluded: expected --inputs DIR with the original run files, found none");
    std::vector<ReviewSubject> without = wells_left_out(called.report);
    without.insert(without.end(), excluded.begin(), excluded.end());
    Report again = call_again(called, path_of(*parsed.text("inputs")), laboratory, without);
    written = write_called_again(std::move(again), called, std::move(events), path, choice);
    out << say(filled(review_labels.called_again, field<"record">(text_of(path)),
                      field<"wells">(listed(names))))
        << '\n';
    out << say(next_command("review status " + text_of(path) + ' ' + text_of(review_beside(path)))) << '\n';
  }
  for (const fs::path& file : written.files)
    err << "wrote " << printable(text_of(file)) << '\n';
  for (const std::string& note : written.notes)
    err << "crossbreak: " << printable(note) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
