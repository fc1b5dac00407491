#include "release/standing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/laboratory.hpp"
#include "release/release_error.hpp"
#include "run/nearest.hpp"
#include "run/person_name.hpp"
#include "words/joined.hpp"
#include "words/labels/review.hpp"

namespace crossbreak {
namespace {

enum class Kind { Run, Control, Patient, Well };

Kind kind_of(const ReviewSubject& subject) {
  if (subject.control)
    return Kind::Control;
  if (subject.sample)
    return Kind::Patient;
  return subject.well ? Kind::Well : Kind::Run;
}

ReviewSubject subject_of(const ControlCall& control) {
  ReviewSubject subject{.run = control.run,
                        .control = control.sample,
                        .role = {},
                        .set = control.set,
                        .sample = {},
                        .repeat = {},
                        .well = {},
                        .target = {}};
  if (control.sample.empty())
    subject.role = control.role;
  return subject;
}

ReviewSubject subject_of(const PatientCall& patient, const Calls& calls) {
  ReviewSubject subject;
  subject.run = run_of(patient, calls);
  subject.sample = patient.sample;
  subject.repeat = patient.repeat;
  return subject;
}

/// Runs, controls, patients.
std::vector<ReviewSubject> subjects_of(const Report& report) {
  std::vector<ReviewSubject> subjects;
  std::set<std::size_t> runs;
  for (const ReportInput& input : report.inputs)
    if (runs.insert(input.run).second) {
      ReviewSubject run;
      run.run = input.run;
      subjects.push_back(run);
    }
  for (const ControlCall& control : report.calls.controls)
    subjects.push_back(subject_of(control));
  for (const PatientCall& patient : report.calls.patients)
    subjects.push_back(subject_of(patient, report.calls));
  return subjects;
}

/// Whether a subject that names a well names this one.
bool is_named(const WellCall& well, const ReviewSubject& subject) {
  return well.run == subject.run && well.well == *subject.well &&
         (!subject.target || well.target == *subject.target);
}

bool has_well(const ReviewSubject& subject, const Calls& calls) {
  return std::any_of(calls.wells.begin(), calls.wells.end(),
                     [&](const WellCall& well) { return is_named(well, subject); });
}

bool is_known(const ReviewSubject& subject, const Report& report) {
  if (kind_of(subject) == Kind::Well)
    return has_well(subject, report.calls);
  const std::vector<ReviewSubject> known = subjects_of(report);
  return std::find(known.begin(), known.end(), subject) != known.end();
}

bool has_control(const ReviewSubject& subject, const Calls& calls) {
  return std::any_of(calls.wells.begin(), calls.wells.end(), [&](const WellCall& well) {
    return is_named(well, subject) && well.role != SampleRole::Unknown;
  });
}

bool may(ReviewAction action, Kind kind) {
  switch (action) {
    case ReviewAction::Comment:
    case ReviewAction::Withdraw:
      return true;
    case ReviewAction::Accept:
    case ReviewAction::Reject:
    case ReviewAction::Repeat:
      return kind != Kind::Well;
    case ReviewAction::Override:
      return kind == Kind::Patient;
    case ReviewAction::Exclude:
      return kind == Kind::Well;
  }
  return false;
}

bool invalidates(const ControlCall& control, std::size_t run) {
  return control.run == run && control.invalidates;
}

bool is_invalid(std::size_t run, const Calls& calls) {
  return std::any_of(calls.controls.begin(), calls.controls.end(),
                     [&](const ControlCall& control) { return invalidates(control, run); });
}

void add_runs(const SetCall& set, const Calls& calls, std::set<std::size_t>& runs) {
  for (const std::size_t well : set.wells)
    runs.insert(calls.wells.at(well).run);
}

/// The runs of a set's wells; of one without wells the patient's.
std::set<std::size_t> runs_of(const SetCall& set, const PatientCall& patient, const Calls& calls) {
  std::set<std::size_t> runs;
  add_runs(set, calls, runs);
  return runs.empty() ? runs_of(patient, calls) : runs;
}

/// Whether a control of the set's run leaves it without result.
bool is_invalidated(const SetCall& set, const PatientCall& patient, const Calls& calls) {
  const std::set<std::size_t> runs = runs_of(set, patient, calls);
  return std::any_of(calls.controls.begin(), calls.controls.end(), [&](const ControlCall& control) {
    return control.invalidates && control.set == set.set && runs.contains(control.run);
  });
}

std::optional<std::string> why_not_these_sets(const ReviewEvent& event, const Report& report) {
  const bool asks = event.action == ReviewAction::Override || event.action == ReviewAction::Repeat;
  if (asks == event.sets.empty())
    return asks ? "expected the sets that it is about, found none"
                : "expected sets only with override and repeat, found some";
  std::set<std::string> seen;
  for (const ReviewedSet& set : event.sets) {
    const bool is_reference = event.action == ReviewAction::Repeat && set.set == report.reference;
    if (!is_reference && std::none_of(report.sets.begin(), report.sets.end(),
                                      [&](const ReportSet& known) { return known.name == set.set; }))
      return "expected a set of the panel (" + joined(report.sets, ", ", &ReportSet::name) + "), found '" +
             set.set + "'";
    if (!seen.insert(set.set).second)
      return "names set '" + set.set + "' twice";
    if ((event.action == ReviewAction::Override) != (set.from && set.to) ||
        set.from.has_value() != set.to.has_value())
      return "set '" + set.set + "': expected old and new of an override, and of nothing else";
    if (kind_of(event.subject) == Kind::Control && set.set != *event.subject.set)
      return "expected the control's own set '" + *event.subject.set + "', found '" + set.set + "'";
  }
  return std::nullopt;
}

std::optional<std::string> why_not_overridden(const ReviewEvent& event, const Report& report) {
  const PatientCall& patient = *patient_of(event.subject, report.calls);
  for (const ReviewedSet& asked : event.sets) {
    const SetCall& set = *std::find_if(patient.sets.begin(), patient.sets.end(),
                                       [&](const SetCall& s) { return s.set == asked.set; });
    if (set.result != *asked.from)
      return "set '" + set.set + "': expected the record's result '" + std::string(code_of(set.result)) +
             "' as the old one, found '" + std::string(code_of(*asked.from)) + "'";
    if (*asked.to == *asked.from)
      return "set '" + set.set + "': expected another result than the record's '" +
             std::string(code_of(set.result)) + "'";
    if (is_invalidated(set, patient, report.calls))
      return "set '" + set.set + "': a control makes it invalid on this run: it can be repeated, not changed";
  }
  const PatientCallState after = ruling_with(patient, event.sets).call;
  if (event.old_call != code_of(patient.call) || event.new_call != code_of(after))
    return "expected the call to change from '" + std::string(code_of(patient.call)) + "' to '" +
           std::string(code_of(after)) + "' by R10 and R11, found '" + event.old_call + "' to '" +
           event.new_call + "'";
  return std::nullopt;
}

std::string told(const ReviewEvent& event) {
  return "event " + event.id + " by " + event.by;
}

/// Of others' decisions an event replaces only those that differ: one that is undisputed stands until its
/// owner decides otherwise.
void check_replaced(const ReviewEvent& event, const std::vector<const ReviewEvent*>& replaced) {
  for (const ReviewEvent* other : replaced) {
    if (other->action == ReviewAction::Comment)
      throw VerificationError(told(event) + ": names event " + other->id +
                              ", a comment, which is not replaced, only taken back");
    const bool differs = std::any_of(replaced.begin(), replaced.end(),
                                     [&](const ReviewEvent* third) { return !agree(*other, *third); });
    if (!is_same_person(event.by, other->by) && !differs)
      throw VerificationError(told(event) + ": replaces event " + other->id + " of " + other->by +
                              ", but none that differs from it: a decision beside it makes a conflict, which "
                              "an event that replaces both ends");
  }
}

/// Events that replace each other in a circle would all be out, and nothing that stands would say why.
void check_no_circle(std::span<const ReviewEvent> events) {
  std::set<std::string> settled;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const ReviewEvent& event : events)
      if (!settled.contains(event.id) &&
          std::all_of(event.replaces.begin(), event.replaces.end(),
                      [&](const std::string& id) { return settled.contains(id); })) {
        settled.insert(event.id);
        goes_on = true;
      }
  }
  for (const ReviewEvent& event : events)
    for (const std::string& id : event.replaces)
      if (!settled.contains(event.id) && !settled.contains(id))
        throw VerificationError(told(event) + ": replaces event " + id +
                                ", which replaces it in turn: none of them would stand");
}

