// How well a curve without amplification explains the readings: flat, a straight, a quadratic or a cubic
// drift.
#pragma once

#include <array>
#include <span>

namespace crossbreak {

/// Residual sums of squares of the least-squares polynomials of degree 0 to 3 over all readings.
struct Background {
  std::array<double, 4> rss{};
  int readings = 0;
  double line_change = 0;  ///< of the straight line, from the first reading to the last

  /// sqrt(rss / (readings - degree - 1)); 0 where no degree of freedom is left.
  double residual_sd(int degree) const;

  /// The lowest degree after which no higher one lowers the corrected Akaike criterion by limits::aicc_lead
  /// or more.
  int best_degree() const;
};

/// `signal` has one finite value a cycle, without gaps. Gram polynomials, so that no degree disturbs another.
Background fit_background(std::span<const double> signal);

/// Akaike's criterion for least squares, corrected for small samples (Hurvich and Tsai 1989, Biometrika
/// 76:297-307): n ln(rss / n) + 2 k + 2 k (k + 1) / (n - k - 1), k parameters with the variance counted.
/// Infinity where n <= k + 1.
double aicc(double rss, int readings, int parameters);

}  // namespace crossbreak
