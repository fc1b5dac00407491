// The patients still at risk at each time of an event, summed with the weights that a Cox model gives them.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Dense>

#include "statistics/follow_up.hpp"
#include "statistics/ties.hpp"

namespace crossbreak {

/// What the model says of the events of one time, of all its patients.
struct EventTime {
  double time = 0;
  int events = 0;
  double log_likelihood = 0;
  Eigen::VectorXd score;        ///< the events' covariates less their means among those at risk
  Eigen::MatrixXd information;  ///< the covariates' covariance among those at risk, once for each event
};

/// Patients from the latest to the earliest, the order in which the sums grow.
class RiskSets {
 public:
  /// `covariates` has one row for each patient.
  RiskSets(std::span<const FollowUp> patients, const Eigen::MatrixXd& covariates);

  /// The event times from the latest to the earliest, with `coefficients` one for each covariate. Cox 1972,
  /// J. R. Stat. Soc. B 34:187.
  std::vector<EventTime> at(const Eigen::VectorXd& coefficients, Ties ties) const;

  /// Whether at every event no patient at risk has a larger value of covariates * `direction` than the one
  /// with the event, and some patient a smaller one. The likelihood then grows without bound along
  /// `direction`: Bryson and Johnson 1981, Technometrics 23:381. Differences up to `tolerance` count as none.
  bool separated_along(const Eigen::VectorXd& direction, double tolerance) const;

 private:
  std::vector<FollowUp> follow_up_;
  Eigen::MatrixXd covariates_;  ///< one column for each patient
};

}  // namespace crossbreak
