// Which of a patient's covariates bring the event sooner, and by how much.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "statistics/concordance.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/risk_sets.hpp"

namespace crossbreak {

/// A patient of a model; a covariate that is missing leaves the patient out of it.
struct CoxPatient {
  FollowUp follow_up;
  std::vector<std::optional<double>> covariates;  ///< at least one; of one number and order in all patients
};

struct CoxOptions {
  Ties ties = Ties::Efron;
  double level = 0.95;
};

enum class CoxStatus {
  Fitted,
  NoPatients,   ///< none with all covariates
  NoEvents,     ///< no event with anybody to compare the patient with
  Constant,     ///< the covariates named are the same in all patients
  Dependent,    ///< the covariates named are sums of one another
  Separated,    ///< the covariates named, together, tell who has the event next: a hazard ratio would be
                ///< infinite
  NotConverged  ///< no sure largest likelihood was found
};

struct CoxTerm {
  double coefficient = 0;
  double standard_error = 0;
  double z = 0;
  double p = 1;  ///< two-sided, Wald
  double hazard_ratio = 1;
  double lower = 0;  ///< of the hazard ratio, Wald
  double upper = 0;
};

struct ModelTest {
  double statistic = 0;  ///< chi-square
  int degrees_of_freedom = 0;
  double p = 1;
};

/// Is the hazard ratio the same at all times?
struct ProportionalHazards {
  std::vector<ModelTest> terms;  ///< one for each covariate
  ModelTest all;
};

struct CoxFit {
  CoxStatus status = CoxStatus::NoPatients;
  std::vector<std::size_t> concerned;  ///< covariates that the status speaks of, by index
  int patients = 0;                    ///< in the model
  int events = 0;
  int left_out = 0;  ///< for a missing covariate
  // What follows is there where the status is Fitted.
  std::vector<CoxTerm> terms;
  Eigen::MatrixXd covariance;  ///< of the coefficients
  double log_likelihood_without = 0;
  double log_likelihood = 0;
  ModelTest likelihood_ratio;
  ModelTest wald;
  ModelTest score;
  std::optional<Concordance> concordance;
  std::optional<ProportionalHazards> proportional;
};

/// Proportional hazards by Newton's method: Cox 1972, J. R. Stat. Soc. B 34:187. Ties as in `Ties`. The test
/// of proportional hazards is the score test for a coefficient that grows with 1 - S(t-), S being the
/// survival of all patients of the model: Grambsch and Therneau 1994, Biometrika 81:515, with the information
/// at each event's own time instead of its average, as R's survival has it since its version 3.
CoxFit fit_cox(std::span<const CoxPatient> patients, const CoxOptions& options = {});

}  // namespace crossbreak
