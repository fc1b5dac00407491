#include "reports/release_words.hpp"

#include <algorithm>
#include <set>

#include "record/pseudonyms.hpp"
#include "reports/local_time.hpp"
#include "run/person_name.hpp"
#include "words/labels/common.hpp"
#include "words/labels/pseudonyms.hpp"
#include "words/labels/release.hpp"

namespace crossbreak {
namespace {

Words signature_in_words(const Signature& signature) {
  // Enough of a key to tell two people's apart by eye: arbitrary.
  constexpr std::size_t shown_of_key = 12;
  const Words words = filled(
      release_labels.signature, field<"meaning">(words_of(signature.meaning)), field<"name">(signature.by),
      field<"time">(local_time(signature.at, signature.zone)), field<"zone">(signature.zone));
  if (signature.public_key.empty())
    return words;
  return filled(release_labels.with_key, field<"signature">(words),
                field<"key">(signature.public_key.substr(0, shown_of_key)));
}

Words titled(const Sentence& title, const Words& words) {
  return {std::string(title.en) + std::string(separators.colon.en) + words.en,
          std::string(title.zh) + std::string(separators.colon.zh) + words.zh};
}

Words call_in_words(PatientCallState call, const std::vector<std::string>& deletions) {
  const Words words = words_of(call);
  return deletions.empty() ? words : in_parentheses(words, listed(deletions));
}

Words titled(const std::string& title, const Words& words) {
  return {title + std::string(separators.colon.en) + words.en,
          title + std::string(separators.colon.zh) + words.zh};
}

/// What is the same in both languages.
Words plain(const std::string& text) {
  return {text, text};
}

/// "P1#1" of the repeat of P1.
std::string name_of_test(const std::string& sample, int repeat) {
  return sample + (repeat > 0 ? "#" + std::to_string(repeat) : "");
}

/// The runs that hold wells of the patient, of a set or of the reference gene.
std::set<std::size_t> runs_with_wells_of(const PatientCall& patient, const Calls& calls) {
  std::set<std::size_t> runs;
  const auto add = [&](const SetCall& set) {
    for (const std::size_t well : set.wells)
      runs.insert(calls.wells.at(well).run);
  };
  std::for_each(patient.sets.begin(), patient.sets.end(), add);
  if (patient.reference)
    add(*patient.reference);
  return runs;
}

bool is_whole_run(const ReviewSubject& subject) {
  return !subject.sample && !subject.control && !subject.well;
}

Words why_in_words(const ReviewEvent& event) {
  const Words code = words_of(*event.code);
  return event.words.empty() ? code : in_parentheses(code, plain(event.words));
}

template <class State>
std::optional<Words> change(const std::optional<State>& computed, State given) {
  if (!computed)
    return std::nullopt;
  return filled(release_labels.changed, field<"computed">(words_of(*computed)),
                field<"given">(words_of(given)));
}

}  // namespace

bool all_have_keys(const std::vector<Signature>& signatures) {
  return std::none_of(signatures.begin(), signatures.end(),
                      [](const Signature& signature) { return signature.public_key.empty(); });
}

bool is_released(const Release& release) {
  return release.status == RecordStatus::Final || release.status == RecordStatus::Amended;
}

std::size_t signatures_asked(const Release& release) {
  std::set<std::string> reviewers;
  for (const Decision& decision : release.decisions)
    for (const std::string& by : decision.by)
      reviewers.insert(folded_person(by));
  constexpr std::size_t approver = 1;
  return std::max(static_cast<std::size_t>(std::max(0, release.policy.signatures)),
                  reviewers.size() + approver);
}

Words status_in_words(const Release& release) {
  const bool is_partly_signed = release.status == RecordStatus::Reviewed && !release.signatures.empty();
  const Words status = is_partly_signed ? filled(release_labels.partly_signed,
                                                 field<"signed">(std::to_string(release.signatures.size())),
                                                 field<"asked">(std::to_string(signatures_asked(release))))
                                        : words_of(release.status);
  if (!release.replaces)
    return status;
  const std::vector<Words> clauses = {status,
                                      filled(release_labels.replaces, field<"file">(release.replaces->file),
                                             field<"reason">(release.replaces->reason))};
  return joined_clauses(clauses);
}

std::vector<Words> replaced_calls_in_words(const Release& release) {
  std::vector<Words> changes;
  if (!release.replaces)
    return changes;
  for (const ReplacedCall& change : release.replaces->changes) {
    changes.push_back(filled(release_labels.replaced_call,
                             field<"sample">(name_of_test(change.sample, change.repeat)),
                             field<"old">(call_in_words(change.old_call, change.old_deletions)),
                             field<"old_outcome">(words_of(change.old_outcome)),
                             field<"new">(call_in_words(change.new_call, change.new_deletions)),
                             field<"new_outcome">(words_of(change.new_outcome))));
  }
  return changes;
}

Words signatures_in_words(const Release& release) {
  if (release.signatures.empty())
    return {};
  std::vector<Words> clauses;
  for (const Signature& signature : release.signatures)
    clauses.push_back(signature_in_words(signature));
  return in_parentheses(joined_clauses(clauses), identity_in_words(release));
}

Words identity_in_words(const Release& release) {
  return words_of(all_have_keys(release.signatures) ? static_cast<const Sentence&>(release_labels.keys)
                                                    : release_labels.typed_names);
}

std::vector<Words> release_lines(const Report& report) {
  const Release& release = report.release;
  std::vector<Words> lines = {titled(release_labels.status, status_in_words(release))};
  if (const std::optional<std::string> key = pseudonyms_of(report))
    lines.push_back(filled(pseudonyms_label, field<"key">(*key)));
  const auto add = [&](const Sentence& title, const std::vector<Words>& clauses) {
    if (!clauses.empty())
      lines.push_back(titled(title, joined_clauses(clauses)));
  };
  add(release_labels.replaced_calls, replaced_calls_in_words(release));
  std::vector<Words> withheld;
  for (const PatientCall& patient : report.calls.patients)
    if (patient.outcome && *patient.outcome != ReleaseOutcome::Released)
      withheld.push_back(
          in_parentheses(plain(name_of_test(patient.sample, patient.repeat)), words_of(*patient.outcome)));
  add(release_labels.not_released, withheld);
  if (const Words signatures = signatures_in_words(release); !signatures.en.empty())
    lines.push_back(titled(release_labels.signatures, signatures));
  return lines;
}

std::string identity_of_signers(const Release& release) {
  if (release.signatures.empty())
    return {};
  return all_have_keys(release.signatures) ? "keys" : std::string(release_labels.typed_names.en);
}

std::optional<Words> change_in_words(const SetCall& set) {
  return change(set.computed, set.result);
}

std::optional<Words> note_in_words(const PatientCall& patient) {
  std::vector<Words> clauses;
  if (const auto changed = change(patient.computed, patient.call))
    clauses.push_back(*changed);
  if (patient.outcome && *patient.outcome != ReleaseOutcome::Released)
    clauses.push_back(words_of(*patient.outcome));
  if (clauses.empty())
    return std::nullopt;
  return joined_clauses(clauses);
}

PatientEvents::PatientEvents(const Report& report) : report_(report) {
  const std::vector<ReviewEvent>& events = report.release.events;
  for (std::size_t i = 0; i < events.size(); ++i) {
    events_[events[i].id].push_back(i);
    const ReviewSubject& subject = events[i].subject;
    if (events[i].action == ReviewAction::Comment && subject.sample && subject.repeat)
      remarks_[{*subject.sample, *subject.repeat}].push_back(&events[i]);
  }
  for (std::size_t i = 0; i < report.release.decisions.size(); ++i) {
    const Decision& decision = report.release.decisions[i];
    const ReviewSubject& subject = decision.subject;
    const bool withholds = decision.action == ReviewAction::Reject || decision.action == ReviewAction::Repeat;
    if (subject.sample && subject.repeat)
      decisions_[{*subject.sample, *subject.repeat}].push_back(i);
    else if (withholds && is_whole_run(subject))
      run_decisions_[subject.run].push_back(i);
  }
}

std::vector<const ReviewEvent*> PatientEvents::deciding(const PatientCall& patient) const {
  std::set<std::size_t> decisions;
  if (const auto own = decisions_.find({patient.sample, patient.repeat}); own != decisions_.end())
    decisions.insert(own->second.begin(), own->second.end());
  if (!run_decisions_.empty())
    for (const std::size_t run : runs_with_wells_of(patient, report_.calls))
      if (const auto of_run = run_decisions_.find(run); of_run != run_decisions_.end())
        decisions.insert(of_run->second.begin(), of_run->second.end());
  std::vector<const ReviewEvent*> events;
  for (const std::size_t decision : decisions) {
    std::set<std::size_t> places;
    for (const std::string& id : report_.release.decisions[decision].events)
      if (const auto found = events_.find(id); found != events_.end())
        places.insert(found->second.begin(), found->second.end());
    for (const std::size_t place : places)
      events.push_back(&report_.release.events[place]);
  }
  return events;
}

Words action_in_words(const ReviewEvent& event) {
  const Words action = words_of(event.action);
  if (event.sets.empty())
    return action;
  std::vector<Words> sets;
  for (const ReviewedSet& set : event.sets)
    sets.push_back(
        set.to ? filled(release_labels.given, field<"set">(set.set), field<"result">(words_of(*set.to)))
               : Words{set.set, set.set});
  return in_parentheses(action, listed(sets));
}

std::vector<Words> PatientEvents::decisions_in_words(const PatientCall& patient) const {
  std::vector<Words> said;
  if (const auto of_call = change(patient.computed, patient.call))
    said.push_back(*of_call);
  for (const SetCall& set : patient.sets)
    if (const auto of_set = change_in_words(set))
      said.push_back(titled(set.set, *of_set));
  for (const ReviewEvent* event : deciding(patient))
    if (event->code)
      said.push_back(filled(release_labels.decided, field<"action">(action_in_words(*event)),
                            field<"name">(event->by), field<"why">(why_in_words(*event))));
  if (const auto remarks = remarks_.find({patient.sample, patient.repeat}); remarks != remarks_.end())
    for (const ReviewEvent* event : remarks->second)
      said.push_back(filled(release_labels.remark, field<"name">(event->by), field<"words">(event->words)));
  return said;
}

}  // namespace crossbreak
