// Tails of the distributions that tests refer their statistics to.
#pragma once

namespace crossbreak {

/// P(X >= statistic) of chi-square with `degrees_of_freedom` >= 1; NaN where the statistic is NaN.
double chi_squared_tail(double statistic, int degrees_of_freedom);

/// P(X >= statistic) of F with both degrees of freedom >= 1; NaN where the statistic is NaN.
double f_tail(double statistic, int numerator_degrees, int denominator_degrees);

/// P(|Z| >= |z|) of the standard normal distribution.
double two_sided_p(double z);

/// The z with P(|Z| <= z) = `level`, in (0, 1): 1.96 for 0.95.
double two_sided_quantile(double level);

/// log(n!), n >= 0.
double log_factorial(int n);

}  // namespace crossbreak
