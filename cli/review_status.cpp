// crossbreak review status: what of a record is decided, and by whom.
#include <algorithm>

#include "arguments.hpp"
#include "called_record.hpp"
#include "laboratory.hpp"
#include "outputs.hpp"
#include "release/decide.hpp"
#include "release/event_rules.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "reports/release_words.hpp"
#include "review.hpp"
#include "run/utf8.hpp"
#include "system.hpp"
#include "unfinished.hpp"
#include "words/joined.hpp"
#include "words/labels/common.hpp"
#include "words/labels/release.hpp"
#include "words/labels/review.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {"crossbreak review status CALLS.json [REVIEW.json...] [options]",
          "What of a called record is decided, undecided and in conflict, and by whom. Exit code 0 where all "
          "is decided, 5 where not, 7 where a review file was made on another record.",
          {"# before apply", "crossbreak review status plate.calls.json plate.review.json"}};
}

/// What the record says of a run, control or patient: "run valid", "passed", "deletion D4-7, look at it".
Words called_words(const ReviewSubject& subject, const NamedCalls& named, const Report& report) {
  if (const PatientCall* patient = named.patient_of(subject)) {
    Words call = words_of(patient->call);
    if (const std::string deletions = joined(patient->deletions, " + "); !deletions.empty())
      call = {call.en + ' ' + deletions, call.zh + ' ' + deletions};
    std::vector<Words> said = {call};
    if (patient->review)
      said.push_back(words_of(common_labels.look_at_it));
    return listed(said);
  }
  if (const ControlCall* control = named.control_of(subject))
    return words_of(control->outcome);
  return words_of(status_of_run(subject.run, report.calls));
}

/// What to do where the record is not plain.
std::optional<Words> next_of(const ReviewSubject& subject, const NamedCalls& named) {
  if (const PatientCall* patient = named.patient_of(subject))
    return patient->next;
  const ControlCall* control = named.control_of(subject);
  return control != nullptr ? control->next : std::nullopt;
}

/// The beginning of an event's id, by which it can be taken back.
std::string short_id(const ReviewEvent& event) {
  return event.id.substr(0, shortest_event_id);
}

Words standing_words(const SubjectStanding& subject) {
  if (subject.by_run)
    return words_of(review_labels.by_run);
  if (subject.standing == Standing::Undecided)
    return words_of(review_labels.undecided);
  if (subject.standing == Standing::Conflict)
    return words_of(review_labels.conflict);
  std::vector<Words> people;
  for (const ReviewEvent& event : subject.events)
    people.push_back(filled(review_labels.person, field<"name">(event.by), field<"id">(short_id(event))));
  return filled(review_labels.by, field<"action">(action_in_words(subject.events.front())),
                field<"names">(listed(people)));
}

std::size_t count(const StandingReview& review, Standing standing) {
  return static_cast<std::size_t>(
      std::count_if(review.subjects.begin(), review.subjects.end(),
                    [&](const SubjectStanding& subject) { return subject.standing == standing; }));
}

}  // namespace

ExitCode run_review_status(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  po::options_description options("Options");
  add_settings_option(options);
  add_language_option(options);
  const Arguments parsed = parse(arguments, usage(), options, {.name = "CALLS.json REVIEW.json"}, out);
  if (parsed.finished)
    return ExitCode::Done;
  const Language language = read_language(parsed, load_laboratory(parsed, {parsed.files.data(), 1}));
  complete_unfinished(parsed, parsed.files);
  const CalledRecord called = read_called(parsed.files.front());
  const std::vector<ReviewEvent> events = read_events(called, std::span(parsed.files).subspan(1));
  check_not_of_the_future(events, utc_now());
  const StandingReview review = standing_of(called.report, events);
  const NamedCalls named(called.report.calls);
  const auto say = [&](const Words& words) { return printable(in(language, words)); };
  for (const SubjectStanding& subject : review.subjects) {
    Words name = words_of_subject(subject.subject, called.report);
    if (!subject.subject.well)
      name = in_parentheses(name, called_words(subject.subject, named, called.report));
    out << say(name) << in(language, separators.colon) << say(standing_words(subject)) << '\n';
    if (subject.standing == Standing::Conflict)
      for (const ReviewEvent& event : subject.events)
        out << "  "
            << say(filled(review_labels.one_of_conflict, field<"names">(event.by),
                          field<"action">(action_in_words(event)), field<"id">(short_id(event))))
            << '\n';
    if (const auto next = next_of(subject.subject, named); next && subject.standing != Standing::Decided)
      out << "  " << say(*next) << '\n';
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
  if (is_decided(review))
    out << say(next_apply(parsed.files, called.report, events)) << '\n';
  return is_decided(review) ? ExitCode::Done : ExitCode::ReviewNeeded;
}

}  // namespace crossbreak::cli
