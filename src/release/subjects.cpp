#include "release/subjects.hpp"

#include <algorithm>

#include "words/issues.hpp"
#include "words/labels/review.hpp"

namespace crossbreak {
namespace {

ReviewSubject subject_of(const ControlCall& control) {
  ReviewSubject subject{.run = control.run,
                        .control = control.sample,
                        .role = {},
                        .set = control.set,
                        .sample = {},
                        .repeat = {},
                        .well = {},
                        .target = {}};
  if (control.sample.empty())
    subject.role = control.role;
  return subject;
}

ReviewSubject subject_of(const PatientCall& patient, const Calls& calls) {
  ReviewSubject subject;
  subject.run = run_of(patient, calls);
  subject.sample = patient.sample;
  subject.repeat = patient.repeat;
  return subject;
}

}  // namespace

SubjectKind kind_of(const ReviewSubject& subject) {
  if (subject.control)
    return SubjectKind::Control;
  if (subject.sample)
    return SubjectKind::Patient;
  return subject.well ? SubjectKind::Well : SubjectKind::Run;
}

std::vector<ReviewSubject> subjects_of(const Report& report) {
  std::vector<ReviewSubject> subjects;
  std::set<std::size_t> runs;
  for (const ReportInput& input : report.inputs)
    if (runs.insert(input.run).second) {
      ReviewSubject run;
      run.run = input.run;
      subjects.push_back(run);
    }
  for (const ControlCall& control : report.calls.controls)
    subjects.push_back(subject_of(control));
  for (const PatientCall& patient : report.calls.patients)
    subjects.push_back(subject_of(patient, report.calls));
  return subjects;
}

std::size_t run_of(const PatientCall& patient, const Calls& calls) {
  for (const SetCall& set : patient.sets)
    if (!set.wells.empty())
      return calls.wells.at(set.wells.front()).run;
  if (patient.reference && !patient.reference->wells.empty())
    return calls.wells.at(patient.reference->wells.front()).run;
  return 0;
}

std::set<std::size_t> runs_of(const SetCall& set, const Calls& calls) {
  std::set<std::size_t> runs;
  for (const std::size_t well : set.wells)
    runs.insert(calls.wells.at(well).run);
  return runs;
}

std::set<std::size_t> runs_of(const PatientCall& patient, const Calls& calls) {
  std::set<std::size_t> runs;
  for (const SetCall& set : patient.sets)
    runs.merge(runs_of(set, calls));
  if (patient.reference)
    runs.merge(runs_of(*patient.reference, calls));
  if (runs.empty())
    runs.insert(run_of(patient, calls));
  return runs;
}

std::set<std::size_t> runs_of(const SetCall& set, const PatientCall& patient, const Calls& calls) {
  const std::set<std::size_t> runs = runs_of(set, calls);
  return runs.empty() ? runs_of(patient, calls) : runs;
}

bool is_named(const WellCall& well, const ReviewSubject& subject) {
  return well.run == subject.run && well.well == *subject.well &&
         (!subject.target || well.target == *subject.target);
}

const PatientCall* patient_of(const ReviewSubject& subject, const Calls& calls) {
  if (!subject.sample)
    return nullptr;
  const auto found =
      std::find_if(calls.patients.begin(), calls.patients.end(), [&](const PatientCall& patient) {
        return patient.sample == *subject.sample && patient.repeat == subject.repeat;
      });
  return found == calls.patients.end() ? nullptr : &*found;
}

NamedCalls::NamedCalls(const Calls& calls) {
  for (const PatientCall& patient : calls.patients)
    patients_.emplace(std::pair(std::string_view(patient.sample), patient.repeat), &patient);
  for (const ControlCall& control : calls.controls)
    controls_.emplace(subject_of(control), &control);
}

const PatientCall* NamedCalls::patient_of(const ReviewSubject& subject) const {
  if (!subject.sample || !subject.repeat)
    return nullptr;
  const auto found = patients_.find(std::pair(std::string_view(*subject.sample), *subject.repeat));
  return found == patients_.end() ? nullptr : found->second;
}

const ControlCall* NamedCalls::control_of(const ReviewSubject& subject) const {
  const auto found = controls_.find(subject);
  return found == controls_.end() ? nullptr : found->second;
}

std::set<std::size_t> invalidated_runs(const Calls& calls) {
  std::set<std::size_t> runs;
  for (const ControlCall& control : calls.controls)
    if (control.invalidates)
      runs.insert(control.run);
  return runs;
}

RunStatus status_of_run(std::size_t run, const Calls& calls) {
  if (invalidated_runs(calls).contains(run))
    return RunStatus::Invalid;
  const bool warns = std::any_of(calls.issues.begin(), calls.issues.end(),
                                 [](const Issue& issue) { return issue.severity == Severity::Warning; });
  return warns ? RunStatus::ValidWithWarnings : RunStatus::Valid;
}

Words words_of_subject(const ReviewSubject& subject, const Report& report) {
  const std::string file = file_of_run(report, subject.run);
  const auto of_file = [&](const Words& name) {
    return has_several_runs(report) ? filled(review_labels.of_file, field<"name">(name), field<"file">(file))
                                    : name;
  };
  switch (kind_of(subject)) {
    case SubjectKind::Run:
      return filled(review_labels.run, field<"name">(file));
    case SubjectKind::Control: {
      Words name = {*subject.control, *subject.control};
      if (subject.control->empty())
        name = filled(review_labels.missing, field<"role">(words_of(subject.role.value_or(SampleRole::Ntc))));
      name.en += "/" + *subject.set;
      name.zh += "/" + *subject.set;
      return filled(review_labels.control, field<"name">(of_file(name)));
    }
    case SubjectKind::Patient: {
      const std::string repeat = *subject.repeat > 0 ? "#" + std::to_string(*subject.repeat) : "";
      return filled(review_labels.patient, field<"name">(*subject.sample + repeat));
    }
    case SubjectKind::Well: {
      const std::string name = to_string(*subject.well) + (subject.target ? "/" + *subject.target : "");
      return filled(review_labels.well, field<"name">(of_file({name, name})));
    }
  }
  return {};
}

std::string name_of(const ReviewSubject& subject, const Report& report) {
  return words_of_subject(subject, report).en;
}

}  // namespace crossbreak
