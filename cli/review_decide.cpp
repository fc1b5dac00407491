// crossbreak review decide: a reviewer's decisions from a terminal, added to a review file.
#include <filesystem>
#include <optional>

#include "arguments.hpp"
#include "called_record.hpp"
#include "files.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "release/decide.hpp"
#include "release/sign.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "reports/release_words.hpp"
#include "review.hpp"
#include "run/nearest.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "unfinished.hpp"
#include "words/joined.hpp"
#include "words/labels/release.hpp"
#include "words/labels/review.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak review decide CALLS.json [REVIEW.json...] --by NAME DECISIONS -o REVIEW.json",
      "Adds decisions to a review file; those of the other review files are taken over too. Run and controls "
      "are decided before patients. 'all' is the run, its controls and every patient not named otherwise; "
      "'run' and 'controls' are these alone; P1#1 is the repeat of P1; sample:all is a sample named 'all'. "
      "Any one may be named as 'review status' prints it ('control PC/D4-7'), a well of one run of several "
      "as 'A1 of plate.eds'.\n"
      "What one person decides otherwise later replaces the earlier decision; two people who differ are in "
      "conflict until one of them decides otherwise or takes the decision back, or a third one decides.\n\n"
      "--reject, --repeat, --override and --exclude need a --code: curve_artifact, contamination_suspected, "
      "control_failed, sample_swap, pipetting, repeat_agrees, clinical_information, or other with --words.",
      {"# everything as called, but one set again",
       "crossbreak review decide plate.calls.json --by \"A. Reviewer\" --repeat P7=D2-8 --code pipetting "
       "--accept all "
       "-o plate.review.json"}};
}

po::typed_value<std::vector<std::string>>* many(const char* name) {
  return po::value<std::vector<std::string>>()->value_name(name);
}

