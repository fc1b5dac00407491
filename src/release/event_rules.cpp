#include "release/event_rules.hpp"

#include <algorithm>

#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "run/nearest.hpp"
#include "run/person_name.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

bool may(ReviewAction action, SubjectKind kind) {
  switch (action) {
    case ReviewAction::Comment:
    case ReviewAction::Withdraw:
      return true;
    case ReviewAction::Accept:
    case ReviewAction::Reject:
    case ReviewAction::Repeat:
      return kind != SubjectKind::Well;
    case ReviewAction::Override:
      return kind == SubjectKind::Patient;
    case ReviewAction::Exclude:
      return kind == SubjectKind::Well;
  }
  return false;
}

/// Of a subject that the record lacks: the nearest one that it has.
std::string with_nearest(const ReviewSubject& subject, const Report& report) {
  if (kind_of(subject) == SubjectKind::Run)
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

std::string told(const ReviewEvent& event) {
  return "event " + event.id + " by " + event.by;
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

void check_not_of_the_future(std::span<const ReviewEvent> events, const std::string& now) {
  for (const ReviewEvent& event : events)
    if (event.at > now)
      throw VerificationError(told(event) + " is of " + event.at + ", later than this computer's clock, " +
                              now + ": set the clock, or find out who wrote the event");
}

EventRules::EventRules(const Report& called) : called_(called), named_(called.calls) {
  const std::vector<ReviewSubject> subjects = subjects_of(called);
  subjects_.insert(subjects.begin(), subjects.end());
  for (const WellCall& well : called.calls.wells)
    wells_[{well.run, well.well}].push_back(&well);
  for (const ReportSet& set : called.sets)
    sets_.insert(set.name);
  invalidated_runs_ = invalidated_runs(called.calls);
  for (const ControlCall& control : called.calls.controls)
    if (control.invalidates)
      invalidated_sets_.emplace(control.run, control.set);
}

/// Of all targets, where it names none.
std::vector<const WellCall*> EventRules::wells_named(const ReviewSubject& subject) const {
  std::vector<const WellCall*> named;
  if (const auto found = wells_.find({subject.run, *subject.well}); found != wells_.end())
    for (const WellCall* well : found->second)
      if (is_named(*well, subject))
        named.push_back(well);
  return named;
}

bool EventRules::is_known(const ReviewSubject& subject) const {
  if (kind_of(subject) == SubjectKind::Well)
    return !wells_named(subject).empty();
  return subjects_.contains(subject);
}

bool EventRules::has_control(const ReviewSubject& subject) const {
  const std::vector<const WellCall*> wells = wells_named(subject);
  return std::any_of(wells.begin(), wells.end(),
                     [](const WellCall* well) { return well->role != SampleRole::Unknown; });
}

/// Whether a control of the set's run leaves it without result.
bool EventRules::is_invalidated(const SetCall& set, const PatientCall& patient) const {
  const std::set<std::size_t> runs = runs_of(set, patient, called_.calls);
  return std::any_of(runs.begin(), runs.end(), [&](std::size_t run) {
    return invalidated_sets_.contains({run, set.set});
  });
}

std::optional<std::string> EventRules::why_not_these_sets(const ReviewEvent& event) const {
  const bool asks = event.action == ReviewAction::Override || event.action == ReviewAction::Repeat;
  if (asks == event.sets.empty())
    return asks ? "expected the sets that it is about, found none"
                : "expected sets only with override and repeat, found some";
  std::set<std::string> seen;
  for (const ReviewedSet& set : event.sets) {
    const bool is_reference = event.action == ReviewAction::Repeat && set.set == called_.reference;
    if (!is_reference && !sets_.contains(set.set))
      return "expected a set of the panel (" + joined(called_.sets, ", ", &ReportSet::name) + "), found '" +
             set.set + "'";
    if (!seen.insert(set.set).second)
      return "names set '" + set.set + "' twice";
    if ((event.action == ReviewAction::Override) != (set.from && set.to) ||
        set.from.has_value() != set.to.has_value())
      return "set '" + set.set + "': expected old and new of an override, and of nothing else";
    if (kind_of(event.subject) == SubjectKind::Control && set.set != *event.subject.set)
      return "expected the control's own set '" + *event.subject.set + "', found '" + set.set + "'";
  }
  return std::nullopt;
}

std::optional<std::string> EventRules::why_not_overridden(const ReviewEvent& event) const {
  const PatientCall& patient = *named_.patient_of(event.subject);
  for (const ReviewedSet& asked : event.sets) {
    const SetCall& set = *std::find_if(patient.sets.begin(), patient.sets.end(),
                                       [&](const SetCall& s) { return s.set == asked.set; });
    if (set.result != *asked.from)
      return "set '" + set.set + "': expected the record's result '" + std::string(code_of(set.result)) +
             "' as the old one, found '" + std::string(code_of(*asked.from)) + "'";
    if (*asked.to == *asked.from)
      return "set '" + set.set + "': expected another result than the record's '" +
             std::string(code_of(set.result)) + "'";
    if (is_invalidated(set, patient))
      return "set '" + set.set + "': a control makes it invalid on this run: it can be repeated, not changed";
  }
  const PatientCallState after = ruling_with(patient, event.sets).call;
  if (event.old_call != code_of(patient.call) || event.new_call != code_of(after))
    return "expected the call to change from '" + std::string(code_of(patient.call)) + "' to '" +
           std::string(code_of(after)) + "' by R10 and R11, found '" + event.old_call + "' to '" +
           event.new_call + "'";
  return std::nullopt;
}

std::optional<std::string> EventRules::why_impossible(const ReviewEvent& event) const {
  const SubjectKind kind = kind_of(event.subject);
  if (!is_known(event.subject))
    return "the record has no " + with_nearest(event.subject, called_);
  const std::string action(code_of(event.action));
  if (!may(event.action, kind))
    return "'" + action + "' cannot be said of " + name_of(event.subject, called_);
  if (kind == SubjectKind::Run && invalidated_runs_.contains(event.subject.run) &&
      (event.action == ReviewAction::Reject || event.action == ReviewAction::Override))
    return name_of(event.subject, called_) + " is invalid: expected accept (as invalid) or repeat, found '" +
           action + "'";
  if (event.action == ReviewAction::Exclude && !called_.release.policy.exclude_controls &&
      has_control(event.subject))
    return name_of(event.subject, called_) +
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
  if (const auto why = why_not_these_sets(event))
    return why;
  if (event.action == ReviewAction::Override)
    return why_not_overridden(event);
  if (!event.old_call.empty() || !event.new_call.empty())
    return "expected old and new only of an override, found them elsewhere";
  return std::nullopt;
}

}  // namespace crossbreak
