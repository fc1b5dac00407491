#include "reports/cohort_report.hpp"

#include <utility>

#include "words/labels/cohort.hpp"

namespace crossbreak {
namespace {

Words both(const Words& one, const Words& other) {
  return filled(cohort_labels.both, field<"one">(one), field<"other">(other));
}

/// Names and labels of what is compared.
class Namer {
 public:
  Namer(const Study& study, const std::string& gene) : study_(study), gene_(gene) {}

  Words deletion(bool deleted) const {
    return deleted ? filled(cohort_labels.deleted, field<"gene">(gene_))
                   : filled(cohort_labels.not_deleted, field<"gene">(gene_));
  }
  std::string variable_name(std::optional<std::size_t> variable) const {
    return variable ? study_.variables[*variable].name : deleted_variable;
  }
  Words variable_label(std::optional<std::size_t> variable) const {
    return variable ? study_.variables[*variable].label : deletion(true);
  }

  CohortGroup group(const PatientGroup& group, std::optional<std::size_t> variable) const {
    CohortGroup named{.name = {}, .label = {}, .patients = group.patients};
    if (group.deleted) {
      named.name = *group.deleted ? "deleted" : "not_deleted";
      named.label = deletion(*group.deleted);
    }
    if (group.variable) {
      const StudyVariable& parting = study_.variables[*variable];
      const Words& label = *group.variable ? parting.label : parting.label_no;
      named.name += (named.name.empty() ? "" : " ") + std::string(*group.variable ? "yes" : "no");
      named.label = group.deleted ? both(named.label, label) : label;
    }
    return named;
  }

