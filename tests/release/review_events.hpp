// Events of reviewers, for tests of what stands of them and of what they make of a record.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "example_report.hpp"
#include "record/record_writer.hpp"
#include "release/review_file.hpp"
#include "run/sha256.hpp"

namespace crossbreak::tests {

inline const std::string ann = "A. Reviewer";
inline const std::string bob = "B. Second";
inline const std::string cleo = "C. Third";

/// A report as `call` leaves it on the disk.
inline CalledRecord as_called(const Report& report) {
  return {.name = "plate.calls.json", .sha256 = sha256_hex(write_record(report)), .report = report};
}

inline const CalledRecord& called_example() {
  static const CalledRecord record = as_called(example_report());
  return record;
}

inline ReviewSubject on_run(std::size_t run = 0) {
  ReviewSubject subject;
  subject.run = run;
  return subject;
}

inline ReviewSubject on_control(const std::string& sample, const std::string& set, std::size_t run = 0) {
  ReviewSubject subject = on_run(run);
  subject.control = sample;
  subject.set = set;
  return subject;
}

inline ReviewSubject on_patient(const std::string& sample, int repeat = 0) {
  ReviewSubject subject;
  subject.sample = sample;
  subject.repeat = repeat;
  return subject;
}

inline ReviewSubject on_well(const std::string& well, const std::string& target = "", std::size_t run = 0) {
  ReviewSubject subject = on_run(run);
  subject.well = parse_well(well).value();
  if (!target.empty())
    subject.target = target;
  return subject;
}

/// The id that ends in this number.
inline std::string id_of(int number) {
  const std::string digits = std::to_string(number);
  return std::string(32 - digits.size(), '0') + digits;
}

/// Of one minute, whatever its id; with a code where it needs one.
inline ReviewEvent event_of(int id, const std::string& by, const ReviewSubject& subject,
                            ReviewAction action) {
  ReviewEvent event;
  event.id = id_of(id);
  event.at = "2026-03-06T08:15:30Z";
  event.zone = "+08:00";
  event.by = by;
  event.subject = subject;
  event.action = action;
  if (needs_code(action))
    event.code = DecisionCode::Pipetting;
  return event;
}

inline ReviewEvent replacing(ReviewEvent event, const std::vector<int>& ids) {
  for (const int id : ids)
    event.replaces.push_back(id_of(id));
  return event;
}

inline ReviewEvent at_time(ReviewEvent event, const std::string& at) {
  event.at = at;
  return event;
}

inline ReviewEvent repeat_of(int id, const std::string& by, const ReviewSubject& subject,
                             const std::vector<std::string>& sets) {
  ReviewEvent event = event_of(id, by, subject, ReviewAction::Repeat);
  for (const std::string& set : sets)
    event.sets.push_back({.set = set, .from = {}, .to = {}});
  return event;
}

/// Of these sets to these results, by which the call becomes `after`.
inline ReviewEvent override_of(int id, const std::string& by, const Report& report, const std::string& sample,
                               const std::vector<std::pair<std::string, SetResult>>& changes,
                               PatientCallState after) {
  ReviewEvent event = event_of(id, by, on_patient(sample), ReviewAction::Override);
  for (const PatientCall& patient : report.calls.patients) {
    if (patient.sample != sample || patient.repeat != 0)
      continue;
    event.old_call = code_of(patient.call);
    for (const auto& [name, result] : changes)
      for (const SetCall& set : patient.sets)
        if (set.set == name)
          event.sets.push_back({.set = name, .from = set.result, .to = result});
  }
  event.new_call = code_of(after);
  return event;
}

/// Runs, controls and patients.
inline std::vector<ReviewSubject> all_subjects(const Report& report) {
  std::vector<ReviewSubject> subjects;
  for (const ReportInput& input : report.inputs)
    subjects.push_back(on_run(input.run));
  for (const ControlCall& control : report.calls.controls)
    subjects.push_back(on_control(control.sample, control.set, control.run));
  for (const PatientCall& patient : report.calls.patients)
    subjects.push_back(on_patient(patient.sample, patient.repeat));
  return subjects;
}

/// `events`, and behind them what A. Reviewer accepts: everything that they are not about.
inline std::vector<ReviewEvent> with_the_rest(const Report& report, std::vector<ReviewEvent> events) {
  const std::vector<ReviewEvent> first = events;
  int id = 1000;
  for (const ReviewSubject& subject : all_subjects(report))
    if (std::none_of(first.begin(), first.end(),
                     [&](const ReviewEvent& event) { return event.subject == subject; }))
      events.push_back(event_of(++id, ann, subject, ReviewAction::Accept));
  return events;
}

/// The patient of that sample.
inline PatientCall patient_in(const Report& report, const std::string& sample) {
  for (const PatientCall& patient : report.calls.patients)
    if (patient.sample == sample)
      return patient;
  FAIL("no patient " << sample);
  return {};
}

inline SetCall set_in(const PatientCall& patient, const std::string& name) {
  for (const SetCall& set : patient.sets)
    if (set.set == name)
      return set;
  FAIL("no set " << name);
  return {};
}

inline const ReviewSubject first_patient = on_patient("00123");

inline ReviewEvent accept_of(int id, const std::string& by, const std::string& sample = "00123") {
  return event_of(id, by, on_patient(sample), ReviewAction::Accept);
}

inline ReviewEvent reject_of(int id, const std::string& by, const std::string& sample = "00123") {
  return event_of(id, by, on_patient(sample), ReviewAction::Reject);
}

inline ReviewEvent withdrawal_of(int id, const std::string& by, int taken_back,
                                 const ReviewSubject& subject = on_patient("00123")) {
  return replacing(event_of(id, by, subject, ReviewAction::Withdraw), {taken_back});
}

}  // namespace crossbreak::tests
