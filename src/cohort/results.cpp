#include "cohort/results.hpp"

#include <algorithm>
#include <map>

#include "formats/title_folding.hpp"

namespace crossbreak {
namespace {

constexpr int fewest_events_per_variable = 10;
constexpr double rough_expected = 5;  // below it Fisher's test stands beside chi-square

bool says_yes_or_no(const StudyVariable& variable) {
  return variable.kind != StudyVariable::Kind::Number;
}

/// Nothing where the variable is missing.
std::optional<bool> answer(const StudyPatient& patient, std::size_t variable) {
  const std::optional<double>& value = patient.clinical.values[variable];
  return value ? std::optional(*value != 0) : std::nullopt;
}

/// The groups of a comparison: by deletion, by a variable, or by both.
std::vector<PatientGroup> groups_of(bool by_deletion, std::optional<std::size_t> variable) {
  const auto group = [](std::optional<bool> deleted, std::optional<bool> of_variable) {
    return PatientGroup{.deleted = deleted, .variable = of_variable};
  };
  if (by_deletion && variable)
    return {group(true, false), group(true, true), group(false, false), group(false, true)};
  if (by_deletion)
    return {group(false, std::nullopt), group(true, std::nullopt)};
  return {group(std::nullopt, false), group(std::nullopt, true)};
}

/// Which of the groups the patient is of; nothing where the variable is missing.
std::optional<std::size_t> group_of(const StudyPatient& patient, const std::vector<PatientGroup>& groups,
                                    std::optional<std::size_t> variable) {
  const std::optional<bool> of_variable = variable ? answer(patient, *variable) : std::nullopt;
  if (variable && !of_variable)
    return std::nullopt;
  const auto found = std::find_if(groups.begin(), groups.end(), [&](const PatientGroup& group) {
    return (!group.deleted || *group.deleted == patient.deleted) &&
           (!group.variable || group.variable == of_variable);
  });
  return static_cast<std::size_t>(found - groups.begin());
}

CharacteristicRow row_of(const Study& study, std::size_t variable,
                         const std::vector<std::vector<const StudyPatient*>>& groups) {
  CharacteristicRow row;
  row.variable = variable;
  const bool is_answer = says_yes_or_no(study.variables[variable]);
  Counts counts;
  for (const std::vector<const StudyPatient*>& group : groups) {
    std::vector<double> values;
    for (const StudyPatient* patient : group)
      if (const std::optional<double>& value = patient->clinical.values[variable])
        values.push_back(*value);
    row.missing += static_cast<int>(group.size() - values.size());
    if (!is_answer) {
      row.summaries.push_back(summary_of(values));
      continue;
    }
    row.yes.push_back(static_cast<int>(values.size()) -
                      static_cast<int>(std::count(values.begin(), values.end(), 0.0)));
    row.no.push_back(static_cast<int>(values.size()) - row.yes.back());
    counts.push_back({row.yes.back(), row.no.back()});
  }
  if (!is_answer) {
    row.anova = one_way_anova(row.summaries);
    return row;
  }
  row.chi_squared = chi_squared(counts);
  if (row.chi_squared && row.chi_squared->smallest_expected < rough_expected)
    row.fisher_p = fisher_exact(counts);
  return row;
}

CharacteristicTable table_of(const Study& study, const std::vector<StudyPatient>& patients,
                             std::optional<std::size_t> variable) {
  CharacteristicTable table;
  table.groups = groups_of(true, variable);
  std::vector<std::vector<const StudyPatient*>> members(table.groups.size());
  for (const StudyPatient& patient : patients) {
    if (const auto group = group_of(patient, table.groups, variable)) {
      members[*group].push_back(&patient);
      ++table.groups[*group].patients;
    } else {
      ++table.left_out;
    }
  }
  for (std::size_t i = 0; i < study.variables.size(); ++i)
    if (i != variable)
      table.rows.push_back(row_of(study, i, members));
  return table;
}

OutcomeComparison comparison_of(const Study& study, const std::vector<StudyPatient>& patients,
                                std::size_t endpoint, bool by_deletion, std::optional<std::size_t> variable) {
  OutcomeComparison comparison;
  comparison.endpoint = endpoint;
  comparison.variable = variable;
  comparison.by_deletion = by_deletion;
  const std::vector<PatientGroup> groups = groups_of(by_deletion, variable);
  std::vector<std::vector<CompetingFollowUp>> competing(groups.size());
  std::vector<std::vector<FollowUp>> follow_up(groups.size());
  for (const StudyPatient& patient : patients) {
    const auto group = group_of(patient, groups, variable);
    const std::optional<CompetingFollowUp>& followed = patient.clinical.endpoints[endpoint];
    if (!group || !followed) {
      ++comparison.left_out;
      continue;
    }
    competing[*group].push_back(*followed);
    follow_up[*group].push_back({followed->time, followed->ending == Ending::Event});
  }
  const bool competes = !study.endpoints[endpoint].competing_column.empty();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    GroupOutcome& outcome = comparison.groups.emplace_back();
    outcome.group = groups[i];
    outcome.group.patients = static_cast<int>(follow_up[i].size());
    if (competes) {
      outcome.incidence = cumulative_incidence(competing[i], study.limits);
      outcome.reached = incidence_at(outcome.incidence, study.rate_months);
    } else {
      outcome.survival = kaplan_meier(follow_up[i], study.limits);
      outcome.rate = survival_at(outcome.survival, study.rate_months);
    }
  }
  if (competes)
    comparison.gray = gray_test(competing);
  else
    comparison.log_rank = log_rank(follow_up);
  return comparison;
}

ModelResult model_of(const Study& study, const std::vector<StudyPatient>& patients, std::size_t place) {
  const StudyModel& model = study.models[place];
  std::vector<CoxPatient> rows;
  int not_followed = 0;
  for (const StudyPatient& patient : patients) {
    const std::optional<CompetingFollowUp>& followed = patient.clinical.endpoints[model.endpoint];
    if (!followed) {
      ++not_followed;
      continue;
    }
    CoxPatient& row = rows.emplace_back();
    row.follow_up = {followed->time, followed->ending == Ending::Event};
    for (const std::optional<std::size_t>& variable : model.variables)
      row.covariates.push_back(variable ? patient.clinical.values[*variable]
                                        : std::optional(patient.deleted ? 1.0 : 0.0));
  }
  ModelResult result;
  result.model = place;
  result.fit = fit_cox(rows, {.ties = study.ties});
  result.fit.left_out += not_followed;
  if (result.fit.events < fewest_events_per_variable * static_cast<int>(model.variables.size()))
    result.doubts.push_back(CohortDoubt::FewEvents);
  if (study.groups && std::count(model.variables.begin(), model.variables.end(), study.groups) > 0)
    result.doubts.push_back(CohortDoubt::ImmortalTime);
  return result;
}

std::vector<DeletionKind> kinds_of(const std::vector<StudyPatient>& patients) {
  std::map<std::string, int> alone;
  int several = 0;
  for (const StudyPatient& patient : patients) {
    if (patient.deletions.size() == 1)
      ++alone[patient.deletions.front()];
    else
      several += patient.deletions.size() > 1;
  }
  std::vector<DeletionKind> kinds;
  const auto add = [&](const std::string& name, int count) {
    kinds.push_back({name, count, wilson_interval(count, static_cast<int>(patients.size())).value()});
  };
  for (const auto& [name, count] : alone)
    add(name, count);
  if (several > 0)
    add("", several);
  return kinds;
}

/// Whether a variable tells what became of the patients, as an endpoint does: nobody is followed in groups
/// that only the follow-up makes.
bool is_outcome(const Study& study, const StudyVariable& variable) {
  const std::string title = folded_title(variable.column);
  return !title.empty() &&
         std::any_of(study.endpoints.begin(), study.endpoints.end(), [&](const StudyEndpoint& endpoint) {
           return title == folded_title(endpoint.event_column) ||
                  title == folded_title(endpoint.competing_column);
         });
}

}  // namespace

