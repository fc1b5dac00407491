#include "release/standing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "pipeline/laboratory.hpp"
#include "release/event_rules.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "words/labels/review.hpp"

namespace crossbreak {
namespace {

/// What a decision says of its subject: the order of sets, codes and words do not count.
using Said = std::pair<ReviewAction, std::vector<ReviewedSet>>;

Said said_by(const ReviewEvent& event) {
  Said said = {event.action, event.sets};
  std::sort(said.second.begin(), said.second.end());
  return said;
}

/// An event with what others are compared by, worked out once however many events name it.
struct KnownEvent {
  const ReviewEvent* event;
  std::string person;  ///< folded
  std::size_t said;    ///< the same number where events agree
};

std::vector<KnownEvent> known_events(std::span<const ReviewEvent> events) {
  std::map<Said, std::size_t> numbers;
  std::vector<KnownEvent> known;
  for (const ReviewEvent& event : events)
    known.push_back({.event = &event,
                     .person = folded_person_name(event.by),
                     .said = numbers.emplace(said_by(event), numbers.size()).first->second});
  return known;
}

/// Of others' decisions an event replaces only those that differ: one that is undisputed stands until its
/// owner decides otherwise.
void check_replaced(const KnownEvent& known, const std::vector<const KnownEvent*>& replaced) {
  const ReviewEvent& event = *known.event;
  // Where two differ, each of them differs from one.
  const bool differ = std::any_of(replaced.begin(), replaced.end(), [&](const KnownEvent* other) {
    return other->said != replaced.front()->said;
  });
  for (const KnownEvent* other : replaced) {
    if (other->event->action == ReviewAction::Comment)
      throw VerificationError(told(event) + ": names event " + other->event->id +
                              ", a comment, which is not replaced, only taken back");
    if (known.person != other->person && !differ)
      throw VerificationError(told(event) + ": replaces event " + other->event->id + " of " +
                              other->event->by +
                              ", but none that differs from it: a decision beside it makes a conflict, which "
                              "an event that replaces both ends");
  }
}

/// Events that replace each other in a circle would all be out, and nothing that stands would say why. An
/// event is settled once all that it replaces are.
void check_no_circle(std::span<const ReviewEvent> events) {
  std::map<std::string_view, std::vector<std::size_t>> replacing;  // places of events, by what they replace
  std::vector<std::size_t> unsettled;                              // of what each event replaces, how many
  std::vector<std::size_t> next;
  for (std::size_t i = 0; i < events.size(); ++i) {
    for (const std::string& id : events[i].replaces)
      replacing[id].push_back(i);
    unsettled.push_back(events[i].replaces.size());
    if (events[i].replaces.empty())
      next.push_back(i);
  }
  std::set<std::string_view> settled;
  while (!next.empty()) {
    const std::string_view id = events[next.back()].id;
    next.pop_back();
    if (!settled.insert(id).second)
      continue;
    if (const auto found = replacing.find(id); found != replacing.end())
      for (const std::size_t i : found->second)
        if (--unsettled[i] == 0)
          next.push_back(i);
  }
  for (const ReviewEvent& event : events)
    for (const std::string& id : event.replaces)
      if (!settled.contains(event.id) && !settled.contains(id))
        throw VerificationError(told(event) + ": replaces event " + id +
                                ", which replaces it in turn: none of them would stand");
}

/// Ids of events that are out: replaced by another one, or taken back.
std::set<std::string> ids_out(std::span<const ReviewEvent> events) {
  const std::vector<KnownEvent> known = known_events(events);
  std::map<std::string_view, const KnownEvent*> by_id;
  for (const KnownEvent& one : known)
    by_id.emplace(one.event->id, &one);
  std::set<std::string> out;
  for (const KnownEvent& one : known) {
    const ReviewEvent& event = *one.event;
    std::vector<const KnownEvent*> replaced;
    for (const std::string& id : event.replaces) {
      const auto found = by_id.find(id);
      if (found == by_id.end())
        throw VerificationError(told(event) + ": names event " + id +
                                ", which is in none of the review files: give all of them");
      const ReviewEvent& other = *found->second->event;
      if (other.id == event.id || other.action == ReviewAction::Withdraw)
        throw VerificationError(told(event) + ": names event " + id + ", which nothing can replace");
      if (!(other.subject == event.subject))
        throw VerificationError(told(event) + ": names event " + id + ", which is about another subject");
      if (event.action == ReviewAction::Withdraw && one.person != found->second->person)
        throw VerificationError(told(event) + ": takes back event " + id + " of " + other.by + ": only " +
                                other.by + " can; decide otherwise instead");
      replaced.push_back(found->second);
      out.insert(id);
    }
    if (event.action != ReviewAction::Withdraw)
      check_replaced(one, replaced);
  }
  check_no_circle(events);
  return out;
}

/// Decisions that are not out, oldest first, by what they are on.
using Decisions = std::map<ReviewSubject, std::vector<const ReviewEvent*>>;

Decisions decisions_not_out(std::span<const ReviewEvent> events, const std::set<std::string>& out) {
  Decisions decisions;
  for (const ReviewEvent& event : events)
    if (event.action != ReviewAction::Comment && event.action != ReviewAction::Withdraw &&
        !out.contains(event.id))
      decisions[event.subject].push_back(&event);
  return decisions;
}

SubjectStanding standing_on(const ReviewSubject& subject, const Decisions& decisions) {
  SubjectStanding standing{.subject = subject, .standing = Standing::Undecided, .events = {}};
  if (const auto found = decisions.find(subject); found != decisions.end())
    for (const ReviewEvent* event : found->second)
      standing.events.push_back(*event);
  if (standing.events.empty())
    return standing;
  const bool same =
      std::all_of(standing.events.begin(), standing.events.end(),
                  [&](const ReviewEvent& event) { return agree(event, standing.events.front()); });
  standing.standing = same ? Standing::Decided : Standing::Conflict;
  return standing;
}

/// The standing action; nothing where there is none, or several.
std::optional<ReviewAction> action_of(const SubjectStanding& standing) {
  if (standing.standing != Standing::Decided || standing.events.empty())
    return std::nullopt;
  return standing.events.front().action;
}

bool withholds(std::optional<ReviewAction> action) {
  return action == ReviewAction::Reject || action == ReviewAction::Repeat;
}

/// A run that is repeated or rejected decides all its patients, those too that are on it with some sets.
void decide_by_runs(std::vector<SubjectStanding>& subjects, const Calls& calls) {
  std::set<std::size_t> runs;
  for (const SubjectStanding& subject : subjects)
    if (kind_of(subject.subject) == SubjectKind::Run && withholds(action_of(subject)))
      runs.insert(subject.subject.run);
  const NamedCalls named(calls);
  for (SubjectStanding& subject : subjects)
    if (const PatientCall* patient = named.patient_of(subject.subject))
      for (const std::size_t run : runs_of(*patient, calls))
        if (runs.contains(run) && !subject.by_run) {
          subject.standing = Standing::Decided;
          subject.by_run = run;
        }
}

/// What a set is called, or changed to.
SetResult result_of(const SetCall& set, const ReviewEvent& decision) {
  for (const ReviewedSet& changed : decision.sets)
    if (changed.set == set.set && changed.to)
      return *changed.to;
  return set.result;
}

/// Whether a negative of the set rests on reference wells of the run (R7): on those of its own run, and where
/// that has none on the others.
bool rests_on_reference(const SetCall& set, const PatientCall& patient, std::size_t run, const Calls& calls) {
  const std::set<std::size_t> of_reference =
      patient.reference ? runs_of(*patient.reference, calls) : std::set<std::size_t>();
  const std::set<std::size_t> own = runs_of(set, patient, calls);
  const bool has_own =
      std::any_of(own.begin(), own.end(), [&](std::size_t one) { return of_reference.contains(one); });
  return of_reference.contains(run) && (!has_own || own.contains(run));
}

/// Whether what the set is called, or changed to, rests on the control.
bool rests_on(const SetCall& set, const PatientCall& patient, const ReviewEvent& decision,
              const ReviewSubject& control, const Report& report) {
  const SetResult result = result_of(set, decision);
  if (*control.set == report.reference)
    return result == SetResult::Negative && rests_on_reference(set, patient, control.run, report.calls);
  return set.set == *control.set && result != SetResult::Missing && result != SetResult::Invalid &&
         runs_of(set, patient, report.calls).contains(control.run);
}

/// A result that rests on a control which a reviewer does not accept cannot be released.
std::vector<Words> contradictions_of(const std::vector<SubjectStanding>& subjects, const Report& report) {
  std::vector<Words> found;
  const NamedCalls named(report.calls);
  for (const SubjectStanding& control : subjects) {
    if (kind_of(control.subject) != SubjectKind::Control || !withholds(action_of(control)))
      continue;
    for (const SubjectStanding& subject : subjects) {
      const PatientCall* patient = named.patient_of(subject.subject);
      if (patient == nullptr || subject.by_run || subject.standing != Standing::Decided ||
          withholds(action_of(subject)))
        continue;
      if (std::any_of(patient->sets.begin(), patient->sets.end(), [&](const SetCall& set) {
            return rests_on(set, *patient, subject.events.front(), control.subject, report);
          }))
        found.push_back(filled(review_labels.contradiction,
                               field<"subject">(words_of_subject(subject.subject, report)),
                               field<"control">(words_of_subject(control.subject, report))));
    }
  }
  return found;
}

}  // namespace

bool agree(const ReviewEvent& a, const ReviewEvent& b) {
  return a.sets.size() == b.sets.size() && said_by(a) == said_by(b);
}

std::vector<ReviewEvent> merge_events(std::span<const ReviewFile> files) {
  std::map<std::string, std::pair<const ReviewEvent*, const ReviewFile*>> by_id;
  std::vector<std::span<const ReviewEvent>> rest;
  for (const ReviewFile& file : files) {
    rest.emplace_back(file.events);
    for (const ReviewEvent& event : file.events)
      if (const auto [entry, is_new] = by_id.emplace(event.id, std::pair(&event, &file));
          !is_new && !(*entry->second.first == event))
        throw VerificationError(file.name + ": event " + event.id + " is not as " +
                                entry->second.second->name + " has it: one of the two was changed");
  }
  // Each file keeps its order; which of them is first does not depend on the order of the files.
  std::vector<ReviewEvent> events;
  std::set<std::string> taken;
  while (true) {
    const ReviewEvent* earliest = nullptr;
    for (std::span<const ReviewEvent>& file : rest) {
      while (!file.empty() && taken.contains(file.front().id))
        file = file.subspan(1);
      if (!file.empty() && (earliest == nullptr || std::pair(file.front().at, file.front().id) <
                                                       std::pair(earliest->at, earliest->id)))
        earliest = &file.front();
    }
    if (earliest == nullptr)
      return events;
    taken.insert(earliest->id);
    events.push_back(*earliest);
  }
}

StandingReview standing_of(const Report& called, std::span<const ReviewEvent> events) {
  const EventRules rules(called);
  for (const ReviewEvent& event : events)
    if (const auto why = rules.why_impossible(event))
      throw VerificationError(told(event) + ": " + *why);
  const std::set<std::string> out = ids_out(events);
  const Decisions decisions = decisions_not_out(events, out);
  std::vector<ReviewSubject> subjects = subjects_of(called);
  std::set<ReviewSubject> known(subjects.begin(), subjects.end());
  for (const ReviewEvent& event : events)
    if (event.action == ReviewAction::Exclude && !out.contains(event.id) &&
        known.insert(event.subject).second)
      subjects.push_back(event.subject);
  StandingReview review;
  for (const ReviewSubject& subject : subjects)
    review.subjects.push_back(standing_on(subject, decisions));
  decide_by_runs(review.subjects, called.calls);
  review.contradictions = contradictions_of(review.subjects, called);
  return review;
}

bool is_decided(const StandingReview& review) {
  return review.contradictions.empty() &&
         std::all_of(review.subjects.begin(), review.subjects.end(),
                     [](const SubjectStanding& subject) { return subject.standing == Standing::Decided; });
}

std::vector<Decision> decisions_of(const StandingReview& review) {
  std::vector<Decision> decisions;
  for (const SubjectStanding& subject : review.subjects) {
    if (subject.standing != Standing::Decided || subject.by_run || subject.events.empty())
      continue;
    Decision decision{
        .subject = subject.subject, .action = subject.events.front().action, .by = {}, .events = {}};
    std::set<std::string> people;
    for (const ReviewEvent& event : subject.events) {
      if (people.insert(folded_person_name(event.by)).second)
        decision.by.push_back(event.by);
      decision.events.push_back(event.id);
    }
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

}  // namespace crossbreak