/// Ids of events that are out: replaced by another one, or taken back.
std::set<std::string> ids_out(std::span<const ReviewEvent> events) {
  std::map<std::string, const ReviewEvent*> by_id;
  for (const ReviewEvent& event : events)
    by_id.emplace(event.id, &event);
  std::set<std::string> out;
  for (const ReviewEvent& event : events) {
    std::vector<const ReviewEvent*> replaced;
    for (const std::string& id : event.replaces) {
      const auto found = by_id.find(id);
      if (found == by_id.end())
        throw VerificationError(told(event) + ": names event " + id +
                                ", which is in none of the review files: give all of them");
      const ReviewEvent& other = *found->second;
      if (other.id == event.id || other.action == ReviewAction::Withdraw)
        throw VerificationError(told(event) + ": names event " + id + ", which nothing can replace");
      if (!(other.subject == event.subject))
        throw VerificationError(told(event) + ": names event " + id + ", which is about another subject");
      if (event.action == ReviewAction::Withdraw && !is_same_person(event.by, other.by))
        throw VerificationError(told(event) + ": takes back event " + id + " of " + other.by + ": only " +
                                other.by + " can; decide otherwise instead");
      replaced.push_back(&other);
      out.insert(id);
    }
    if (event.action != ReviewAction::Withdraw)
      check_replaced(event, replaced);
  }
  check_no_circle(events);
  return out;
}

