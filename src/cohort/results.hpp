// What a study finds of its patients: tables of characteristics, rates, curves and models.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/joined_patients.hpp"
#include "cohort/study.hpp"
#include "statistics/analysis_of_variance.hpp"
#include "statistics/contingency.hpp"
#include "statistics/cox.hpp"
#include "statistics/cumulative_incidence.hpp"
#include "statistics/gray_test.hpp"
#include "statistics/kaplan_meier.hpp"
#include "statistics/log_rank.hpp"
#include "statistics/proportion.hpp"

namespace crossbreak {

/// Patients who are compared: by the deletion, by a variable, or by both.
struct PatientGroup {
  std::optional<bool> deleted;   ///< nothing: both
  std::optional<bool> variable;  ///< of the variable that parts them; nothing: both
  int patients = 0;
};

/// How one variable is spread over groups; patients in whom it is missing count in no test.
struct CharacteristicRow {
  std::size_t variable = 0;  ///< of Study::variables
  int missing = 0;           ///< patients
  std::vector<int> yes;      ///< patients of each group; of a variable that says yes or no, as the next
  std::vector<int> no;
  std::optional<ChiSquared> chi_squared;
  std::optional<double> fisher_p;       ///< where an expected count is below 5
  std::vector<GroupSummary> summaries;  ///< of each group; of a number
  std::optional<AnalysisOfVariance> anova;
};

struct CharacteristicTable {
  std::vector<PatientGroup> groups;
  int left_out = 0;  ///< patients in whom it is missing which group they are of
  std::vector<CharacteristicRow> rows;
};

/// A group's follow-up to one endpoint.
struct GroupOutcome {
  PatientGroup group;
  SurvivalCurve survival;                 ///< where no other event competes
  std::optional<SurvivalPoint> rate;      ///< of it, at Study::rate_months
  IncidenceCurve incidence;               ///< where one does
  std::optional<IncidencePoint> reached;  ///< of it, at Study::rate_months
};

/// One endpoint, compared between groups.
struct OutcomeComparison {
  std::size_t endpoint = 0;             ///< of Study::endpoints
  std::optional<std::size_t> variable;  ///< of Study::variables
  bool by_deletion = false;             ///< with a variable: four groups
  int left_out = 0;                     ///< patients without the variable or without follow-up
  std::vector<GroupOutcome> groups;
  std::optional<LogRank> log_rank;  ///< where no other event competes
  std::optional<GrayTest> gray;     ///< where one does
};

struct ModelResult {
  std::size_t model = 0;  ///< of Study::models
  /// A competing event censors: hazards are of the event itself. `left_out` counts who lacks a variable or
  /// follow-up.
  CoxFit fit;
  std::vector<CohortDoubt> doubts;
};

/// Patients with one deletion alone, or with several.
struct DeletionKind {
  std::string name;  ///< of the set; empty: several
  int patients = 0;
  WilsonInterval of_all;  ///< of all patients who are joined
};

struct CohortResults {
  int patients = 0;
  int deleted = 0;
  std::optional<WilsonInterval> prevalence;
  std::vector<DeletionKind> kinds;  ///< by name, several last; those that occur
  CharacteristicTable by_deletion;  ///< not deleted, deleted
  /// Deleted without and with what parts the groups, then the others. Nothing where the study has no groups.
  std::optional<CharacteristicTable> by_group;
  /// Of each endpoint: by the deletion, by each variable that says yes or no, by the four groups.
  std::vector<OutcomeComparison> outcomes;
  std::vector<ModelResult> models;
};

CohortResults results_of(const Study& study, const JoinedPatients& joined);

}  // namespace crossbreak
