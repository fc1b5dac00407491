// Prints what src/statistics makes of a table, for agrees_with_r.R to compare: one "name value" a line.
// Usage: crossbreak_statistics_values TABLE.csv
// The table has the columns time, status (0 censored, 1 event, 2 competing event), group (1, 2, ...) and
// covariates (empty: missing); where no row competes, survival is told, and otherwise incidence.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "statistics/cox.hpp"
#include "statistics/cumulative_incidence.hpp"
#include "statistics/gray_test.hpp"
#include "statistics/kaplan_meier.hpp"
#include "statistics/log_rank.hpp"

using namespace crossbreak;

namespace {

struct Row {
  double time = 0;
  int status = 0;
  std::size_t group = 0;
  std::vector<std::optional<double>> covariates;
};

std::vector<Row> rows_of(const char* path) {
  std::ifstream file(path);
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    line += ',';
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');)
      row.push_back(cell);
    Row& read =
        rows.emplace_back(Row{std::stod(row.at(0)), std::stoi(row.at(1)), std::stoul(row.at(2)) - 1, {}});
    for (std::size_t i = 3; i < row.size(); ++i)
      read.covariates.push_back(row[i].empty() ? std::nullopt : std::optional(std::stod(row[i])));
  }
  return rows;
}

void tell(const std::string& name, double value) {
  std::printf("%s %.17g\n", name.c_str(), value);
}
void tell(const std::string& name, const std::optional<double>& value) {
  if (value)
    tell(name, *value);
}

void tell_survival(const std::vector<Row>& rows) {
  std::vector<std::vector<FollowUp>> groups;
  std::vector<CoxPatient> patients;
  for (const Row& row : rows) {
    groups.resize(std::max(groups.size(), row.group + 1));
    groups[row.group].push_back({row.time, row.status == 1});
    patients.push_back({{row.time, row.status == 1}, row.covariates});
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const auto& [kind, of] : {std::pair{"loglog", LimitsKind::LogLog}, {"plain", LimitsKind::Plain}}) {
      const SurvivalCurve curve = kaplan_meier(groups[i], of);
      const std::string name = std::string(kind) + '.' + std::to_string(i + 1) + '.';
      tell(name + "median", curve.median);
      tell(name + "median_lower", curve.median_lower);
      tell(name + "median_upper", curve.median_upper);
      for (std::size_t j = 0; j < curve.points.size(); ++j) {
        const SurvivalPoint& point = curve.points[j];
        const std::string at = name + std::to_string(j + 1) + '.';
        tell(at + "at_risk", point.at_risk);
        tell(at + "survival", point.survival);
        tell(at + "se", point.standard_error);
        if (point.limits) {
          tell(at + "lower", point.limits->lower);
          tell(at + "upper", point.limits->upper);
        }
      }
    }
  }
  if (const std::optional<LogRank> test = log_rank(groups)) {
    tell("logrank", test->statistic);
    tell("logrank.df", test->degrees_of_freedom);
    tell("logrank.p", test->p);
    for (std::size_t i = 0; i < groups.size(); ++i)
      tell("logrank.expected." + std::to_string(i + 1), test->groups[i].expected);
  }
  for (const auto& [kind, ties] : {std::pair{"efron.", Ties::Efron}, {"breslow.", Ties::Breslow}}) {
    const std::string name = kind;
    const CoxFit fit = fit_cox(patients, {.ties = ties});
    tell(name + "fitted", fit.status == CoxStatus::Fitted);
    if (fit.status != CoxStatus::Fitted)
      continue;
    tell(name + "patients", fit.patients);
    tell(name + "events", fit.events);
    tell(name + "loglik0", fit.log_likelihood_without);
    tell(name + "loglik", fit.log_likelihood);
    tell(name + "lr.p", fit.likelihood_ratio.p);
    tell(name + "wald", fit.wald.statistic);
    tell(name + "score", fit.score.statistic);
    if (fit.concordance)
      tell(name + "concordance", fit.concordance->share);
    for (std::size_t i = 0; i < fit.terms.size(); ++i) {
      const std::string at = name + std::to_string(i + 1) + '.';
      tell(at + "coef", fit.terms[i].coefficient);
      tell(at + "se", fit.terms[i].standard_error);
      tell(at + "p", fit.terms[i].p);
      tell(at + "lower", fit.terms[i].lower);
      tell(at + "upper", fit.terms[i].upper);
      if (fit.proportional) {
        tell(at + "zph", fit.proportional->terms[i].statistic);
        tell(at + "zph.p", fit.proportional->terms[i].p);
      }
    }
    if (fit.proportional)
      tell(name + "zph", fit.proportional->all.statistic);
  }
}

void tell_incidence(const std::vector<Row>& rows) {
  std::vector<std::vector<CompetingFollowUp>> groups;
  for (const Row& row : rows) {
    groups.resize(std::max(groups.size(), row.group + 1));
    groups[row.group].push_back({row.time, static_cast<Ending>(row.status)});
  }
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const IncidencePoint& point : cumulative_incidence(groups[i]).points) {
      char at[64];
      std::snprintf(at, sizeof at, "%zu.%.10g.", i + 1, point.time);
      if (point.events > 0) {
        tell(std::string(at) + "incidence", point.incidence);
        tell(std::string(at) + "variance", point.standard_error * point.standard_error);
        if (point.limits) {
          tell(std::string(at) + "lower", point.limits->lower);
          tell(std::string(at) + "upper", point.limits->upper);
        }
      }
    }
  if (const std::optional<GrayTest> test = gray_test(groups)) {
    tell("gray", test->statistic);
    tell("gray.df", test->degrees_of_freedom);
    tell("gray.p", test->p);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2)
    return 2;
  const std::vector<Row> rows = rows_of(arguments[1]);
  bool competing = false;
  for (const Row& row : rows)
    competing = competing || row.status == 2;
  if (competing)
    tell_incidence(rows);
  else
    tell_survival(rows);
}
