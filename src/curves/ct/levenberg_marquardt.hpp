// Least squares by Levenberg-Marquardt for any small model with analytic derivatives.
//
// Everything lives in fixed-size Eigen types on the stack: no allocation. The normal equations are scaled
// to a unit diagonal before they are solved, so that parameters may differ by many orders of magnitude.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace crossbreak {

/// A sum of squares at one place, as Gauss and Newton see it.
template <typename P>
struct Linearised {
  using Normal = Eigen::Matrix<double, P::RowsAtCompileTime, P::RowsAtCompileTime>;
  Normal normal = Normal::Zero();  ///< J'J, its lower triangle; zero above
  P gradient = P::Zero();          ///< J'r
};

/// What is to be made least. `rss_at(p)` is the residual sum of squares there, NaN where p means nothing;
/// such a step is not taken. `linearised()` is asked of the p asked for last, and only where a step is taken.
/// An exact fit leaves rounding errors only: a fall that is not above `rounding()` counts as none.
template <typename Problem>
concept LeastSquaresProblem = requires(Problem& problem, const typename Problem::Parameters& p) {
  { problem.rss_at(p) } -> std::same_as<double>;
  { problem.linearised() } -> std::same_as<Linearised<typename Problem::Parameters>>;
  { problem.rounding() } -> std::same_as<double>;
};

/// A curve through points. `at(p)` fixes the parameters and gives a function that returns observed minus
/// value at point i and writes d value / d p into `gradient`. It may return NaN where p means nothing.
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

/// The sum of squares of a curve through points, and what its steps need, in one go through them.
template <LeastSquaresModel Model>
class PointByPoint {
 public:
  using Parameters = typename Model::Parameters;

  explicit PointByPoint(const Model& model) : model_(model) {}

  double rss_at(const Parameters& at) {
    sum_ = {};
    double rss = 0;
    Parameters derivative;
    const auto residual_of = model_.at(at);
    for (std::size_t i = 0; i < model_.size(); ++i) {
      const double residual = residual_of(i, derivative);
      // The lower triangle only: half the work, and all that the Cholesky factors look at.
      for (int column = 0; column < Parameters::RowsAtCompileTime; ++column)
        for (int row = column; row < Parameters::RowsAtCompileTime; ++row)
          sum_.normal(row, column) += derivative[row] * derivative[column];
      sum_.gradient += residual * derivative;
      rss += residual * residual;
    }
    if (!first_rss_)
      first_rss_ = rss;
    return rss;
  }

  Linearised<Parameters> linearised() const { return sum_; }
  double rounding() const { return 1e-24 * first_rss_.value_or(0); }

 private:
  const Model& model_;
  Linearised<Parameters> sum_;
  std::optional<double> first_rss_;
};

/// Marquardt 1963, J. SIAM 11:431-441, with his scaling by the diagonal and his factor of ten.
/// Needs at least as many points as parameters for an answer of meaning; does not check that.
template <LeastSquaresProblem Problem>
LeastSquares<typename Problem::Parameters> minimise(Problem& problem,
                                                    const typename Problem::Parameters& start,
                                                    const FitOptions& options = {}) {
  using Parameters = typename Problem::Parameters;
  using Normal = typename Linearised<Parameters>::Normal;

  LeastSquares<Parameters> fit{.parameters = start, .status = LeastSquaresStatus::NotFinite};
  fit.rss = problem.rss_at(start);
  Linearised<Parameters> here = problem.linearised();
  if (!std::isfinite(fit.rss) || !here.normal.allFinite())
    return fit;
  // Below this a relative test would never end.
  const double rounding = problem.rounding();
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
    if (damping <= 1 && promised <= options.tolerance * fit.rss + rounding) {
      fit.status = LeastSquaresStatus::Converged;
      break;
    }
    if (damping > stalled) {
      fit.status = LeastSquaresStatus::Stalled;
      break;
    }
    const Parameters candidate = fit.parameters + scale.cwiseProduct(step);
    const double rss = problem.rss_at(candidate);
    bool is_better = rss < fit.rss;  // false for NaN
    if (is_better) {
      const Linearised<Parameters> there = problem.linearised();
      is_better = there.normal.allFinite();
      if (is_better) {
        fit.parameters = candidate;
        fit.rss = rss;
        here = there;
      }
    }
    damping = is_better ? std::max(damping / 10, 1e-15) : damping * 10;
  }
  return fit;
}

template <LeastSquaresModel Model>
LeastSquares<typename Model::Parameters> minimise(const Model& model, const typename Model::Parameters& start,
                                                  const FitOptions& options = {}) {
  PointByPoint<Model> problem(model);
  return minimise(problem, start, options);
}

}  // namespace crossbreak
