#include "statistics/contingency.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ieee/elementary.hpp"
#include "statistics/distributions.hpp"

namespace crossbreak {
namespace {

constexpr double max_tables = 1e7;
constexpr double rounding =
    1e-7;  // tables of one probability differ by rounding: what R's fisher.test allows

std::vector<int> row_totals(const Counts& counts) {
  std::vector<int> totals;
  for (const std::vector<int>& row : counts)
    totals.push_back(std::accumulate(row.begin(), row.end(), 0));
  return totals;
}

std::vector<int> column_totals(const Counts& counts) {
  std::vector<int> totals(counts.empty() ? 0 : counts.front().size());
  for (const std::vector<int>& row : counts)
    for (std::size_t j = 0; j < totals.size(); ++j)
      totals[j] += row[j];
  return totals;
}

int occurring(const std::vector<int>& totals) {
  return static_cast<int>(std::count_if(totals.begin(), totals.end(), [](int total) { return total > 0; }));
}

double log_choose(int n, int k) {
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

/// Adds up the tables from group `i` on, `yes_left` patients with the first answer still to be placed among
/// `left[i]` patients. `log_weight` is the logarithm of the product of the binomials so far.
struct Tables {
  const std::vector<int>& groups;
  const std::vector<int>& left;
  double log_total = 0;
  double log_limit = 0;

  double as_extreme(std::size_t i, int yes_left, double log_weight) const {
    if (i + 1 == groups.size()) {
      const double log_probability = log_weight + log_choose(groups[i], yes_left) - log_total;
      return log_probability <= log_limit ? ieee::exp(log_probability) : 0;
    }
    double sum = 0;
    for (int yes = std::max(0, yes_left - left[i + 1]); yes <= std::min(groups[i], yes_left); ++yes)
      sum += as_extreme(i + 1, yes_left - yes, log_weight + log_choose(groups[i], yes));
    return sum;
  }
};

}  // namespace

std::optional<ChiSquared> chi_squared(const Counts& counts) {
  const std::vector<int> rows = row_totals(counts);
  const std::vector<int> columns = column_totals(counts);
  if (occurring(rows) < 2 || occurring(columns) < 2)
    return std::nullopt;
  const double total = std::accumulate(rows.begin(), rows.end(), 0);
  ChiSquared result{.degrees_of_freedom = (occurring(rows) - 1) * (occurring(columns) - 1),
                    .smallest_expected = total};
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < columns.size(); ++j) {
      if (rows[i] == 0 || columns[j] == 0)
        continue;
      const double expected = static_cast<double>(rows[i]) * columns[j] / total;
      result.statistic += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
      result.smallest_expected = std::min(result.smallest_expected, expected);
    }
  result.p = chi_squared_tail(result.statistic, result.degrees_of_freedom);
  return result;
}

std::optional<double> fisher_exact(const Counts& counts) {
  const std::vector<int> groups = row_totals(counts);
  const std::vector<int> answers = column_totals(counts);
  if (answers.size() != 2 || occurring(answers) < 2 || occurring(groups) < 2)
    return std::nullopt;
  double tables = 1;
  for (std::size_t i = 0; i + 1 < groups.size(); ++i)
    tables *= std::min(groups[i], answers[0]) + 1;
  if (tables > max_tables)
    return std::nullopt;
  std::vector<int> left(groups.size());  // patients of this group and those after it
  std::partial_sum(groups.rbegin(), groups.rend(), left.rbegin());
  const double log_total = log_choose(left[0], answers[0]);
  double log_observed = -log_total;
  for (std::size_t i = 0; i < groups.size(); ++i)
    log_observed += log_choose(groups[i], counts[i][0]);
  const Tables all{groups, left, log_total, log_observed + rounding};
  return std::min(1.0, all.as_extreme(0, answers[0], 0));
}

}  // namespace crossbreak