 private:
  const Study& study_;
  const std::string& gene_;
};

CohortShare share_of(std::string name, Words label, int patients, int of,
                     const std::optional<WilsonInterval>& interval) {
  CohortShare share{.name = std::move(name),
                    .label = std::move(label),
                    .patients = patients,
                    .of = of,
                    .share = {},
                    .lower = {},
                    .upper = {}};
  if (interval) {
    share.share = interval->share;
    share.lower = interval->lower;
    share.upper = interval->upper;
  }
  return share;
}

/// `test` has statistic, degrees_of_freedom and p.
template <class Test>
CohortTest test_of(TestKind kind, const Test& test) {
  return {.kind = kind,
          .statistic = test.statistic,
          .degrees_of_freedom = test.degrees_of_freedom,
          .denominator_degrees = {},
          .p = test.p};
}

CohortCharacteristic characteristic_of(const StudyVariable& variable, const CharacteristicRow& row,
                                       std::size_t groups) {
  CohortCharacteristic told{.name = variable.name,
                            .label = variable.label,
                            .label_no = {},
                            .missing = row.missing,
                            .groups = std::vector<CohortCell>(groups),
                            .tests = {}};
  if (variable.kind != StudyVariable::Kind::Number)
    told.label_no = variable.label_no;
  for (std::size_t i = 0; i < groups; ++i) {
    CohortCell& cell = told.groups[i];
    if (row.summaries.empty()) {
      cell.yes = row.yes[i];
      cell.no = row.no[i];
      continue;
    }
    cell.count = row.summaries[i].count;
    if (row.summaries[i].count > 0) {
      cell.mean = row.summaries[i].mean;
      if (row.summaries[i].count > 1)
        cell.sd = row.summaries[i].sd;
    }
  }
  if (row.chi_squared)
    told.tests.push_back(test_of(TestKind::ChiSquared, *row.chi_squared));
  if (row.fisher_p)
    told.tests.push_back({.kind = TestKind::Fisher,
                          .statistic = {},
                          .degrees_of_freedom = {},
                          .denominator_degrees = {},
                          .p = *row.fisher_p});
  if (row.anova)
    told.tests.push_back({.kind = TestKind::Anova,
                          .statistic = row.anova->f,
                          .degrees_of_freedom = row.anova->between_degrees,
                          .denominator_degrees = row.anova->within_degrees,
                          .p = row.anova->p});
  return told;
}

CohortTable table_of(const Study& study, const Namer& namer, const CharacteristicTable& table,
                     std::optional<std::size_t> parting) {
  CohortTable told{.name = parting ? "by_group" : "by_deletion",
                   .by = parting ? std::optional(study.variables[*parting].label) : std::nullopt,
                   .groups = {},
                   .left_out = table.left_out,
                   .rows = {}};
  for (const PatientGroup& group : table.groups)
    told.groups.push_back(namer.group(group, parting));
  for (const CharacteristicRow& row : table.rows)
    told.rows.push_back(characteristic_of(study.variables[row.variable], row, table.groups.size()));
  return told;
}

/// `point` is one of a survival or of an incidence curve, whose share it is told with.
template <class Point>
CohortPoint point_of(const Point& point, double share, int competing) {
  CohortPoint told{.time = point.time,
                   .at_risk = point.at_risk,
                   .events = point.events,
                   .competing = competing,
                   .censored = point.censored,
                   .share = share,
                   .standard_error = point.standard_error,
                   .lower = {},
                   .upper = {}};
  if (point.limits) {
    told.lower = point.limits->lower;
    told.upper = point.limits->upper;
  }
  return told;
}

CohortPoint point_of(const SurvivalPoint& point) {
  return point_of(point, point.survival, 0);
}

CohortPoint point_of(const IncidencePoint& point) {
  return point_of(point, point.incidence, point.competing);
}

CohortOutcomeGroup outcome_group_of(const GroupOutcome& outcome, CohortGroup group, bool competes,
                                    bool is_drawn) {
  CohortOutcomeGroup told;
  told.group = std::move(group);
  if (competes) {
    told.events = outcome.incidence.events;
    told.competing = outcome.incidence.competing;
    if (outcome.reached)
      told.rate = point_of(*outcome.reached);
    if (is_drawn)
      for (const IncidencePoint& point : outcome.incidence.points)
        told.curve.push_back(point_of(point));
    return told;
  }
  told.events = outcome.survival.events;
  if (outcome.rate)
    told.rate = point_of(*outcome.rate);
  told.median = outcome.survival.median;
  told.median_lower = outcome.survival.median_lower;
  told.median_upper = outcome.survival.median_upper;
  if (is_drawn)
    for (const SurvivalPoint& point : outcome.survival.points)
      told.curve.push_back(point_of(point));
  return told;
}

CohortOutcome outcome_of(const Study& study, const Namer& namer, const OutcomeComparison& comparison) {
  const StudyEndpoint& endpoint = study.endpoints[comparison.endpoint];
  CohortOutcome told;
  told.endpoint = endpoint.name;
  told.label = endpoint.label;
  told.competes = !endpoint.competing_column.empty();
  told.is_drawn = comparison.by_deletion;
  told.left_out = comparison.left_out;
  if (comparison.by_deletion) {
    told.by = deleted_variable;
    told.by_label = words_of(cohort_labels.by_deletion);
  }
  if (comparison.variable) {
    const StudyVariable& variable = study.variables[*comparison.variable];
    told.by += (told.by.empty() ? "" : " ") + variable.name;
    told.by_label = comparison.by_deletion
                        ? filled(cohort_labels.by_groups, field<"variable">(variable.label))
                        : variable.label;
  }
  for (const GroupOutcome& outcome : comparison.groups)
    told.groups.push_back(outcome_group_of(outcome, namer.group(outcome.group, comparison.variable),
                                           told.competes, told.is_drawn));
  if (comparison.log_rank)
    told.test = test_of(TestKind::LogRank, *comparison.log_rank);
  if (comparison.gray)
    told.test = test_of(TestKind::Gray, *comparison.gray);
  return told;
}

CohortModel model_of(const Study& study, const Namer& namer, const ModelResult& result) {
  const StudyModel& asked = study.models[result.model];
  const CoxFit& fit = result.fit;
  CohortModel told;
  told.endpoint = study.endpoints[asked.endpoint].name;
  told.label = study.endpoints[asked.endpoint].label;
  told.status = fit.status;
  told.variables = static_cast<int>(asked.variables.size());
  told.patients = fit.patients;
  told.events = fit.events;
  told.left_out = fit.left_out;
  for (const std::size_t place : fit.concerned)
    told.concerned.push_back(namer.variable_label(asked.variables[place]));
  if (fit.status != CoxStatus::Fitted)
    return told;
  for (std::size_t i = 0; i < fit.terms.size(); ++i) {
    const CoxTerm& term = fit.terms[i];
    told.terms.push_back(
        {.name = namer.variable_name(asked.variables[i]),
         .label = namer.variable_label(asked.variables[i]),
         .hazard_ratio = term.hazard_ratio,
         .lower = term.lower,
         .upper = term.upper,
         .coefficient = term.coefficient,
         .standard_error = term.standard_error,
         .z = term.z,
         .p = term.p,
         .proportional = fit.proportional
                             ? std::optional(test_of(TestKind::Proportional, fit.proportional->terms[i]))
                             : std::nullopt});
  }
  told.tests.push_back(test_of(TestKind::LikelihoodRatio, fit.likelihood_ratio));
  told.tests.push_back(test_of(TestKind::Wald, fit.wald));
  told.tests.push_back(test_of(TestKind::Score, fit.score));
  if (fit.proportional)
    told.tests.push_back(test_of(TestKind::Proportional, fit.proportional->all));
  told.log_likelihood = fit.log_likelihood;
  if (fit.concordance)
    told.concordance = fit.concordance->share;
  return told;
}

/// Of each model its own; that of the groups' treatment once, where anything is compared by it.
std::vector<CohortWarning> warnings_of(const Study& study, const CohortResults& results) {
  std::vector<CohortWarning> warnings;
  bool groups_are_followed = study.groups && !study.endpoints.empty();
  for (const ModelResult& result : results.models) {
    for (const CohortDoubt doubt : result.doubts) {
      if (doubt == CohortDoubt::ImmortalTime) {
        groups_are_followed = true;
        continue;
      }
      const StudyModel& model = study.models[result.model];
      warnings.push_back(
          {doubt, filled(cohort_labels.few_events, field<"endpoint">(study.endpoints[model.endpoint].label),
                         field<"events">(std::to_string(result.fit.events)),
                         field<"variables">(std::to_string(model.variables.size())))});
    }
  }
  if (groups_are_followed)
    warnings.push_back(
        {CohortDoubt::ImmortalTime,
         filled(cohort_labels.immortal_time, field<"variable">(study.variables[*study.groups].label))});
  return warnings;
}

}  // namespace

CohortReport cohort_report(const Study& study, const ClinicalTable& table, const JoinedPatients& joined,
                           const CohortResults& results, const Summary& summary,
                           std::vector<CohortInput> inputs, ToolIdentity tool) {
  CohortReport report;
  report.tool = std::move(tool);
  report.gene = summary.gene;
  report.study = {study.file, study.sha256};
  report.table = {table.file, table.sha256};
  report.table_patients = static_cast<int>(table.patients.size());
  report.inputs = std::move(inputs);
  report.provisos = provisos(summary);
  if (!summary.repeated.empty())
    report.provisos.push_back(
        filled(cohort_labels.repeated, field<"count">(std::to_string(summary.repeated.size()))));
  report.rate_months = study.rate_months;
  report.limits = study.limits == LimitsKind::Plain ? "plain" : "log-log";
  report.ties = study.ties == Ties::Breslow ? "breslow" : "efron";
  report.patients = results.patients;
  const Namer namer(study, report.gene);
  report.deleted = share_of(deleted_variable, words_of(cohort_labels.with_deletion), results.deleted,
                            results.patients, results.prevalence);
  for (const DeletionKind& kind : results.kinds)
    report.kinds.push_back(
        share_of(kind.name.empty() ? "several" : kind.name,
                 kind.name.empty() ? words_of(cohort_labels.several) : Words{kind.name, kind.name},
                 kind.patients, results.patients, kind.of_all));
  report.tables.push_back(table_of(study, namer, results.by_deletion, std::nullopt));
  if (results.by_group)
    report.tables.push_back(table_of(study, namer, *results.by_group, study.groups));
  for (const OutcomeComparison& comparison : results.outcomes)
    report.outcomes.push_back(outcome_of(study, namer, comparison));
  for (const ModelResult& model : results.models)
    report.models.push_back(model_of(study, namer, model));
  report.warnings = warnings_of(study, results);
  report.left_out = joined.left_out;
  return report;
}

}  // namespace crossbreak
