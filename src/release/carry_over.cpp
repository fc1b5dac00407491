#include "release/carry_over.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

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

/// The wells of the report that these subjects name.
std::set<std::size_t> wells_of(std::span<const ReviewSubject> subjects, const Report& report) {
  std::map<std::pair<std::size_t, Well>, std::vector<const ReviewSubject*>> named;
  for (const ReviewSubject& subject : subjects)
    named[{subject.run, *subject.well}].push_back(&subject);
  std::set<std::size_t> wells;
  for (std::size_t i = 0; i < report.calls.wells.size(); ++i) {
    const WellCall& well = report.calls.wells[i];
    if (const auto found = named.find({well.run, well.well}); found != named.end())
      if (std::any_of(found->second.begin(), found->second.end(),
                      [&](const ReviewSubject* subject) { return is_named(well, *subject); }))
        wells.insert(i);
  }
  return wells;
}

/// What is called again as it was before, each subject looked at once. It refers to both reports.
class Unchanged {
 public:
  /// `left_out`: wells that one of the two leaves out and the other does not.
  Unchanged(const Report& before, const Report& again, std::span<const ReviewSubject> left_out)
      : before_(before),
        again_(again),
        left_out_(wells_of(left_out, before)),
        named_before_(before.calls),
        named_again_(again.calls) {}

  bool holds(const ReviewSubject& subject) {
    const auto [known, is_new] = known_.emplace(subject, false);
    if (is_new)
      known->second = is_same(subject);
    return known->second;
  }

 private:
  bool touches(const std::vector<std::size_t>& wells) const {
    return std::any_of(wells.begin(), wells.end(),
                       [&](std::size_t well) { return left_out_.contains(well); });
  }

  bool touches(const PatientCall& patient) const {
    return std::any_of(patient.sets.begin(), patient.sets.end(),
                       [&](const SetCall& set) { return touches(set.wells); }) ||
           (patient.reference && touches(patient.reference->wells));
  }

  bool is_same(const ReviewSubject& subject) const {
    if (subject.sample) {
      const PatientCall* old = named_before_.patient_of(subject);
      const PatientCall* now = named_again_.patient_of(subject);
      return old != nullptr && now != nullptr && is_same_patient(*old, *now) && !touches(*old);
    }
    const Calls& before = before_.calls;
    const Calls& again = again_.calls;
    if (subject.control)
      return std::any_of(before.controls.begin(), before.controls.end(), [&](const ControlCall& old) {
        return old.run == subject.run && old.sample == *subject.control && old.set == *subject.set &&
               (!subject.role || old.role == *subject.role) && !touches(old.wells) &&
               std::any_of(again.controls.begin(), again.controls.end(),
                           [&](const ControlCall& now) { return is_same_control(old, now); });
      });
    return before.status == again.status && before.issues == again.issues;
  }

  const Report& before_;
  const Report& again_;
  std::set<std::size_t> left_out_;  ///< places of wells before
  NamedCalls named_before_;
  NamedCalls named_again_;
  std::map<ReviewSubject, bool> known_;
};

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
  const std::set<ReviewSubject> known(others.begin(), others.end());
  std::erase_if(wells, [&](const ReviewSubject& well) { return known.contains(well); });
  return wells;
}

}  // namespace

CarriedOver carry_over(const Report& before, const Report& again, std::vector<ReviewEvent> events) {
  check_still_invalid(before, again);
  const std::vector<ReviewSubject> left_out = excluded_wells(before, events);
  Unchanged unchanged(before, again, left_out);
  CarriedOver carried;
  for (const ReviewEvent& event : events) {
    if (event.subject.well)
      carried.in_record.push_back(event);
    else if (unchanged.holds(event.subject))
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
  Unchanged unchanged(before, called, differing);
  std::vector<ReviewEvent> events;
  for (const ReviewEvent& event : reviewed.release.events)
    if (!event.subject.well && unchanged.holds(event.subject))
      events.push_back(event);
  return events;
}

}  // namespace crossbreak
