#include "reports/release_outcome.hpp"

#include <algorithm>

#include "record/record.hpp"
#include "reports/release_words.hpp"

namespace crossbreak {
namespace {

bool is_about(const ReviewSubject& subject, const ControlCall& control) {
  return subject.run == control.run && subject.control == control.sample && subject.set == control.set &&
         (!control.sample.empty() || subject.role == control.role);
}

bool is_about_run(const ReviewSubject& subject, std::size_t run) {
  return subject.run == run && !subject.control && !subject.sample && !subject.well;
}

}  // namespace

ReleaseOutcome outcome_of(const PatientCall& patient, const Release& release) {
  if (!patient.outcome && is_released(release))
    throw ReportError("patient '" + patient.sample +
                      "': the record is final, but does not say what leaves the laboratory of this patient");
  return patient.outcome.value_or(ReleaseOutcome::Released);
}

ReleaseOutcome outcome_of(const SetCall& set, const PatientCall& patient, const Report& report) {
  const bool is_unsound = report.calls.status == RunStatus::Invalid && set.result == SetResult::Invalid;
  const ReleaseOutcome outcome = outcome_of(patient, report.release);
  return outcome == ReleaseOutcome::Released && is_unsound ? ReleaseOutcome::Withheld : outcome;
}

ReleaseOutcome outcome_of(const ControlCall& control, const Release& release) {
  const auto decided = [&](auto&& about) {
    return std::find_if(release.decisions.begin(), release.decisions.end(),
                        [&](const Decision& decision) { return about(decision.subject); });
  };
  auto decision = decided([&](const ReviewSubject& subject) { return is_about(subject, control); });
  if (decision == release.decisions.end())
    decision = decided([&](const ReviewSubject& subject) { return is_about_run(subject, control.run); });
  if (decision == release.decisions.end())
    return ReleaseOutcome::Released;
  switch (decision->action) {
    case ReviewAction::Reject:
      return ReleaseOutcome::Withheld;
    case ReviewAction::Repeat:
      return ReleaseOutcome::RepeatRequested;
    default:
      return ReleaseOutcome::Released;
  }
}

}  // namespace crossbreak
