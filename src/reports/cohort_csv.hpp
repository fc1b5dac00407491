// What a study finds, one number a row, for scripts.
#pragma once

#include <string>

#include "cohort/results.hpp"

namespace crossbreak {

/// The fixed first line, without its line end.
inline constexpr std::string_view cohort_csv_header =
    "table,endpoint,item,group,count,of,value,sd,standard_error,lower,upper,statistic,degrees_of_freedom,p";

/// Names are those of the study; groups are `deleted`, `not_deleted`, `yes` and `no`, or two of these with a
/// blank. Shares and rates are fractions, p is in full. Rows by their `table`: `prevalence`, `deletion`:
/// patients with a deletion, and with each alone (`several`: more than one), of all, with
///   Wilson's interval;
/// `by_deletion`, `by_group`: of each variable the patients of each group who have it, or mean and SD; then a
/// row whose
///   group is the test: chi_squared, fisher, anova;
/// `rate`: of each endpoint and comparison (item: `deleted`, a variable, or both with a blank) the patients
/// (`of`) and
///   events (`count`) of each group, the survival or, with a competing event, the cumulative incidence at the
///   study's time; then the row of log_rank or gray;
/// `cox`: of each model and variable the hazard ratio (standard_error is that of its logarithm; statistic is
/// z); then
///   rows of likelihood_ratio, concordance and proportional_hazards; of a model that cannot be fitted why,
///   with the variables concerned;
/// `left_out`: each patient who is in none of these (item), and why (group).
std::string write_cohort_csv(const Study& study, const JoinedPatients& joined, const CohortResults& results);

}  // namespace crossbreak