CohortResults results_of(const Study& study, const JoinedPatients& joined) {
  const std::vector<StudyPatient>& patients = joined.patients;
  CohortResults results;
  results.patients = static_cast<int>(patients.size());
  results.deleted = static_cast<int>(std::count_if(
      patients.begin(), patients.end(), [](const StudyPatient& patient) { return patient.deleted; }));
  results.prevalence = wilson_interval(results.deleted, results.patients);
  results.kinds = kinds_of(patients);
  results.by_deletion = table_of(study, patients, std::nullopt);
  if (study.groups)
    results.by_group = table_of(study, patients, study.groups);
  for (std::size_t endpoint = 0; endpoint < study.endpoints.size(); ++endpoint) {
    const auto compare = [&](bool by_deletion, std::optional<std::size_t> variable) {
      results.outcomes.push_back(comparison_of(study, patients, endpoint, by_deletion, variable));
    };
    compare(true, std::nullopt);
    for (std::size_t variable = 0; variable < study.variables.size(); ++variable)
      if (says_yes_or_no(study.variables[variable]) && !is_outcome(study, study.variables[variable]))
        compare(false, variable);
    if (study.groups)
      compare(true, study.groups);
  }
  for (std::size_t model = 0; model < study.models.size(); ++model)
    results.models.push_back(model_of(study, patients, model));
  return results;
}

}  // namespace crossbreak
