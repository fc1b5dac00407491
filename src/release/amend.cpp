#include "release/amend.hpp"

#include <algorithm>
#include <array>

#include "release/apply.hpp"
#include "release/release_error.hpp"
#include "release/sign.hpp"
#include "release/standing.hpp"
#include "run/person_name.hpp"
#include "run/utf8.hpp"

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

/// The events of the new record. On the called record behind the final one the final one's events stand on;
/// where wells were left out since, the new call has its own, which apply carried over.
std::vector<ReviewEvent> events_of(const FinalRecord& final_record, const CalledRecord& called,
                                   const ReviewFile& review) {
  const Release& before = final_record.report.release;
  if (called.sha256 == before.of) {
    const std::array<ReviewFile, 2> files = {
        ReviewFile{.name = final_record.file, .record_sha256 = before.of, .events = before.events}, review};
    std::vector<ReviewEvent> events = merge_events(files);
    if (events.size() == before.events.size())
      throw SigningRefused(review.name + ": adds no event to those of " + final_record.file);
    return events;
  }
  if (called.report.origin.before != before.of)
    throw VerificationError(called.name + ": expected the called record behind " + final_record.file +
                            " (SHA-256 " + before.of +
                            "), or the one that was called anew from it without some wells, found another");
  const std::array<ReviewFile, 2> files = {
      ReviewFile{.name = called.name, .record_sha256 = called.sha256, .events = called.report.release.events},
      review};
  return merge_events(files);
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
  std::vector<ReviewEvent> events = events_of(final_record, called, review);
  check_nothing_to_exclude(called, events);
  Report report = apply_events(called, std::move(events));
  report.release.replaces = Replaced{.file = final_record.file,
                                     .sha256 = final_record.sha256,
                                     .reason = reason,
                                     .changes = changes_between(final_record.report, report)};
  return report;
}

}  // namespace crossbreak
