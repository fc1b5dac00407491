#include "statistics/cox.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "ieee/elementary.hpp"
#include "statistics/distributions.hpp"
#include "statistics/kaplan_meier.hpp"
#include "statistics/quadratic_form.hpp"

namespace crossbreak {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Covariates are fitted with mean 0 and standard deviation 1, which these are measured in.
constexpr double converged_step = 1e-9;  // the step after it is its square
constexpr double rounding = 1e-12;       // of a log-likelihood
constexpr int max_steps = 60;
constexpr int max_halvings = 30;
constexpr double no_information = 1e-9;  // of a direction, against its information before the first step
constexpr double same_direction = 1e-4;  // a diverging fit nears the direction that separates
constexpr double taking_part = 1e-2;     // a covariate's share of a direction

struct Model {
  std::vector<FollowUp> follow_up;
  MatrixXd covariates;  ///< one row for each patient; mean 0 and standard deviation 1 but where constant
  VectorXd scale;       ///< standard deviations before
};

Model complete_patients(std::span<const CoxPatient> patients) {
  Model model;
  std::vector<const CoxPatient*> complete;
  for (const CoxPatient& patient : patients)
    if (std::all_of(patient.covariates.begin(), patient.covariates.end(),
                    [](const std::optional<double>& value) { return value.has_value(); }))
      complete.push_back(&patient);
  if (complete.empty())
    return model;
  const auto rows = static_cast<Index>(complete.size());
  const auto columns = static_cast<Index>(complete.front()->covariates.size());
  model.covariates.resize(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    const CoxPatient& patient = *complete[static_cast<std::size_t>(i)];
    model.follow_up.push_back(patient.follow_up);
    for (Index j = 0; j < columns; ++j)
      model.covariates(i, j) = *patient.covariates[static_cast<std::size_t>(j)];
  }
  model.scale = VectorXd::Zero(columns);
  for (Index j = 0; j < columns; ++j) {
    auto column = model.covariates.col(j);
    if (column.minCoeff() == column.maxCoeff())
      continue;
    column.array() -= column.mean();
    model.scale(j) = std::sqrt(column.squaredNorm() / static_cast<double>(rows));
    column /= model.scale(j);
  }
  return model;
}

struct Likelihood {
  double log_likelihood = 0;
  VectorXd score;
  MatrixXd information;
};

Likelihood sum_of(const std::vector<EventTime>& times, Index covariates) {
  Likelihood sum{0, VectorXd::Zero(covariates), MatrixXd::Zero(covariates, covariates)};
  for (const EventTime& at : times) {
    sum.log_likelihood += at.log_likelihood;
    sum.score += at.score;
    sum.information += at.information;
  }
  return sum;
}

std::vector<std::size_t> taking_part_in(const VectorXd& direction) {
  std::vector<std::size_t> parts;
  for (Index j = 0; j < direction.size(); ++j)
    if (std::abs(direction(j)) > taking_part * direction.cwiseAbs().maxCoeff())
      parts.push_back(static_cast<std::size_t>(j));
  return parts;
}

/// The covariates of which some weighted sum tells who has the event next; none where that cannot be shown.
std::vector<std::size_t> separating(const RiskSets& risk_sets, const std::vector<VectorXd>& directions) {
  for (const VectorXd& direction : directions)
    for (const double sign : {1.0, -1.0})
      if (risk_sets.separated_along(sign * direction.normalized(), same_direction))
        return taking_part_in(direction);
  return {};
}

std::vector<std::size_t> separating_alone(const RiskSets& risk_sets, Index covariates) {
  std::vector<std::size_t> alone;
  for (Index j = 0; j < covariates; ++j)
    if (!separating(risk_sets, {VectorXd::Unit(covariates, j)}).empty())
      alone.push_back(static_cast<std::size_t>(j));
  return alone;
}

struct Maximum {
  VectorXd coefficients;
  Likelihood at;
  bool converged = false;
};

/// Newton's steps, each halved until the likelihood does not fall.
Maximum climb(const RiskSets& risk_sets, const Likelihood& start, Ties ties) {
  const Index count = start.score.size();
  Maximum here{VectorXd::Zero(count), start};
  for (int taken = 0; taken < max_steps; ++taken) {
    const Eigen::LDLT<MatrixXd> information(here.at.information);
    if (information.info() != Eigen::Success ||
        !(information.vectorD().minCoeff() > no_information * start.information.diagonal().minCoeff()))
      return here;
    VectorXd step = information.solve(here.at.score);
    const bool last = step.cwiseAbs().maxCoeff() < converged_step;
    for (int halved = 0;; ++halved) {
      const Likelihood next = sum_of(risk_sets.at(here.coefficients + step, ties), count);
      // At the top, rounding alone moves the likelihood.
      const double least = here.at.log_likelihood - rounding * std::abs(here.at.log_likelihood);
      if (last || next.log_likelihood >= least) {
        here.coefficients += step;
        here.at = next;
        break;
      }
      if (halved == max_halvings)
        return here;
      step /= 2;
    }
    if (last) {
      here.converged = true;
      return here;
    }
  }
  return here;
}

ModelTest test_of(double statistic, Index degrees) {
  const int count = static_cast<int>(degrees);
  return {statistic, count, chi_squared_tail(statistic, count)};
}

// Of the information, where the fit took the rest: below, what is left is rounding. Arbitrary.
constexpr double least_left = 1e-10;

/// The score tests for coefficients that change with time, of which the fitted model holds none.
std::optional<ProportionalHazards> proportional_hazards(const std::vector<EventTime>& times,
                                                        std::span<const FollowUp> follow_up) {
  const SurvivalCurve curve = kaplan_meier(follow_up);
  const auto lost_before = [&](double time) {  // 1 - S(t-)
    const auto at = std::lower_bound(curve.points.begin(), curve.points.end(), time,
                                     [](const SurvivalPoint& point, double t) { return point.time < t; });
    return at == curve.points.begin() ? 0.0 : 1 - std::prev(at)->survival;
  };
  const Index count = times.front().score.size();
  VectorXd grown = VectorXd::Zero(count);
  MatrixXd constant = MatrixXd::Zero(count, count);
  MatrixXd linear = constant;
  MatrixXd square = constant;
  double mean = 0;  // of the times' growth, taken off for the sake of rounding alone
  int events = 0;
  std::vector<double> growth;
  for (const EventTime& at : times) {
    growth.push_back(lost_before(at.time));
    mean += at.events * growth.back();
    events += at.events;
  }
  mean /= events;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double g = growth[i] - mean;
    grown += g * times[i].score;
    constant += times[i].information;
    linear += g * times[i].information;
    square += g * g * times[i].information;
  }
  // The coefficients are fitted: their scores are zero, and they take their part of the information.
  const MatrixXd left = square - linear * constant.ldlt().solve(linear);
  ProportionalHazards result;
  for (Index j = 0; j < count; ++j) {
    if (!(left(j, j) > least_left * square(j, j)))
      return std::nullopt;
    result.terms.push_back(test_of(grown(j) * grown(j) / left(j, j), 1));
  }
  const std::optional<double> all = quadratic_form(grown, left);
  if (!all)
    return std::nullopt;
  result.all = test_of(*all, count);
  return result;
}

