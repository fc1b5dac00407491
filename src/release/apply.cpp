#include "release/apply.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "assay/patient_text.hpp"
#include "calling/next_step.hpp"
#include "calling/rules.hpp"
#include "pipeline/laboratory.hpp"
#include "release/event_rules.hpp"
#include "release/release_error.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "words/advice.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

/// At most so many subjects in one message; arbitrary.
constexpr std::size_t most_named = 5;

std::string some_of(const std::vector<std::string>& names) {
  std::vector<std::string> first(
      names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_named)));
  const std::size_t more = names.size() - first.size();
  return joined(first) + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

void check_decided(const StandingReview& review, const CalledRecord& called) {
  if (is_decided(review))
    return;
  std::vector<std::string> undecided;
  std::vector<std::string> in_conflict;
  for (const SubjectStanding& subject : review.subjects) {
    const std::string name = name_of(subject.subject, called.report);
    if (subject.standing == Standing::Undecided)
      undecided.push_back(name);
    else if (subject.standing == Standing::Conflict)
      in_conflict.push_back(name + " (" +
                            joined(subject.events, ", ",
                                   [](const ReviewEvent& event) {
                                     return event.by + ": " + std::string(code_of(event.action));
                                   }) +
                            ")");
  }
  std::string what;
  const auto add = [&](const std::string& title, const std::vector<std::string>& names) {
    if (!names.empty())
      what += (what.empty() ? "" : "; ") + title + some_of(names);
  };
  add("undecided: ", undecided);
  add("in conflict: ", in_conflict);
  std::vector<std::string> contradictory;
  for (const Words& words : review.contradictions)
    contradictory.push_back(words.en);
  add("contradictory: ", contradictory);
  throw UndecidedError(called.name + ": " + what + "; 'crossbreak review status' lists all");
}

ReleaseOutcome outcome_of(ReviewAction action) {
  if (action == ReviewAction::Reject)
    return ReleaseOutcome::Withheld;
  return action == ReviewAction::Repeat ? ReleaseOutcome::RepeatRequested : ReleaseOutcome::Released;
}

/// The panel's sentence of the call, made of what the record says of the panel.
Words text_of(const Report& report, const PatientCall& patient) {
  Panel panel;
  panel.gene = report.gene;
  for (const ReportSet& known : report.sets) {
    PrimerSet& set = panel.sets.emplace_back();
    set.name = known.name;
    set.exons = known.exons;
  }
  const auto text = std::find_if(report.texts.begin(), report.texts.end(),
                                 [&](const ReportText& known) { return known.call == patient.call; });
  return filled_text(
      panel, text != report.texts.end() ? text->words : panel.texts.at(std::string(code_of(patient.call))),
      patient.deletions);
}

/// Flags that only the changed sets gave the patient no longer say anything of the call; the sets keep them.
void drop_flags(PatientCall& patient, const std::set<std::string>& changed) {
  std::set<Flag> of_changed;
  std::set<Flag> of_others;
  for (const SetCall& set : patient.sets)
    (changed.contains(set.set) ? of_changed : of_others).insert(set.flags.begin(), set.flags.end());
  if (patient.reference)
    of_others.insert(patient.reference->flags.begin(), patient.reference->flags.end());
  std::erase_if(patient.flags,
                [&](Flag flag) { return of_changed.contains(flag) && !of_others.contains(flag); });
}

bool asks_review(const std::vector<Flag>& flags) {
  return std::any_of(flags.begin(), flags.end(), [](Flag flag) { return entry_of(flag).asks_review; });
}

bool is_among(const std::vector<Reason>& reasons, const Reason& reason) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [&](const Reason& other) { return other.code == reason.code; });
}

/// The reasons of a set and of its wells.
std::vector<Reason> reasons_of(const SetCall& set, const std::vector<WellCall>& wells) {
  std::vector<Reason> reasons = set.reasons;
  for (const std::size_t well : set.wells)
    reasons.insert(reasons.end(), wells.at(well).reasons.begin(), wells.at(well).reasons.end());
  return reasons;
}

/// Behind what is asked for already: the sets that a reviewer left without a plain result.
Words with_sets_made_so(const Words& next, const std::vector<NamedResult>& made_so) {
  std::vector<std::string> names;
  for (const NamedResult& set : made_so)
    names.push_back(set.set);
  const Words more =
      advised(Advice::RepeatSets, listed(names), "", rule_patient(made_so).reasons.back().words);
  return {next.en + ' ' + more.en, next.zh + more.zh};
}

