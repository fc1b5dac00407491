// A reviewed record with its audit, as the program makes them, for tests of what is signed.
#pragma once

#include <string>
#include <vector>

#include "example_report.hpp"
#include "record/record_reader.hpp"
#include "record/record_writer.hpp"
#include "release/apply.hpp"
#include "release/audit.hpp"
#include "release/decide.hpp"
#include "release/record_text.hpp"
#include "run/sha256.hpp"

namespace crossbreak::tests {

inline const std::string record_name = "plate.calls.json";
inline const std::string audit_name = "plate.audit.jsonl";

inline AuditStamp stamp_at(const std::string& at) {
  return {.at = at, .computer = "LAB-PC", .version = "1.2.3"};
}

/// One acceptance of a patient.
inline ReviewEvent accepted(char id, const std::string& by, const std::string& sample,
                            const std::string& at) {
  ReviewEvent event;
  event.id = std::string(32, id);
  event.at = at;
  event.zone = "+08:00";
  event.by = by;
  event.subject.sample = sample;
  event.subject.repeat = 0;
  event.action = ReviewAction::Accept;
  return event;
}

inline Decision decision_of(const ReviewEvent& event) {
  return {.subject = event.subject, .action = event.action, .by = {event.by}, .events = {event.id}};
}

/// The example, of which these events decided.
inline Report reviewed_by(const std::vector<ReviewEvent>& events) {
  static const Report called = example_report();
  static const std::string called_hash = sha256_hex(write_record(called));
  Report report = called;
  report.release.status = RecordStatus::Reviewed;
  report.release.of = called_hash;
  report.release.events = events;
  for (const ReviewEvent& event : events)
    report.release.decisions.push_back(decision_of(event));
  for (PatientCall& patient : report.calls.patients)
    patient.outcome = ReleaseOutcome::Released;
  return report;
}

/// What stands in a folder.
struct RecordAndAudit {
  RecordText record;
  Audit audit;

  Release release() const { return read_record(record.name(), record.text()).release; }
};

inline RecordAndAudit reviewed(const Report& report) {
  const RecordText bare(record_name, write_record(report));
  const Audit audit = with_events(read_audit(audit_name, ""), bare, stamp_at("2026-03-06T09:00:00Z"));
  return {RecordText(record_name, bare.with_audit(*audit.end())), audit};
}

/// A. Reviewer accepted two patients.
inline RecordAndAudit reviewed_record() {
  return reviewed(reviewed_by({accepted('a', "A. Reviewer", "00123", "2026-03-06T08:15:30Z"),
                               accepted('b', "A. Reviewer", "1-2", "2026-03-06T08:16:00Z")}));
}

/// As apply makes it of what each of these asks for.
inline Report applied_report(const std::vector<DecisionRequest>& requests, const std::string& at) {
  const Report called = example_report();
  int ids = 0;
  const DecisionStamp stamp{.at = at, .zone = "+08:00", .new_id = [&ids] {
                              const std::string digits = std::to_string(++ids);
                              return std::string(32 - digits.size(), '0') + digits;
                            }};
  std::vector<ReviewEvent> events;
  for (const DecisionRequest& request : requests)
    for (ReviewEvent& event : decide(called, events, request, stamp))
      events.push_back(std::move(event));
  return apply_events({.name = record_name, .sha256 = sha256_hex(write_record(called)), .report = called},
                      std::move(events));
}

inline DecisionRequest accepting_all(const std::string& by) {
  DecisionRequest request;
  request.by = by;
  request.accept = {"all"};
  return request;
}

inline Report applied_report(const DecisionRequest& request = accepting_all("A. Reviewer")) {
  return applied_report({request}, "2026-03-06T08:15:30Z");
}

/// As apply makes it under a policy: these people accepted the run, its controls and all patients.
inline RecordAndAudit applied_record(const SigningPolicy& policy = {},
                                     const std::vector<std::string>& people = {"A. Reviewer"},
                                     const std::string& at = "2026-03-06T08:15:30Z") {
  std::vector<DecisionRequest> requests;
  for (const std::string& by : people)
    requests.push_back(accepting_all(by));
  Report report = applied_report(requests, at);
  report.release.policy = policy;
  return reviewed(report);
}

}  // namespace crossbreak::tests
