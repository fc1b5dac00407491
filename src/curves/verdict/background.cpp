#include "curves/verdict/background.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "curves/limits.hpp"
#include "ieee/elementary.hpp"

namespace crossbreak {

double Background::residual_sd(int degree) const {
  const int freedom = readings - degree - 1;
  return freedom > 0 ? std::sqrt(rss[static_cast<std::size_t>(degree)] / freedom) : 0;
}

int Background::best_degree() const {
  int best = 0;
  double lowest = aicc(rss[0], readings, 2);
  for (int degree = 1; degree < static_cast<int>(rss.size()); ++degree) {
    const double candidate = aicc(rss[static_cast<std::size_t>(degree)], readings, degree + 2);
    if (candidate <= lowest - limits::aicc_lead) {
      best = degree;
      lowest = candidate;
    }
  }
  return best;
}

Background fit_background(std::span<const double> signal) {
  Background background;
  const std::size_t n = signal.size();
  background.readings = static_cast<int>(n);
  if (n == 0)
    return background;
  // Polynomials orthogonal over the cycles by their three-term recurrence, p[k+1] = x p[k] - b[k] p[k-1] with
  // x symmetric about 0: what each explains is subtracted from the residuals before the next.
  std::vector<double> residual(signal.begin(), signal.end());
  std::vector<double> previous(n, 0), current(n, 1);
  double previous_norm = 1;
  const double centre = static_cast<double>(n - 1) / 2;
  for (std::size_t degree = 0; degree < background.rss.size(); ++degree) {
    double norm = 0, share = 0;
    for (std::size_t i = 0; i < n; ++i) {
      norm += current[i] * current[i];
      share += current[i] * residual[i];
    }
    double rss = 0;
    if (degree == 1 && norm > 0)
      background.line_change = share / norm * static_cast<double>(n - 1);
    const double factor = norm > 0 ? share / norm : 0;
    const double recurrence = degree > 0 ? norm / previous_norm : 0;
    for (std::size_t i = 0; i < n; ++i) {
      residual[i] -= factor * current[i];
      rss += residual[i] * residual[i];
      const double x = static_cast<double>(i) - centre;
      const double next = x * current[i] - recurrence * previous[i];
      previous[i] = current[i];
      current[i] = next;
    }
    background.rss[degree] = rss;
    previous_norm = norm > 0 ? norm : 1;
  }
  return background;
}

double aicc(double rss, int readings, int parameters) {
  const double n = readings;
  const double k = parameters;
  if (readings <= parameters + 1)
    return std::numeric_limits<double>::infinity();
  return n * ieee::log(rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

}  // namespace crossbreak