/// Reasons of wells that are out of the way for a while.
class SetAside {
 public:
  explicit SetAside(std::vector<WellCall>& wells) : wells_(wells) {}
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;
  ~SetAside() {
    for (auto one = aside_.rbegin(); one != aside_.rend(); ++one)
      wells_[one->first].reasons = std::move(one->second);
  }

  void add(std::size_t well) { aside_.emplace_back(well, std::exchange(wells_.at(well).reasons, {})); }

 private:
  std::vector<WellCall>& wells_;
  std::vector<std::pair<std::size_t, std::vector<Reason>>> aside_;
};

/// Of what the reviewer left as it was, and of what the reviewer made not plain; `why`: the call that
/// follows. The wells end as they were.
std::optional<Words> next_of(const PatientCall& patient, const std::set<std::string>& changed,
                             const Words& why, Calls& calls) {
  if (!patient.review)
    return std::nullopt;
  SetAside aside(calls.wells);
  PatientCall left = patient;
  std::vector<std::string> not_plain;
  std::vector<NamedResult> made_so;
  std::vector<Reason> settled;
  std::vector<Reason> open;
  for (const SetCall& set : left.sets) {
    if (set.result != SetResult::Positive && set.result != SetResult::Negative) {
      not_plain.push_back(set.set);
      if (changed.contains(set.set))
        made_so.push_back({set.set, set.result});
    }
    const std::vector<Reason> reasons = reasons_of(set, calls.wells);
    std::vector<Reason>& those = changed.contains(set.set) ? settled : open;
    those.insert(those.end(), reasons.begin(), reasons.end());
  }
  for (SetCall& set : left.sets) {
    if (!changed.contains(set.set))
      continue;
    set.reasons.clear();
    for (const std::size_t well : set.wells)
      aside.add(well);
  }
  std::erase_if(left.reasons,
                [&](const Reason& reason) { return is_among(settled, reason) && !is_among(open, reason); });
  tell_next_step(left, calls.wells, calls.controls);
  if (!left.next && !not_plain.empty())
    return advised(Advice::RepeatSets, listed(not_plain), "", why);
  return left.next && !made_so.empty() ? with_sets_made_so(*left.next, made_so) : left.next;
}

/// What change() below made of the patient, undone.
void bring_back(PatientCall& patient, const Report& report) {
  const std::vector<Reason> after = ruling_with(patient, {}).reasons;
  for (SetCall& set : patient.sets) {
    if (!set.computed)
      continue;
    set.result = *set.computed;
    set.computed.reset();
    patient.flags.insert(patient.flags.end(), set.flags.begin(), set.flags.end());
  }
  std::sort(patient.flags.begin(), patient.flags.end());
  patient.flags.erase(std::unique(patient.flags.begin(), patient.flags.end()), patient.flags.end());
  const PatientRuling ruling = ruling_with(patient, {});
  patient.call = ruling.call;
  patient.computed.reset();
  patient.deletions = ruling.deletions;
  std::erase_if(patient.reasons, [&](const Reason& reason) { return is_among(after, reason); });
  patient.reasons.insert(patient.reasons.begin(), ruling.reasons.begin(), ruling.reasons.end());
  patient.review = ruling.review || asks_review(patient.flags);
  patient.next.reset();
  tell_next_step(patient, report.calls.wells, report.calls.controls);
  patient.text = text_of(report, patient);
}

/// Of a patient of the report, whose wells end as they were.
void change(PatientCall& patient, const std::vector<ReviewedSet>& sets, Report& report) {
  const std::vector<Reason> before = ruling_with(patient, {}).reasons;
  std::set<std::string> changed;
  for (const ReviewedSet& asked : sets)
    for (SetCall& set : patient.sets)
      if (set.set == asked.set) {
        set.computed = set.result;
        set.result = *asked.to;
        changed.insert(set.set);
      }
  const PatientRuling ruling = ruling_with(patient, {});
  patient.computed = patient.call;
  patient.call = ruling.call;
  patient.deletions = ruling.deletions;
  std::erase_if(patient.reasons, [&](const Reason& reason) { return is_among(before, reason); });
  patient.reasons.insert(patient.reasons.begin(), ruling.reasons.begin(), ruling.reasons.end());
  drop_flags(patient, changed);
  patient.review = ruling.review || asks_review(patient.flags);
  patient.next = next_of(patient, changed, ruling.reasons.back().words, report.calls);
  patient.text = text_of(report, patient);
}

