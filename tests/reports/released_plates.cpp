#include "released_plates.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "calling/rules.hpp"
#include "example_report.hpp"

namespace crossbreak {
namespace {

ReviewSubject subject_of(const PatientCall& patient) {
  ReviewSubject subject;
  subject.sample = patient.sample;
  subject.repeat = patient.repeat;
  return subject;
}

Signature typed(const std::string& name, SignatureMeaning meaning, const std::string& at) {
  Signature signature;
  signature.by = name;
  signature.at = at;
  signature.zone = "+08:00";
  signature.meaning = meaning;
  signature.record_sha256 = std::string(64, 'a');
  return signature;
}

/// An event and the decision that stands by it.
void add_decision(Report& report, const ReviewSubject& subject, ReviewAction action) {
  ReviewEvent event;
  const std::string number = std::to_string(report.release.events.size());
  event.id = std::string(32 - number.size(), '0') + number;
  event.at = "2026-03-06T07:00:00Z";
  event.zone = "+08:00";
  event.by = "A. Reviewer";
  event.subject = subject;
  event.action = action;
  report.release.events.push_back(event);
  report.release.decisions.push_back(
      {.subject = subject, .action = action, .by = {event.by}, .events = {event.id}});
}

}  // namespace

PatientCall& patient_named(Report& report, const std::string& sample) {
  for (PatientCall& patient : report.calls.patients)
    if (patient.sample == sample)
      return patient;
  throw std::runtime_error("no patient '" + sample + "'");
}

Report signed_report(Report report) {
  Release& release = report.release;
  release.status = RecordStatus::Final;
  release.of = std::string(64, 'c');
  for (const ReportInput& input : report.inputs) {
    ReviewSubject run;
    run.run = input.run;
    add_decision(report, run, ReviewAction::Accept);
  }
  for (PatientCall& patient : report.calls.patients) {
    patient.outcome = ReleaseOutcome::Released;
    add_decision(report, subject_of(patient), ReviewAction::Accept);
  }
  release.signatures = {typed("A. Reviewer", SignatureMeaning::Reviewed, "2026-03-06T08:15:30Z"),
                        typed("B. Approver", SignatureMeaning::Approved, "2026-03-06T09:00:00Z")};
  return report;
}

void decide(Report& report, const std::string& sample, ReviewAction action, DecisionCode code,
            const std::string& words, const std::vector<std::string>& sets) {
  PatientCall& patient = patient_named(report, sample);
  patient.outcome =
      action == ReviewAction::Repeat ? ReleaseOutcome::RepeatRequested : ReleaseOutcome::Withheld;
  const ReviewSubject subject = subject_of(patient);
  std::erase_if(report.release.decisions,
                [&](const Decision& decision) { return decision.subject == subject; });
  add_decision(report, subject, action);
  ReviewEvent& event = report.release.events.back();
  event.code = code;
  event.words = words;
  for (const std::string& set : sets)
    event.sets.push_back({.set = set, .from = {}, .to = {}});
}

void override_set(Report& report, const std::string& sample, const std::string& set, SetResult result) {
  PatientCall& patient = patient_named(report, sample);
  patient.computed = patient.call;
  std::vector<NamedResult> results;
  for (SetCall& call : patient.sets) {
    if (call.set == set) {
      call.computed = call.result;
      call.result = result;
    }
    results.push_back({call.set, call.result});
  }
  const PatientRuling ruling = rule_patient(results);
  patient.call = ruling.call;
  patient.deletions = ruling.deletions;
}

Report full_record() {
  Report report = signed_report(example_report());
  report.sets.front().code = "CODE";
  report.sets.front().hgvs = "NM_006060.6:c.(160+1_161-1)_(850+1_851-1)del";
  report.sets.front().deletion_class = Words{"in frame", "框内缺失"};
  report.sensitivity = Words{"1 % of cells", "1%的细胞"};
  patient_named(report, "3E5").reference.value().computed = SetResult::Positive;
  override_set(report, "00123", "D4-7", SetResult::Negative);
  decide(report, "1-2", ReviewAction::Repeat, DecisionCode::Pipetting, "", {"D2-8"});
  Release& release = report.release;
  ReviewSubject control;
  control.control = "";
  control.role = SampleRole::NegativeControl;
  control.set = "D4-7";
  add_decision(report, control, ReviewAction::Accept);
  ReviewSubject well;
  well.well = Well{0, 0};
  well.target = "IKZF1_D2-7";
  add_decision(report, well, ReviewAction::Exclude);
  release.events.back().sets = {{.set = "D4-7", .from = SetResult::Positive, .to = SetResult::Negative}};
  release.events.back().replaces = {release.events.front().id};
  release.signatures.back().audit = AuditEnd{.lines = 6, .sha256 = std::string(64, 'c')};
  release.status = RecordStatus::Amended;
  release.replaces = Replaced{.file = "plate.calls.json",
                              .sha256 = std::string(64, 'b'),
                              .reason = "samples swapped",
                              .changes = {{.sample = "P1",
                                           .repeat = 0,
                                           .old_call = PatientCallState::Deletion,
                                           .old_deletions = {"D4-7"},
                                           .old_outcome = ReleaseOutcome::Released,
                                           .new_call = PatientCallState::Inconclusive,
                                           .new_deletions = {},
                                           .new_outcome = ReleaseOutcome::RepeatRequested}}};
  release.audit = AuditEnd{.lines = 7, .sha256 = std::string(64, 'd')};
  report.laboratory = LaboratoryHead{.name = {"Molecular Laboratory", "分子实验室"},
                                     .department = {"Haematology", "血液科"},
                                     .address = {"1 Main Street", "大街1号"},
                                     .phone = "+86 10 1"};
  report.origin = {.options = {{.name = "role", .value = "X=PC47"}},
                   .map = "map.csv",
                   .map_sha256 = std::string(64, 'e'),
                   .repeats = "earlier.repeats.csv",
                   .repeats_sha256 = std::string(64, '9'),
                   .metadata = "meta.toml",
                   .metadata_sha256 = std::string(64, '8'),
                   .before = std::string(64, 'f')};
  report.metadata = RunMetadata{.extraction_batch = "E-7",
                                .reagents = {{.name = "Master mix", .lot = "00123", .expiry = "2026-12-31"}},
                                .controls = {{.name = "PC", .lot = "PC-7", .expiry = ""}},
                                .standards = {{.name = "S1", .lot = "S-1", .expiry = "2027-01-31"}},
                                .samples = {{.sample = "00123",
                                             .specimen = "bone marrow",
                                             .collected = "2026-03-01",
                                             .received = "2026-03-02",
                                             .order = "O-17",
                                             .requester = "Haematology 2"}}};
  return report;
}

}  // namespace crossbreak
