// A study of twelve patients with all that a report of one tells.
#pragma once

#include "reports/cohort_report.hpp"

namespace crossbreak::tests {

/// One variable, a number and what parts the groups; an endpoint without a competing event and one with.
inline Study example_study() {
  Study study;
  study.file = "study.toml";
  study.sha256 = std::string(64, 'a');
  const auto add = [&](const char* name, const char* label, const char* label_no) {
    StudyVariable& variable = study.variables.emplace_back();
    variable.name = name;
    variable.label = {label, label};
    variable.label_no = {label_no, label_no};
  };
  add("wbc", "WBC >= 30", "WBC < 30");
  add("age", "Age, years", "");
  study.variables.back().kind = StudyVariable::Kind::Number;
  add("transplant", "Transplant", "Chemotherapy");
  study.groups = 2;
  StudyEndpoint& death = study.endpoints.emplace_back();
  death.name = "os";
  death.label = {"Overall <survival>", "OS"};
  StudyEndpoint& relapse = study.endpoints.emplace_back();
  relapse.name = "cir";
  relapse.label = {"Relapse", "CIR"};
  relapse.competing_column = "Death in remission";
  study.rate_months = 6;
  study.models.push_back({.endpoint = 0, .variables = {0, std::nullopt}});
  return study;
}

inline JoinedPatients example_patients() {
  JoinedPatients joined;
  const std::vector<int> wbc = {1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1};
  for (std::size_t i = 0; i < wbc.size(); ++i) {
    StudyPatient& patient = joined.patients.emplace_back();
    patient.deleted = i % 3 == 0 || i == 4;
    if (patient.deleted)
      patient.deletions =
          i == 6 ? std::vector<std::string>{"D2-7", "D4-7"} : std::vector<std::string>{"D4-7"};
    patient.clinical.values = {wbc[i], 30.0 + static_cast<double>(i), i % 2 == 0 ? 1.0 : 0.0};
    const double time = static_cast<double>(2 * i + 1) / 2;
    patient.clinical.endpoints = {CompetingFollowUp{time, i % 4 == 3 ? Ending::Censored : Ending::Event},
                                  CompetingFollowUp{time, static_cast<Ending>(i % 3)}};
  }
  joined.patients[5].clinical.values[0] = std::nullopt;
  joined.left_out = {{"=1+1", LeftOut::NotInTable}, {"<P9>", LeftOut::Inconclusive}};
  return joined;
}

inline CohortReport example_cohort(const Study& study, const JoinedPatients& joined) {
  ClinicalTable table;
  table.file = "clinical.csv";
  table.sha256 = std::string(64, 'b');
  table.patients.resize(14);
  Summary summary;
  summary.gene = "IKZF1";
  summary.statuses = {{RecordStatus::Preliminary, 2}};
  return cohort_report(study, table, joined, results_of(study, joined), summary,
                       {{"a.calls.json", std::string(64, 'c'), RecordStatus::Preliminary, false},
                        {"b.eds", std::string(64, 'd'), RecordStatus::Preliminary, true}},
                       {.name = "crossbreak", .version = "1.0"});
}

inline CohortReport example_cohort() {
  return example_cohort(example_study(), example_patients());
}

}  // namespace crossbreak::tests