/// `model`'s coefficients are those of covariates with standard deviation 1.
void describe(CoxFit& fit, const Model& model, const RiskSets& risk_sets, const Likelihood& start,
              const Maximum& top, const CoxOptions& options) {
  const Index count = top.coefficients.size();
  const VectorXd unscale = model.scale.cwiseInverse();
  const MatrixXd inverse = top.at.information.ldlt().solve(MatrixXd::Identity(count, count));
  fit.covariance = unscale.asDiagonal() * inverse * unscale.asDiagonal();
  const double z = two_sided_quantile(options.level);
  for (Index j = 0; j < count; ++j) {
    CoxTerm term{.coefficient = top.coefficients(j) * unscale(j)};
    term.standard_error = std::sqrt(fit.covariance(j, j));
    term.z = term.coefficient / term.standard_error;
    term.p = two_sided_p(term.z);
    term.hazard_ratio = ieee::exp(term.coefficient);
    term.lower = ieee::exp(term.coefficient - z * term.standard_error);
    term.upper = ieee::exp(term.coefficient + z * term.standard_error);
    fit.terms.push_back(term);
  }
  fit.log_likelihood_without = start.log_likelihood;
  fit.log_likelihood = top.at.log_likelihood;
  fit.likelihood_ratio = test_of(2 * (fit.log_likelihood - fit.log_likelihood_without), count);
  fit.wald = test_of(top.coefficients.dot(top.at.information * top.coefficients), count);
  fit.score = test_of(quadratic_form(start.score, start.information).value_or(0), count);
  const VectorXd risks = model.covariates * top.coefficients;
  fit.concordance = concordance(model.follow_up, {risks.data(), static_cast<std::size_t>(risks.size())});
  fit.proportional = proportional_hazards(risk_sets.at(top.coefficients, options.ties), model.follow_up);
}

}  // namespace

CoxFit fit_cox(std::span<const CoxPatient> patients, const CoxOptions& options) {
  assert(patients.empty() || !patients.front().covariates.empty());
  const Model model = complete_patients(patients);
  CoxFit fit;
  fit.patients = static_cast<int>(model.follow_up.size());
  fit.left_out = static_cast<int>(patients.size()) - fit.patients;
  for (const FollowUp& follow_up : model.follow_up)
    fit.events += follow_up.event;
  if (fit.patients == 0)
    return fit;
  if (fit.events == 0) {
    fit.status = CoxStatus::NoEvents;
    return fit;
  }
  const Index count = model.covariates.cols();
  for (Index j = 0; j < count; ++j)
    if (model.scale(j) == 0)
      fit.concerned.push_back(static_cast<std::size_t>(j));
  if (!fit.concerned.empty()) {
    fit.status = CoxStatus::Constant;
    return fit;
  }

  const RiskSets risk_sets(model.follow_up, model.covariates);
  const Likelihood start = sum_of(risk_sets.at(VectorXd::Zero(count), options.ties), count);
  if (!(start.information.trace() > 0)) {
    fit.status = CoxStatus::NoEvents;
    return fit;
  }
  const Eigen::SelfAdjointEigenSolver<MatrixXd> at_start(start.information);
  if (at_start.eigenvalues()(0) <= no_information * at_start.eigenvalues()(count - 1)) {
    fit.status = CoxStatus::Dependent;
    fit.concerned = taking_part_in(at_start.eigenvectors().col(0));
    return fit;
  }
  fit.concerned = separating_alone(risk_sets, count);
  if (fit.concerned.empty()) {
    const Maximum top = climb(risk_sets, start, options.ties);
    if (top.converged) {
      fit.status = CoxStatus::Fitted;
      describe(fit, model, risk_sets, start, top, options);
      return fit;
    }
    const Eigen::SelfAdjointEigenSolver<MatrixXd> at_end(top.at.information);
    fit.concerned = separating(risk_sets, {at_end.eigenvectors().col(0), top.coefficients});
  }
  fit.status = fit.concerned.empty() ? CoxStatus::NotConverged : CoxStatus::Separated;
  return fit;
}

}  // namespace crossbreak