std::optional<DecisionCode> read_code(const Arguments& parsed) {
  const auto given = parsed.text("code");
  if (!given)
    return std::nullopt;
  if (const auto code = value_of<DecisionCode>(*given))
    return code;
  std::vector<std::string> codes;
  for (const auto& entry : codes_of(DecisionCode{}))
    codes.emplace_back(entry.second);
  const auto nearest = nearest_name(*given, codes);
  throw CommandLineError("--code: expected one of " + joined(codes) + ", found '" + *given + "'" +
                         (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

DecisionRequest read_request(const Arguments& parsed) {
  return {.by = parsed.text("by").value_or(""),
          .accept = parsed.texts("accept"),
          .reject = parsed.texts("reject"),
          .repeat = parsed.texts("repeat"),
          .changes = parsed.texts("override"),
          .exclude = parsed.texts("exclude"),
          .comment = parsed.texts("comment"),
          .withdraw = parsed.texts("withdraw"),
          .code = read_code(parsed),
          .words = parsed.text("words").value_or("")};
}

/// What is there by now, and what is added to it.
struct Decided {
  std::vector<ReviewEvent> before;
  std::vector<ReviewEvent> added;
};

std::vector<Words> taken_back_in_words(const std::vector<ReviewEvent>& added,
                                       const std::vector<ReviewEvent>& events, const Report& report) {
  std::vector<Words> said;
  for (const ReviewEvent& event : added)
    if (event.action == ReviewAction::Withdraw)
      for (const ReviewEvent& earlier : events)
        if (earlier.id == event.replaces.front())
          said.push_back(filled(review_labels.taken_back,
                                field<"subject">(words_of_subject(earlier.subject, report)),
                                field<"action">(action_in_words(earlier))));
  return said;
}

}  // namespace

ExitCode run_review_decide(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  po::options_description options("Options");
  options.add_options()("by", po::value<std::string>()->value_name("NAME"), "who decides")(
      "accept", many("SUBJECT"),
      "agree with what the record says: all, run, controls or a sample; may be repeated")(
      "reject", many("SUBJECT"), "withhold the result; may be repeated")(
      "repeat", many("SAMPLE=SET,..."), "ask for these sets again; run: for all of them; may be repeated")(
      "override", many("SAMPLE/SET=RESULT"), "change the result of a set; may be repeated")(
      "exclude", many("WELL[/TARGET]"), "leave a well out: apply computes again; may be repeated")(
      "comment", many("SUBJECT"), "only say --words; may be repeated")(
      "withdraw", many("ID"), "take back an event of one's own; may be repeated")(
      "code", po::value<std::string>()->value_name("CODE"), "why")(
      "words", po::value<std::string>()->value_name("TEXT"), "in words")(
      "output,o", po::value<std::string>()->value_name("REVIEW.json"),
      "the review file, added to where it is there");
  add_settings_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "CALLS.json REVIEW.json"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  if (!parsed.given("by"))
    throw CommandLineError("expected --by NAME, who decides; see 'crossbreak review decide --help'");
  if (parsed.text("output").value_or("").empty())
    throw CommandLineError(
        "expected -o REVIEW.json, the file to add to; see 'crossbreak review decide --help'");
  const Laboratory laboratory = load_laboratory(parsed, {parsed.files.data(), 1});
  const Language language = read_language(parsed, laboratory);
  const DecisionRequest request = read_request(parsed);
  check_may_decide(laboratory, request.by);
  const std::filesystem::path path = path_of(*parsed.text("output"));
  complete_unfinished(parsed, parsed.files);
  const std::filesystem::path record_folder = whole_path(path_of(parsed.files.front())).parent_path();
  const HeldFolder record_stays(record_folder);  // what is decided is what is called when it is written
  const CalledRecord called = read_called(parsed.files.front());
  check_outputs_spare({path}, {parsed.files.front()});
  const std::filesystem::path folder = whole_path(path).parent_path();
  check_writable(folder);

  const auto decided = [&]() -> Decided {
    std::vector<std::string> reviews(parsed.files.begin() + 1, parsed.files.end());
    if (std::filesystem::exists(path))
      reviews.push_back(text_of(path));
    std::vector<ReviewEvent> events = read_events(called, reviews);
    std::vector<ReviewEvent> added =
        decide(called.report, events, request, {.at = utc_now(), .zone = zone_offset(), .new_id = random_id});
    return {std::move(events), std::move(added)};
  };
  if (!std::filesystem::is_directory(folder)) {
    decided();  // or no folder is made
    make_folder(folder);
  }
  std::optional<HeldFolder> review_stays;  // the same for all who add to the file
  if (std::error_code error; !std::filesystem::equivalent(folder, record_folder, error))
    review_stays.emplace(folder);
  auto [events, added] = decided();
  events.insert(events.end(), added.begin(), added.end());
  const auto say = [&](const Words& words) { return printable(in(language, words)); };
  if (added.empty()) {
    out << say(filled(review_labels.nothing_new, field<"name">(request.by))) << '\n';
    return ExitCode::Done;
  }
  const bool all_decided = is_decided(standing_of(called.report, events));
  const std::vector<Words> taken_back = taken_back_in_words(added, events, called.report);
  const std::vector<std::string> files = {parsed.files.front(), text_of(path)};
  const Words next = all_decided ? next_apply(files, called.report, events)
                                 : next_command("review status " + joined(files, " "));
  write_files({{.path = path,
                .bytes = write_review_file(
                    {.name = {}, .record_sha256 = called.sha256, .events = std::move(events)})}});
  out << say(in_parentheses(filled(review_labels.added, field<"count">(std::to_string(added.size())),
                                   field<"name">(request.by)),
                            words_of(release_labels.typed_names)))
      << '\n';
  for (const Words& event : taken_back)
    out << say(event) << '\n';
  for (const Words& run : invalid_runs(called.report))
    out << say(run) << '\n';
  out << say(next) << '\n';
  err << "wrote " << printable(text_of(path)) << '\n';
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
