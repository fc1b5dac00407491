#include "reports/review_page/subjects.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "calling/calls.hpp"
#include "reports/release_words.hpp"
#include "reports/report_words.hpp"
#include "words/flags.hpp"
#include "words/joined.hpp"

namespace crossbreak::review_page {
namespace {

SubjectSet subject_set(const SetCall& set) {
  return {.set = set.set,
          .state = std::string(code_of(set.result)),
          .computed = set.computed ? std::optional(std::string(code_of(*set.computed))) : std::nullopt,
          .ct_mean = set.ct_mean,
          .invalidates = false,
          .flags = codes_of(set.flags),
          .wells = set.wells,
          .reasons = set.reasons,
          .next = {}};
}

Subject patient_subject(const Report& report, const PatientEvents& events, std::size_t index,
                        Language language, const Texts& words) {
  const PatientCall& patient = report.calls.patients[index];
  const std::string state(code_of(patient.call));
  Subject subject;
  subject.patient = index;
  subject.sample = patient.sample;
  subject.name = patient_name(patient, language);
  subject.state = state;
  subject.call = patient.deletions.empty() ? words.at("call_" + state) : joined(patient.deletions, " + ");
  if (const auto change = note_in_words(patient)) {
    subject.call += in(language, in_parentheses(in(language, *change)));
  }
  const std::vector<Words> changes = events.decisions_in_words(patient);
  subject.text =
      in(language, changes.empty() ? patient.text : in_parentheses(patient.text, joined_clauses(changes)));
  if (patient.next) {
    subject.next = in(language, *patient.next);
  }
  subject.review = patient.review;
  subject.flags = codes_of(patient.flags);
  subject.reasons = patient.reasons;
  for (const SetCall& set : patient.sets) {
    subject.sets.push_back(subject_set(set));
  }
  if (patient.reference) {
    subject.sets.push_back(subject_set(*patient.reference));
  }
  return subject;
}

ControlOutcome worst(ControlOutcome a, ControlOutcome b) {
  for (const ControlOutcome outcome :
       {ControlOutcome::Failed, ControlOutcome::Missing, ControlOutcome::Warning, ControlOutcome::Passed}) {
    if (a == outcome || b == outcome) {
      return outcome;
    }
  }
  return ControlOutcome::NotJudged;
}

/// One subject for all sets of a control sample on one plate.
std::vector<Subject> control_subjects(const Report& report, Language language, const Texts& words) {
  std::vector<Subject> subjects;
  std::vector<ControlOutcome> outcomes;
  std::map<std::tuple<std::size_t, std::string, SampleRole>, std::size_t> places;
  for (const ControlCall& control : report.calls.controls) {
    const std::string role(code_of(control.role));
    const auto [place, is_new] =
        places.try_emplace({control.run, control.sample, control.role}, subjects.size());
    if (is_new) {
      const std::string file = run_file(report, control.run);
      const std::string name = control.sample.empty() ? words.at("role_" + role) : control.sample;
      Subject& subject = subjects.emplace_back();
      subject.sample = control.sample;
      subject.name = file.empty() ? name : fmt::format("{} ({})", name, file);
      subject.run = control.run;
      subject.role = role;
      outcomes.push_back(control.outcome);
    }
    ControlOutcome& outcome = outcomes[place->second];
    outcome = worst(outcome, control.outcome);
    subjects[place->second].sets.push_back({.set = control.set,
                                            .state = std::string(code_of(control.outcome)),
                                            .computed = {},
                                            .ct_mean = control.ct_mean,
                                            .invalidates = control.invalidates,
                                            .flags = {},
                                            .wells = control.wells,
                                            .reasons = control.reasons,
                                            .next = control.next ? in(language, *control.next) : ""});
  }
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    subjects[i].state = code_of(outcomes[i]);
    subjects[i].call = words.at("outcome_" + subjects[i].state);
  }
  return subjects;
}

}  // namespace

std::vector<Subject> subjects_of(const Report& report, Language language, const Texts& words) {
  const PatientEvents events(report);
  std::vector<Subject> subjects;
  for (std::size_t i = 0; i < report.calls.patients.size(); ++i) {
    subjects.push_back(patient_subject(report, events, i, language, words));
  }
  std::ranges::stable_sort(subjects, {}, [&](const Subject& subject) {
    return std::ranges::find(group_titles, group_of(subject)) - group_titles.begin();
  });
  for (Subject& control : control_subjects(report, language, words)) {
    subjects.push_back(std::move(control));
  }
  return subjects;
}

std::string group_of(const Subject& subject) {
  if (!subject.patient) {
    return "controls";
  }
  switch (value_of<PatientCallState>(subject.state).value()) {
    case PatientCallState::Deletion:
    case PatientCallState::Mixed:
      return "group_detected";
    case PatientCallState::NotDetected:
      return "group_not_detected";
    case PatientCallState::Inconclusive:
    case PatientCallState::Invalid:
    case PatientCallState::Incomplete:
      break;
  }
  return "group_doubtful";
}

std::string run_file(const Report& report, std::size_t run) {
  return has_several_runs(report) ? file_of_run(report, run) : std::string();
}

Texts used_flags(const Report& report, Language language) {
  Texts words;
  const auto take = [&](const std::vector<Flag>& flags) {
    for (const Flag flag : flags) {
      words.try_emplace(std::string(code_of(flag)), in(language, words_of(flag)));
    }
  };
  for (const WellCall& well : report.calls.wells) {
    take(well.flags);
  }
  for (const PatientCall& patient : report.calls.patients) {
    take(patient.flags);
    for (const SetCall& set : patient.sets) {
      take(set.flags);
    }
    if (patient.reference) {
      take(patient.reference->flags);
    }
  }
  return words;
}

}  // namespace crossbreak::review_page
