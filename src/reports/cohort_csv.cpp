#include "reports/cohort_csv.hpp"

#include "reports/cohort_words.hpp"
#include "run/csv_cell.hpp"
#include "run/number_text.hpp"

namespace crossbreak {
namespace {

/// The cells of a row by their columns; what is absent is empty.
struct Row {
  std::string table;
  std::string endpoint = {};
  std::string item = {};
  std::string group = {};
  std::optional<int> count = {};
  std::optional<int> of = {};
  std::optional<double> value = {};
  std::optional<double> sd = {};
  std::optional<double> standard_error = {};
  std::optional<double> lower = {};
  std::optional<double> upper = {};
  std::optional<double> statistic = {};
  std::optional<int> degrees_of_freedom = {};
  std::optional<double> p = {};
};

std::string cell(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "";
}
std::string cell(const std::optional<double>& number) {
  return number ? shortest_text(*number) : "";
}

std::string line_of(const Row& row) {
  return csv_line({csv_cell(row.table), csv_cell(row.endpoint), csv_cell(row.item), csv_cell(row.group),
                   cell(row.count), cell(row.of), cell(row.value), cell(row.sd), cell(row.standard_error),
                   cell(row.lower), cell(row.upper), cell(row.statistic), cell(row.degrees_of_freedom),
                   cell(row.p)});
}

std::string name_of(const PatientGroup& group) {
  std::string name;
  if (group.deleted)
    name = *group.deleted ? "deleted" : "not_deleted";
  if (group.variable)
    name += (name.empty() ? "" : " ") + std::string(*group.variable ? "yes" : "no");
  return name;
}

Row share_row(const std::string& table, const std::string& item, int count, int of,
              const WilsonInterval& share) {
  return {.table = table,
          .item = item,
          .count = count,
          .of = of,
          .value = share.share,
          .lower = share.lower,
          .upper = share.upper};
}

/// The row of a test, with `of` patients or events; `test` has statistic, degrees_of_freedom and p.
template <class Test>
Row test_row(Row row, const std::string& name, const Test& test) {
  row.group = name;
  row.statistic = test.statistic;
  row.degrees_of_freedom = test.degrees_of_freedom;
  row.p = test.p;
  return row;
}

std::string characteristics(const Study& study, const std::string& table, const CharacteristicTable& of) {
  std::string text;
  for (const CharacteristicRow& row : of.rows) {
    const Row of_variable{.table = table, .item = study.variables[row.variable].name};
    for (std::size_t i = 0; i < of.groups.size(); ++i) {
      Row of_group = of_variable;
      of_group.group = name_of(of.groups[i]);
      if (row.summaries.empty()) {
        of_group.count = row.yes[i];
        of_group.of = row.yes[i] + row.no[i];
        if (*of_group.of > 0)
          of_group.value = static_cast<double>(row.yes[i]) / *of_group.of;
      } else if (const GroupSummary& summary = row.summaries[i]; summary.count > 0) {
        of_group.of = summary.count;
        of_group.value = summary.mean;
        if (summary.count > 1)
          of_group.sd = summary.sd;
      }
      text += line_of(of_group);
    }
    if (row.chi_squared)
      text += line_of(test_row(of_variable, "chi_squared", *row.chi_squared));
    if (row.fisher_p) {
      Row fisher = of_variable;
      fisher.group = "fisher";
      fisher.p = row.fisher_p;
      text += line_of(fisher);
    }
    if (row.anova) {
      Row anova = of_variable;
      anova.group = "anova";
      anova.statistic = row.anova->f;
      anova.degrees_of_freedom = row.anova->between_degrees;
      anova.p = row.anova->p;
      text += line_of(anova);
    }
  }
  return text;
}

std::string rates(const Study& study, const OutcomeComparison& comparison) {
  std::string item = comparison.by_deletion ? deleted_variable : "";
  if (comparison.variable)
    item += (item.empty() ? "" : " ") + study.variables[*comparison.variable].name;
  const Row compared{.table = "rate", .endpoint = study.endpoints[comparison.endpoint].name, .item = item};
  const bool competes = !study.endpoints[comparison.endpoint].competing_column.empty();
  std::string text;
  for (const GroupOutcome& outcome : comparison.groups) {
    Row row = compared;
    row.group = name_of(outcome.group);
    row.count = competes ? outcome.incidence.events : outcome.survival.events;
    row.of = outcome.group.patients;
    const auto add_limits = [&](const std::optional<Limits>& limits) {
      if (!limits)
        return;
      row.lower = limits->lower;
      row.upper = limits->upper;
    };
    if (outcome.rate) {
      row.value = outcome.rate->survival;
      row.standard_error = outcome.rate->standard_error;
      add_limits(outcome.rate->limits);
    }
    if (outcome.reached) {
      row.value = outcome.reached->incidence;
      row.standard_error = outcome.reached->standard_error;
      add_limits(outcome.reached->limits);
    }
    text += line_of(row);
  }
  if (comparison.log_rank)
    text += line_of(test_row(compared, "log_rank", *comparison.log_rank));
  if (comparison.gray)
    text += line_of(test_row(compared, "gray", *comparison.gray));
  return text;
}

std::string name_of(const Study& study, const std::optional<std::size_t>& variable) {
  return variable ? study.variables[*variable].name : deleted_variable;
}

std::string model(const Study& study, const ModelResult& result) {
  const StudyModel& asked = study.models[result.model];
  const CoxFit& fit = result.fit;
  Row of_model{.table = "cox", .endpoint = study.endpoints[asked.endpoint].name};
  of_model.count = fit.events;
  of_model.of = fit.patients;
  if (fit.status != CoxStatus::Fitted) {
    of_model.group = code_of(fit.status);
    for (const std::size_t place : fit.concerned)
      of_model.item += (of_model.item.empty() ? "" : " ") + name_of(study, asked.variables[place]);
    return line_of(of_model);
  }
  std::string text;
  for (std::size_t i = 0; i < fit.terms.size(); ++i) {
    const CoxTerm& term = fit.terms[i];
    Row row = of_model;
    row.item = name_of(study, asked.variables[i]);
    row.value = term.hazard_ratio;
    row.standard_error = term.standard_error;
    row.lower = term.lower;
    row.upper = term.upper;
    row.statistic = term.z;
    row.p = term.p;
    text += line_of(row);
    if (fit.proportional) {
      Row proportional = of_model;
      proportional.item = row.item;
      text += line_of(test_row(proportional, "proportional_hazards", fit.proportional->terms[i]));
    }
  }
  text += line_of(test_row(of_model, "likelihood_ratio", fit.likelihood_ratio));
  if (fit.proportional)
    text += line_of(test_row(of_model, "proportional_hazards", fit.proportional->all));
  if (fit.concordance) {
    Row concordance = of_model;
    concordance.group = "concordance";
    concordance.value = fit.concordance->share;
    text += line_of(concordance);
  }
  return text;
}

}  // namespace

std::string write_cohort_csv(const Study& study, const JoinedPatients& joined, const CohortResults& results) {
  std::string text = std::string(cohort_csv_header) + '\n';
  if (results.prevalence)
    text += line_of(
        share_row("prevalence", deleted_variable, results.deleted, results.patients, *results.prevalence));
  for (const DeletionKind& kind : results.kinds)
    text += line_of(share_row("deletion", kind.name.empty() ? "several" : kind.name, kind.patients,
                              results.patients, kind.of_all));
  text += characteristics(study, "by_deletion", results.by_deletion);
  if (results.by_group)
    text += characteristics(study, "by_group", *results.by_group);
  for (const OutcomeComparison& comparison : results.outcomes)
    text += rates(study, comparison);
  for (const ModelResult& result : results.models)
    text += model(study, result);
  for (const LeftOutPatient& patient : joined.left_out)
    text +=
        line_of({.table = "left_out", .item = patient.sample, .group = std::string(code_of(patient.why))});
  return text;
}

}  // namespace crossbreak
