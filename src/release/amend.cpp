#include "release/amend.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "release/apply.hpp"
#include "release/carry_over.hpp"
#include "release/release_error.hpp"
#include "release/sign.hpp"
#include "release/standing.hpp"
#include "release/subjects.hpp"
#include "run/person_name.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

void check_final(const FinalRecord& final_record) {
  const RecordStatus status = final_record.report.release.status;
  if (status != RecordStatus::Final && status != RecordStatus::Amended)
    throw SigningRefused(final_record.file + ": expected a final record, found one that is " +
                         std::string(code_of(status)) +
                         ": it is not released yet, and 'crossbreak review apply' makes it anew");
}

void check_reason(const std::string& reason) {
  if (!has_visible_text(reason) || printable(reason) != reason)
    throw SigningRefused("expected the reason of the amendment in words on one line, found '" +
                         printable(reason) + "'");
}

/// File names do not count: a file that was renamed is the same.
bool is_of_same_files(const Report& a, const Report& b) {
  const auto hashes_of = [](const Report& report) {
    std::multiset<std::string> hashes;
    for (const ReportInput& input : report.inputs)
      hashes.insert(input.sha256);
    return hashes;
  };
  return hashes_of(a) == hashes_of(b);
}

void check_called(const FinalRecord& final_record, const CalledRecord& called) {
  if (is_of_same_files(final_record.report, called.report))
    return;
  const auto files_of = [](const Report& report) {
    return joined(report.inputs, ", ",
                  [](const ReportInput& input) { return input.file + " (SHA-256 " + input.sha256 + ")"; });
  };
  throw VerificationError(called.name + ": is of another run than " + final_record.file +
                          ", and cannot take its place: expected a call of " + files_of(final_record.report) +
                          ", found one of " + files_of(called.report));
}

bool is_decision(const ReviewEvent& event) {
  return event.action != ReviewAction::Comment && event.action != ReviewAction::Withdraw;
}

/// On what everyone whose decision stands in the final record decided anew in the review.
std::set<ReviewSubject> decided_anew(const Release& before, const ReviewFile& review) {
  std::multimap<std::string_view, const ReviewEvent*> known;
  for (const ReviewEvent& event : before.events)
    known.emplace(event.id, &event);
  std::map<ReviewSubject, std::set<std::string>> people;  // folded, who decided anew
  for (const ReviewEvent& event : review.events) {
    const auto [first, last] = known.equal_range(event.id);
    if (is_decision(event) &&
        std::none_of(first, last, [&](const auto& earlier) { return *earlier.second == event; }))
      people[event.subject].insert(folded_person_name(event.by));
  }
  std::set<ReviewSubject> seen;
  std::set<ReviewSubject> anew;
  for (const Decision& decision : before.decisions) {
    if (!seen.insert(decision.subject).second)
      continue;
    const std::set<std::string>& of_subject = people[decision.subject];
    if (std::all_of(decision.by.begin(), decision.by.end(),
                    [&](const std::string& name) { return of_subject.contains(folded_person_name(name)); }))
      anew.insert(decision.subject);
  }
  return anew;
}

/// The events of the new record. On the called record behind the final one the final one's events stand on.
/// On another call of its run files those stand that are on what is called as before, until those who decided
/// so decide anew; and the call has its own, of wells that were left out.
std::vector<ReviewEvent> events_of(const FinalRecord& final_record, const CalledRecord& called,
                                   const ReviewFile& review) {
  const Release& before = final_record.report.release;
  std::vector<ReviewEvent> standing = before.events;
  if (called.sha256 != before.of) {
    standing = events_that_stay(final_record.report, called.report);
    const std::set<ReviewSubject> anew = decided_anew(before, review);
    std::erase_if(standing, [&](const ReviewEvent& event) { return anew.contains(event.subject); });
  }
  const std::array<ReviewFile, 3> files = {
      ReviewFile{.name = final_record.file, .record_sha256 = before.of, .events = standing},
      ReviewFile{.name = called.name, .record_sha256 = called.sha256, .events = called.report.release.events},
      review};
  std::vector<ReviewEvent> events = merge_events(files);
  if (called.sha256 == before.of && events.size() == before.events.size())
    throw SigningRefused(review.name + ": adds no event to those of " + final_record.file);
  return events;
}

void check_nothing_to_exclude(const CalledRecord& called, const std::vector<ReviewEvent>& events) {
  const std::vector<ReviewSubject> wells = excluded_wells(called.report, events);
  if (!wells.empty())
    throw SigningRefused(
        name_of(wells.front(), called.report) +
        " is excluded, which asks for a new call: make it with 'crossbreak review apply --inputs', decide "
        "it, and amend with its review file");
}

bool is_same_test(const PatientCall& a, const PatientCall& b) {
  return a.sample == b.sample && a.repeat == b.repeat;
}

std::vector<ReplacedCall> changes_between(const Report& before, const Report& after) {
  std::vector<ReplacedCall> changes;
  for (const PatientCall& patient : after.calls.patients) {
    const auto old = std::find_if(before.calls.patients.begin(), before.calls.patients.end(),
                                  [&](const PatientCall& other) { return is_same_test(other, patient); });
    if (old == before.calls.patients.end() ||
        (old->call == patient.call && old->deletions == patient.deletions && old->outcome == patient.outcome))
      continue;
    changes.push_back({.sample = patient.sample,
                       .repeat = patient.repeat,
                       .old_call = old->call,
                       .old_deletions = old->deletions,
                       .old_outcome = old->outcome.value_or(ReleaseOutcome::Withheld),
                       .new_call = patient.call,
                       .new_deletions = patient.deletions,
                       .new_outcome = patient.outcome.value_or(ReleaseOutcome::Withheld)});
  }
  return changes;
}

}  // namespace

Report amended(const FinalRecord& final_record, const CalledRecord& called, const ReviewFile& review,
               const std::string& reason) {
  check_final(final_record);
  check_reason(reason);
  check_called(final_record, called);
  std::vector<ReviewEvent> events = events_of(final_record, called, review);
  check_nothing_to_exclude(called, events);
  Report report = apply_events(called, std::move(events));
  report.release.replaces = Replaced{.file = final_record.file,
                                     .sha256 = final_record.sha256,
                                     .reason = reason,
                                     .changes = changes_between(final_record.report, report)};
  return report;
}

void check_policy_of_amendment(const SigningPolicy& policy, const FinalRecord& final_record) {
  const SigningPolicy& before = final_record.report.release.policy;
  const auto told = [](const SigningPolicy& asked) {
    return std::to_string(asked.signatures) + " people" + (asked.keys ? " with keys" : "");
  };
  if (policy.signatures < before.signatures || (before.keys && !policy.keys))
    throw VerificationError("an amendment of " + final_record.file +
                            " is signed by no fewer than it was: expected " + told(before) +
                            ", found settings and a panel that ask for " + told(policy));
}

}  // namespace crossbreak
