// crossbreak review status: what of a record is decided, and by whom.
#include <algorithm>

#include "arguments.hpp"
#include "called_record.hpp"
#include "outputs.hpp"
#include "release/standing.hpp"
#include "review.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/release.hpp"
#include "words/labels/review.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak review status CALLS.json [REVIEW.json...] [options]",
      "What of a called record is decided, undecided and in conflict, and by whom. Exit code 0 where all is\n"
      "decided, 5 where not, 7 where a review file was made on another record.",
      {"# before apply", "crossbreak review status plate.calls.json plate.review.json"}};
}

Words action_words(const ReviewEvent& event) {
  const Words action = words_of(event.action);
  if (event.sets.empty())
    return action;
  std::vector<Words> sets;
  for (const ReviewedSet& set : event.sets)
    sets.push_back(
        set.to ? filled(review_labels.given, field<"set">(set.set), field<"result">(words_of(*set.to)))
               : Words{set.set, set.set});
  return in_parentheses(action, listed(sets));
}

Words standing_words(const SubjectStanding& subject) {
  if (subject.by_run)
    return words_of(review_labels.by_run);
  if (subject.standing == Standing::Undecided)
    return words_of(review_labels.undecided);
  if (subject.standing == Standing::Conflict)
    return words_of(review_labels.conflict);
  std::vector<std::string> names;
  for (const ReviewEvent& event : subject.events)
    if (std::find(names.begin(), names.end(), event.by) == names.end())
      names.push_back(event.by);
  return filled(review_labels.by, field<"action">(action_words(subject.events.front())),
                field<"names">(listed(names)));
}

std::size_t count(const StandingReview& review, Standing standing) {
  return static_cast<std::size_t>(
      std::count_if(review.subjects.begin(), review.subjects.end(),
                    [&](const SubjectStanding& subject) { return subject.standing == standing; }));
}

}  // namespace

ExitCode run_review_status(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  po::options_description options("Options");
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "CALLS.json REVIEW.json"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Language language = read_language(parsed);
  const CalledRecord called = read_called(parsed.files.front());
  const std::vector<ReviewEvent> events = read_events(called, std::span(parsed.files).subspan(1));
  const StandingReview review = standing_of(called.report, events);
  const auto say = [&](const Words& words) { return printable(in(language, words)); };
  for (const SubjectStanding& subject : review.subjects) {
    out << say(words_of_subject(subject.subject, called.report)) << in(language, separators.colon)
        << say(standing_words(subject)) << '\n';
    if (subject.standing == Standing::Conflict)
      for (const ReviewEvent& event : subject.events)
        out << "  "
            << say(filled(review_labels.one_of_conflict, field<"names">(event.by),
                          field<"action">(action_words(event)), field<"id">(event.id)))
            << '\n';
  }
  for (const Words& words : review.contradictions)
    out << say(words) << '\n';
  out << say(filled(review_labels.counts, field<"decided">(std::to_string(count(review, Standing::Decided))),
                    field<"undecided">(std::to_string(count(review, Standing::Undecided))),
                    field<"conflicts">(
                        std::to_string(count(review, Standing::Conflict) + review.contradictions.size()))))
      << '\n';
  if (!events.empty())
    out << say(words_of(release_labels.typed_names)) << '\n';
  return is_decided(review) ? ExitCode::Done : ExitCode::ReviewNeeded;
}

}  // namespace crossbreak::cli
