#include "statistics/risk_sets.hpp"

#include <doctest/doctest.h>

#include "small_cohort.hpp"

using namespace crossbreak;
using doctest::Approx;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

RiskSets risk_sets() {
  MatrixXd covariates(12, 2);
  for (int i = 0; i < 12; ++i)
    covariates.row(i) << tests::first_covariate[static_cast<std::size_t>(i)],
        tests::second_covariate[static_cast<std::size_t>(i)] / 10;
  return RiskSets(tests::twelve, covariates);
}

double log_likelihood(const VectorXd& coefficients, Ties ties) {
  double sum = 0;
  for (const EventTime& at : risk_sets().at(coefficients, ties))
    sum += at.log_likelihood;
  return sum;
}

}  // namespace

TEST_CASE("score and information are the likelihood's derivatives") {
  const VectorXd coefficients = Eigen::Vector2d(0.7, -0.3);
  const double h = 1e-4;
  for (const Ties ties : {Ties::Efron, Ties::Breslow}) {
    VectorXd score = VectorXd::Zero(2);
    MatrixXd information = MatrixXd::Zero(2, 2);
    for (const EventTime& at : risk_sets().at(coefficients, ties)) {
      score += at.score;
      information += at.information;
    }
    for (int j = 0; j < 2; ++j) {
      const VectorXd step = h * VectorXd::Unit(2, j);
      const double up = log_likelihood(coefficients + step, ties);
      const double down = log_likelihood(coefficients - step, ties);
      CHECK(score(j) == Approx((up - down) / (2 * h)).epsilon(1e-6));
      CHECK(information(j, j) ==
            Approx((2 * log_likelihood(coefficients, ties) - up - down) / (h * h)).epsilon(1e-5));
    }
    CHECK(information(0, 1) == information(1, 0));
  }
}

TEST_CASE("without tied events both ways to take ties are one") {
  const std::vector<FollowUp> apart = {{1, true}, {2, true}, {3, false}, {4, true}};
  const RiskSets sets(apart, Eigen::Vector4d(1, 0, 1, 0));
  const VectorXd coefficient = VectorXd::Constant(1, 0.5);
  const auto efron = sets.at(coefficient, Ties::Efron);
  const auto breslow = sets.at(coefficient, Ties::Breslow);
  REQUIRE(efron.size() == 3);
  for (std::size_t i = 0; i < efron.size(); ++i)
    CHECK(efron[i].log_likelihood == breslow[i].log_likelihood);
}

TEST_CASE("a direction separates where the next event is always that of the largest value") {
  const std::vector<FollowUp> patients = {{1, true}, {2, true}, {3, false}, {4, false}};
  const RiskSets sets(patients, Eigen::Vector4d(1, 1, 0, 0));
  CHECK(sets.separated_along(VectorXd::Constant(1, 1), 0));
  CHECK_FALSE(sets.separated_along(VectorXd::Constant(1, -1), 0));
  CHECK_FALSE(sets.separated_along(VectorXd::Constant(1, 0), 0));
}