SubjectStanding standing_on(const ReviewSubject& subject, std::span<const ReviewEvent> events,
                            const std::set<std::string>& out) {
  SubjectStanding standing{.subject = subject, .standing = Standing::Undecided, .events = {}};
  for (const ReviewEvent& event : events)
    if (event.subject == subject && event.action != ReviewAction::Comment &&
        event.action != ReviewAction::Withdraw && !out.contains(event.id))
      standing.events.push_back(event);
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
    if (kind_of(subject.subject) == Kind::Run && withholds(action_of(subject)))
      runs.insert(subject.subject.run);
  for (SubjectStanding& subject : subjects)
    if (const PatientCall* patient = patient_of(subject.subject, calls))
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
  std::set<std::size_t> of_reference;
  if (patient.reference)
    add_runs(*patient.reference, calls, of_reference);
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
  for (const SubjectStanding& control : subjects) {
    if (kind_of(control.subject) != Kind::Control || !withholds(action_of(control)))
      continue;
    for (const SubjectStanding& subject : subjects) {
      const PatientCall* patient = patient_of(subject.subject, report.calls);
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

/// Of a subject that the record lacks: the nearest one that it has.
std::string with_nearest(const ReviewSubject& subject, const Report& report) {
  if (kind_of(subject) == Kind::Run)
    return "run " + std::to_string(subject.run);
  const std::string name = name_of(subject, report);
  std::vector<std::string> names;
  for (const ReviewSubject& known : subjects_of(report))
    if (kind_of(known) == kind_of(subject))
      names.push_back(name_of(known, report));
  for (const WellCall& well : report.calls.wells)
    if (subject.well && well.run == subject.run) {
      ReviewSubject known = subject;
      known.well = well.well;
      if (known.target)
        known.target = well.target;
      names.push_back(name_of(known, report));
    }
  if (const PatientCall* patient = patient_of(subject, report.calls))
    return name + " of run " + std::to_string(subject.run) + ", but one of run " +
           std::to_string(run_of(*patient, report.calls));
  const auto nearest = nearest_name(name, names);
  return name + (nearest && *nearest != name ? ", did you mean " + *nearest + "?" : "");
}

}  // namespace

bool agree(const ReviewEvent& a, const ReviewEvent& b) {
  const auto sorted = [](std::vector<ReviewedSet> sets) {
    std::sort(sets.begin(), sets.end(),
              [](const ReviewedSet& x, const ReviewedSet& y) { return x.set < y.set; });
    return sets;
  };
  return a.action == b.action && sorted(a.sets) == sorted(b.sets);
}

std::size_t run_of(const PatientCall& patient, const Calls& calls) {
  for (const SetCall& set : patient.sets)
    if (!set.wells.empty())
      return calls.wells.at(set.wells.front()).run;
  if (patient.reference && !patient.reference->wells.empty())
    return calls.wells.at(patient.reference->wells.front()).run;
  return 0;
}

std::set<std::size_t> runs_of(const PatientCall& patient, const Calls& calls) {
  std::set<std::size_t> runs;
  for (const SetCall& set : patient.sets)
    add_runs(set, calls, runs);
  if (patient.reference)
    add_runs(*patient.reference, calls, runs);
  if (runs.empty())
    runs.insert(run_of(patient, calls));
  return runs;
}

const PatientCall* patient_of(const ReviewSubject& subject, const Calls& calls) {
  if (!subject.sample)
    return nullptr;
  const auto found =
      std::find_if(calls.patients.begin(), calls.patients.end(), [&](const PatientCall& patient) {
        return patient.sample == *subject.sample && patient.repeat == subject.repeat;
      });
  return found == calls.patients.end() ? nullptr : &*found;
}

const ControlCall* control_of(const ReviewSubject& subject, const Calls& calls) {
  const auto found = std::find_if(calls.controls.begin(), calls.controls.end(),
                                  [&](const ControlCall& control) { return subject_of(control) == subject; });
  return found == calls.controls.end() ? nullptr : &*found;
}

RunStatus status_of_run(std::size_t run, const Calls& calls) {
  if (is_invalid(run, calls))
    return RunStatus::Invalid;
  const bool warns = std::any_of(calls.issues.begin(), calls.issues.end(),
                                 [](const Issue& issue) { return issue.severity == Severity::Warning; });
  return warns ? RunStatus::ValidWithWarnings : RunStatus::Valid;
}

PatientRuling ruling_with(const PatientCall& patient, std::span<const ReviewedSet> sets) {
  std::vector<NamedResult> results;
  for (const SetCall& set : patient.sets) {
    const auto asked = std::find_if(sets.begin(), sets.end(),
                                    [&](const ReviewedSet& changed) { return changed.set == set.set; });
    results.push_back({set.set, asked != sets.end() && asked->to ? *asked->to : set.result});
  }
  return rule_patient(results);
}

Words words_of_subject(const ReviewSubject& subject, const Report& report) {
  const std::string file = file_of_run(report, subject.run);
  const auto of_file = [&](const Words& name) {
    return has_several_runs(report) ? filled(review_labels.of_file, field<"name">(name), field<"file">(file))
                                    : name;
  };
  switch (kind_of(subject)) {
    case Kind::Run:
      return filled(review_labels.run, field<"name">(file));
    case Kind::Control: {
      Words name = {*subject.control, *subject.control};
      if (subject.control->empty())
        name = filled(review_labels.missing, field<"role">(words_of(subject.role.value_or(SampleRole::Ntc))));
      name.en += "/" + *subject.set;
      name.zh += "/" + *subject.set;
      return filled(review_labels.control, field<"name">(of_file(name)));
    }
    case Kind::Patient: {
      const std::string repeat = *subject.repeat > 0 ? "#" + std::to_string(*subject.repeat) : "";
      return filled(review_labels.patient, field<"name">(*subject.sample + repeat));
    }
    case Kind::Well: {
      const std::string name = to_string(*subject.well) + (subject.target ? "/" + *subject.target : "");
      return filled(review_labels.well, field<"name">(of_file({name, name})));
    }
  }
  return {};
}

std::string name_of(const ReviewSubject& subject, const Report& report) {
  return words_of_subject(subject, report).en;
}

void check_not_of_the_future(std::span<const ReviewEvent> events, const std::string& now) {
  for (const ReviewEvent& event : events)
    if (event.at > now)
      throw VerificationError(told(event) + " is of " + event.at + ", later than this computer's clock, " +
                              now + ": set the clock, or find out who wrote the event");
}

std::optional<std::string> why_impossible(const ReviewEvent& event, const Report& called) {
  const Kind kind = kind_of(event.subject);
  if (!is_known(event.subject, called))
    return "the record has no " + with_nearest(event.subject, called);
  const std::string action(code_of(event.action));
  if (!may(event.action, kind))
    return "'" + action + "' cannot be said of " + name_of(event.subject, called);
  if (kind == Kind::Run && is_invalid(event.subject.run, called.calls) &&
      (event.action == ReviewAction::Reject || event.action == ReviewAction::Override))
    return name_of(event.subject, called) + " is invalid: expected accept (as invalid) or repeat, found '" +
           action + "'";
  if (event.action == ReviewAction::Exclude && !called.release.policy.exclude_controls &&
      has_control(event.subject, called.calls))
    return name_of(event.subject, called) +
           " is of a control: the panel does not let wells of controls be left out; repeat its set instead";
  if (needs_code(event.action) && !event.code)
    return "'" + action + "' needs a code (" +
           joined(codes_of(DecisionCode{}), ", ", [](const auto& entry) { return entry.second; }) +
           "), found none";
  if (event.code == DecisionCode::Other && !has_visible_text(event.words))
    return "code 'other' needs words, found none";
  if ((event.action == ReviewAction::Withdraw) && event.replaces.empty())
    return "expected the event that it takes back, found none";
  if (event.action == ReviewAction::Comment && !event.replaces.empty())
    return "expected a comment that replaces nothing, found one that does";
  if (const auto why = why_not_these_sets(event, called))
    return why;
  if (event.action == ReviewAction::Override)
    return why_not_overridden(event, called);
  if (!event.old_call.empty() || !event.new_call.empty())
    return "expected old and new only of an override, found them elsewhere";
  return std::nullopt;
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
  for (const ReviewEvent& event : events)
    if (const auto why = why_impossible(event, called))
      throw VerificationError(told(event) + ": " + *why);
  const std::set<std::string> out = ids_out(events);
  std::vector<ReviewSubject> subjects = subjects_of(called);
  for (const ReviewEvent& event : events)
    if (event.action == ReviewAction::Exclude && !out.contains(event.id) &&
        std::find(subjects.begin(), subjects.end(), event.subject) == subjects.end())
      subjects.push_back(event.subject);
  StandingReview review;
  for (const ReviewSubject& subject : subjects)
    review.subjects.push_back(standing_on(subject, events, out));
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
    for (const ReviewEvent& event : subject.events) {
      if (std::none_of(decision.by.begin(), decision.by.end(),
                       [&](const std::string& name) { return is_same_person(name, event.by); }))
        decision.by.push_back(event.by);
      decision.events.push_back(event.id);
    }
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

}  // namespace crossbreak
