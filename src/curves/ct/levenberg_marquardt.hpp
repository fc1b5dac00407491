// Least squares by Levenberg-Marquardt for any small model with analytic derivatives.
//
// Everything lives in fixed-size Eigen types on the stack: no allocation. The normal equations are scaled
// to a unit diagonal before they are solved, so that parameters may differ by many orders of magnitude.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace crossbreak {

/// A curve through points. `at(p)` fixes the parameters and gives a function that returns observed minus
/// value at point i and writes d value / d p into `gradient`. It may return NaN where p means nothing; such a
/// step is not taken.
template <typename Model>
concept LeastSquaresModel = requires(const Model& model, std::size_t i, const typename Model::Parameters& p,
                                     typename Model::Parameters& gradient) {
  { model.size() } -> std::convertible_to<std::size_t>;
  { model.at(p)(i, gradient) } -> std::same_as<double>;
};

struct FitOptions {
  int max_iterations = 100;  ///< steps tried, taken or not
  double tolerance = 1e-10;  ///< done once a free step promises to lower RSS by <= tolerance * RSS
  double damping = 1e-3;     ///< at the start, on a unit diagonal; 1 and more for a start far away
};

enum class LeastSquaresStatus {
  Converged,
  NotFinite,  ///< the start is outside the model's domain, or a point is not finite
  Stalled,    ///< no step lowers RSS, yet the gradient is not zero
  IterationLimit,
};

template <typename Parameters>
struct LeastSquares {
  Parameters parameters;
  LeastSquaresStatus status = LeastSquaresStatus::NotFinite;  ///< parameters mean something only if Converged
  double rss = 0;                                             ///< residual sum of squares
  int iterations = 0;
};

/// Marquardt 1963, J. SIAM 11:431-441, with his scaling by the diagonal and his factor of ten.
/// Needs at least as many points as parameters for an answer of meaning; does not check that.
template <LeastSquaresModel Model>
LeastSquares<typename Model::Parameters> minimise(const Model& model, const typename Model::Parameters& start,
                                                  const FitOptions& options = {}) {
  using Parameters = typename Model::Parameters;
  constexpr int count = Parameters::RowsAtCompileTime;
  using Normal = Eigen::Matrix<double, count, count>;

  struct Linearised {
    Normal normal;        // J'J, its lower triangle; zero above
    Parameters gradient;  // J'r
    double rss;
  };
  const auto linearise = [&model](const Parameters& at) {
    Linearised sum{Normal::Zero(), Parameters::Zero(), 0};
    Parameters derivative;
    const auto residual_of = model.at(at);
    for (std::size_t i = 0; i < model.size(); ++i) {
      const double residual = residual_of(i, derivative);
      // The lower triangle only: half the work, and all that the Cholesky factors look at.
      for (int column = 0; column < count; ++column)
        for (int row = column; row < count; ++row)
          sum.normal(row, column) += derivative[row] * derivative[column];
      sum.gradient += residual * derivative;
      sum.rss += residual * residual;
    }
    return sum;
  };

  LeastSquares<Parameters> fit{.parameters = start, .status = LeastSquaresStatus::NotFinite};
  Linearised here = linearise(start);
  if (!std::isfinite(here.rss) || !here.normal.allFinite())
    return fit;
  // An exact fit leaves rounding errors only; below this a relative test would never end.
  const double rounding = 1e-24 * here.rss;
  double damping = options.damping;
  constexpr double stalled = 1e12;  // a step this short moves nothing in double precision

  fit.status = LeastSquaresStatus::IterationLimit;
  for (; fit.iterations < options.max_iterations; ++fit.iterations) {
    // A parameter without influence (zero column) keeps its value: scale 1, gradient 0.
    const Parameters diagonal = here.normal.diagonal();
    const Parameters scale = (diagonal.array() > 0).select(diagonal.array().rsqrt(), 1.0);
    Normal scaled = scale.asDiagonal() * here.normal * scale.asDiagonal();
    scaled.diagonal().array() += damping;
    const Eigen::LLT<Normal> factor(scaled);
    const Parameters gradient = scale.cwiseProduct(here.gradient);
    const Parameters step = factor.solve(gradient);
    if (factor.info() != Eigen::Success || !step.allFinite()) {
      damping *= 10;
      continue;
    }
    // The fall in RSS that the linear model promises. A heavily damped step promises little wherever it is
    // taken, so only a free one may end the fit.
    const double promised = step.dot(gradient) + damping * step.squaredNorm();
    if (damping <= 1 && promised <= options.tolerance * here.rss + rounding) {
      fit.status = LeastSquaresStatus::Converged;
      break;
    }
    if (damping > stalled) {
      fit.status = LeastSquaresStatus::Stalled;
      break;
    }
    const Parameters candidate = fit.parameters + scale.cwiseProduct(step);
    const Linearised there = linearise(candidate);
    if (there.rss < here.rss && there.normal.allFinite()) {  // false for NaN
      fit.parameters = candidate;
      here = there;
      damping = std::max(damping / 10, 1e-15);
    } else {
      damping *= 10;
    }
  }
  fit.rss = here.rss;
  return fit;
}

}  // namespace crossbreak
