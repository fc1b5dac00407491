#include "release/carry_over.hpp"

#include <algorithm>

#include "release/apply.hpp"
#include "release/release_error.hpp"
#include "release/subjects.hpp"
#include "words/flags.hpp"

namespace crossbreak {
namespace {

bool is_same_set(const SetCall& a, const SetCall& b) {
  return a.set == b.set && a.result == b.result && a.ct_mean == b.ct_mean && a.flags == b.flags &&
         a.wells == b.wells;
}

bool is_same_patient(const PatientCall& a, const PatientCall& b) {
  return a.call == b.call && a.deletions == b.deletions && a.flags == b.flags && a.next == b.next &&
         a.review == b.review && a.reference.has_value() == b.reference.has_value() &&
         (!a.reference || is_same_set(*a.reference, *b.reference)) &&
         std::equal(a.sets.begin(), a.sets.end(), b.sets.begin(), b.sets.end(), is_same_set);
}

bool is_same_control(const ControlCall& a, const ControlCall& b) {
  return a.run == b.run && a.sample == b.sample && a.role == b.role && a.set == b.set &&
         a.outcome == b.outcome && a.invalidates == b.invalidates && a.ct_mean == b.ct_mean &&
         a.wells == b.wells && a.next == b.next;
}

/// Whether one of the wells is left out now, and was not before.
bool touches(const std::vector<std::size_t>& wells, const Report& report,
             std::span<const ReviewSubject> left_out) {
  return std::any_of(wells.begin(), wells.end(), [&](std::size_t index) {
    const WellCall& well = report.calls.wells[index];
    return std::any_of(left_out.begin(), left_out.end(), [&](const ReviewSubject& subject) {
      return subject.run == well.run && subject.well == well.well &&
             (!subject.target || subject.target == well.target);
    });
  });
}

bool touches(const PatientCall& patient, const Report& report, std::span<const ReviewSubject> left_out) {
  return std::any_of(patient.sets.begin(), patient.sets.end(),
                     [&](const SetCall& set) { return touches(set.wells, report, left_out); }) ||
         (patient.reference && touches(patient.reference->wells, report, left_out));
}

bool is_same(const ReviewSubject& subject, const Report& before, const Report& again,
             std::span<const ReviewSubject> left_out) {
  if (subject.sample) {
    const PatientCall* old = patient_of(subject, before.calls);
    const PatientCall* now = patient_of(subject, again.calls);
    return old != nullptr && now != nullptr && is_same_patient(*old, *now) &&
           !touches(*old, before, left_out);
  }
  if (subject.control)
    return std::any_of(
        before.calls.controls.begin(), before.calls.controls.end(), [&](const ControlCall& old) {
          return old.run == subject.run && old.sample == *subject.control && old.set == *subject.set &&
                 (!subject.role || old.role == *subject.role) && !touches(old.wells, before, left_out) &&
                 std::any_of(again.calls.controls.begin(), again.calls.controls.end(),
                             [&](const ControlCall& now) { return is_same_control(old, now); });
        });
  return before.calls.status == again.calls.status && before.calls.issues == again.calls.issues;
}

/// Whether the control, or one that is called missing in its place, invalidates what `control` did.
bool invalidates_likewise(const ControlCall& now, const ControlCall& control) {
  return now.invalidates && now.run == control.run && now.set == control.set && now.role == control.role &&
         (now.sample == control.sample || now.sample.empty());
}

/// Each control for itself: another one that fails keeps the run invalid, but not its set.
void check_still_invalid(const Report& before, const Report& again) {
  for (const ControlCall& control : before.calls.controls)
    if (control.invalidates &&
        std::none_of(again.calls.controls.begin(), again.calls.controls.end(),
                     [&](const ControlCall& now) { return invalidates_likewise(now, control); }))
      throw UndecidedError(
          file_of_run(before, control.run) +
          ": an invalid run stays invalid, whatever wells are left out (it is by control " +
          (control.sample.empty() ? std::string(words_of(control.role).en) : control.sample) + "/" +
          control.set + "): accept it as invalid, or repeat it");
}

/// Those of `wells` that are not among `others`.
std::vector<ReviewSubject> without(std::vector<ReviewSubject> wells,
                                   const std::vector<ReviewSubject>& others) {
  std::erase_if(wells, [&](const ReviewSubject& well) {
    return std::find(others.begin(), others.end(), well) != others.end();
  });
  return wells;
}

}  // namespace

CarriedOver carry_over(const Report& before, const Report& again, std::vector<ReviewEvent> events) {
  check_still_invalid(before, again);
  const std::vector<ReviewSubject> left_out = excluded_wells(before, events);
  CarriedOver carried;
  for (const ReviewEvent& event : events) {
    if (event.subject.well)
      carried.in_record.push_back(event);
    else if (is_same(event.subject, before, again, left_out))
      carried.in_review.push_back(event);
  }
  return carried;
}

std::vector<ReviewEvent> events_that_stay(const Report& reviewed, const Report& called) {
  const Report before = called_behind(reviewed);
  const std::vector<ReviewSubject> out_before = wells_left_out(before);
  const std::vector<ReviewSubject> out_now = wells_left_out(called);
  std::vector<ReviewSubject> differing = without(out_now, out_before);
  for (ReviewSubject& well : without(out_before, out_now))
    differing.push_back(std::move(well));
  std::vector<ReviewEvent> events;
  for (const ReviewEvent& event : reviewed.release.events)
    if (!event.subject.well && is_same(event.subject, before, called, differing))
      events.push_back(event);
  return events;
}

}  // namespace crossbreak