/// Decisions on whole runs, by run.
std::map<std::size_t, const SubjectStanding*> runs_in(const StandingReview& review) {
  std::map<std::size_t, const SubjectStanding*> runs;
  for (const SubjectStanding& subject : review.subjects)
    if (kind_of(subject.subject) == SubjectKind::Run)
      runs.emplace(subject.subject.run, &subject);
  return runs;
}

void decide_patient(PatientCall& patient, const SubjectStanding& standing,
                    const std::map<std::size_t, const SubjectStanding*>& runs, Report& report) {
  const ReviewEvent& event =
      standing.by_run ? runs.at(*standing.by_run)->events.front() : standing.events.front();
  patient.outcome = outcome_of(event.action);
  if (event.action == ReviewAction::Override)
    change(patient, event.sets, report);
}

std::set<ReviewSubject> subjects_in(const StandingReview& review) {
  std::set<ReviewSubject> subjects;
  for (const SubjectStanding& subject : review.subjects)
    subjects.insert(subject.subject);
  return subjects;
}

/// What a record was called without stays out: taken back, it asks for the record with it.
void check_still_excluded(const Report& called, const StandingReview& review) {
  const std::set<ReviewSubject> subjects = subjects_in(review);
  for (const ReviewSubject& well : wells_left_out(called))
    if (!subjects.contains(well))
      throw UndecidedError(name_of(well, called) +
                           " was taken back, but the record was called without it: review the record that it "
                           "was excluded from, SHA-256 " +
                           called.origin.before.value_or("unknown"));
}

}  // namespace

std::vector<ReviewSubject> wells_left_out(const Report& called) {
  std::vector<ReviewSubject> wells;
  for (const SubjectStanding& subject : standing_of(called, called.release.events).subjects)
    if (subject.subject.well)
      wells.push_back(subject.subject);
  return wells;
}

std::vector<ReviewSubject> excluded_wells(const Report& called, std::span<const ReviewEvent> events) {
  std::vector<ReviewSubject> wells;
  const StandingReview review = standing_of(called, events);
  check_still_excluded(called, review);
  const std::vector<ReviewSubject> left_out = wells_left_out(called);
  const std::set<ReviewSubject> before(left_out.begin(), left_out.end());
  for (const SubjectStanding& subject : review.subjects)
    if (subject.subject.well && !before.contains(subject.subject))
      wells.push_back(subject.subject);
  return wells;
}

Report called_behind(const Report& reviewed) {
  Report called = reviewed;
  called.release = {};
  called.release.policy = reviewed.release.policy;
  if (called.origin.before)
    std::copy_if(reviewed.release.events.begin(), reviewed.release.events.end(),
                 std::back_inserter(called.release.events),
                 [](const ReviewEvent& event) { return event.subject.well.has_value(); });
  for (PatientCall& patient : called.calls.patients) {
    patient.outcome.reset();
    if (patient.computed || std::any_of(patient.sets.begin(), patient.sets.end(),
                                        [](const SetCall& set) { return set.computed.has_value(); }))
      bring_back(patient, reviewed);
  }
  return called;
}

Report apply_events(const CalledRecord& called, std::vector<ReviewEvent> events) {
  if (called.report.release.status != RecordStatus::Preliminary)
    throw VerificationError(called.name + ": expected a record as called (preliminary), found one that is '" +
                            std::string(code_of(called.report.release.status)) + "'");
  if (const auto wells = excluded_wells(called.report, events); !wells.empty())
    throw UndecidedError(
        called.name + ": " + name_of(wells.front(), called.report) +
        " is excluded, but counted: 'crossbreak review apply --inputs DIR' calls the run again without it");
  const StandingReview review = standing_of(called.report, events);
  check_decided(review, called);
  Report report = called.report;
  const std::map<std::size_t, const SubjectStanding*> runs = runs_in(review);
  std::multimap<std::pair<std::string, int>, PatientCall*> patients;
  for (PatientCall& patient : report.calls.patients)
    patients.emplace(std::pair(patient.sample, patient.repeat), &patient);
  for (const SubjectStanding& subject : review.subjects)
    if (kind_of(subject.subject) == SubjectKind::Patient) {
      const auto [first, last] = patients.equal_range({*subject.subject.sample, *subject.subject.repeat});
      for (auto patient = first; patient != last; ++patient)
        decide_patient(*patient->second, subject, runs, report);
    }
  report.release.status = RecordStatus::Reviewed;
  report.release.of = called.sha256;
  report.release.decisions = decisions_of(review);
  report.release.events = std::move(events);
  return report;
}

}  // namespace crossbreak
