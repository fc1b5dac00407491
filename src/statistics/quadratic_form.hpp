// How far a vector of scores is from zero, measured by its covariance.
#pragma once

#include <optional>

#include <Eigen/Dense>

namespace crossbreak {

/// scores' covariance^-1 scores. Nothing where the covariance has no inverse.
std::optional<double> quadratic_form(const Eigen::VectorXd& scores, const Eigen::MatrixXd& covariance);

}  // namespace crossbreak
