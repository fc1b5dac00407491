#include "statistics/quadratic_form.hpp"

namespace crossbreak {

std::optional<double> quadratic_form(const Eigen::VectorXd& scores, const Eigen::MatrixXd& covariance) {
  if (scores.size() == 0 || !(covariance.diagonal().minCoeff() > 0))
    return std::nullopt;
  // As correlations, so that rank does not hang on the units of the scores.
  const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::MatrixXd correlation = scale.asDiagonal() * covariance * scale.asDiagonal();
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> decomposed(correlation);
  decomposed.setThreshold(1e-10);
  if (decomposed.rank() < scores.size())
    return std::nullopt;
  const Eigen::VectorXd scaled = scale.cwiseProduct(scores);
  return scaled.dot(decomposed.solve(scaled));
}

}  // namespace crossbreak
