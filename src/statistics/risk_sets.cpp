#include "statistics/risk_sets.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Sums over patients of their weight, times their covariates, times the products of these. Plain loops: they
/// are what a fit of many patients spends its time on.
struct Sums {
  explicit Sums(Index covariates)
      : first(static_cast<std::size_t>(covariates)), second(first.size() * first.size()) {}
  void add(double added, const double* x) {
    weight += added;
    for (std::size_t j = 0, place = 0; j < first.size(); ++j) {
      const double weighted = added * x[j];
      first[j] += weighted;
      for (std::size_t k = 0; k < first.size(); ++k, ++place)
        second[place] += weighted * x[k];
    }
  }
  double weight = 0;
  std::vector<double> first;
  std::vector<double> second;
};

/// One event among those at risk, `share` of the events' own weight having left already.
void count_event(EventTime& at, const Sums& all, const Sums& of_events, double share, double times) {
  const double weight = all.weight - share * of_events.weight;
  at.log_likelihood -= times * ieee::log(weight);
  const Index count = at.score.size();
  for (Index j = 0; j < count; ++j) {
    const auto place = static_cast<std::size_t>(j);
    const double mean = (all.first[place] - share * of_events.first[place]) / weight;
    at.score(j) -= times * mean;
    for (Index k = 0; k <= j; ++k) {
      const auto other = static_cast<std::size_t>(k);
      const double mean_other = (all.first[other] - share * of_events.first[other]) / weight;
      const std::size_t pair = place * static_cast<std::size_t>(count) + other;
      at.information(j, k) +=
          times * ((all.second[pair] - share * of_events.second[pair]) / weight - mean * mean_other);
      at.information(k, j) = at.information(j, k);
    }
  }
}

}  // namespace

RiskSets::RiskSets(std::span<const FollowUp> patients, const MatrixXd& covariates) {
  std::vector<Index> order(patients.size());
  std::iota(order.begin(), order.end(), 0);
  const auto of = [&](Index i) -> const FollowUp& { return patients[static_cast<std::size_t>(i)]; };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return of(a).time > of(b).time; });
  covariates_.resize(covariates.cols(), covariates.rows());
  for (std::size_t i = 0; i < order.size(); ++i) {
    follow_up_.push_back(of(order[i]));
    covariates_.col(static_cast<Index>(i)) = covariates.row(order[i]).transpose();
  }
}

std::vector<EventTime> RiskSets::at(const VectorXd& coefficients, Ties ties) const {
  const Index count = covariates_.rows();
  const VectorXd predictors = covariates_.transpose() * coefficients;
  std::vector<EventTime> times;
  Sums all(count);
  for (std::size_t i = 0; i < follow_up_.size();) {
    EventTime at{follow_up_[i].time, 0, 0, VectorXd::Zero(count), MatrixXd::Zero(count, count)};
    Sums of_events(count);
    for (; i < follow_up_.size() && follow_up_[i].time == at.time; ++i) {
      const auto column = static_cast<Index>(i);
      const double weight = ieee::exp(predictors(column));
      const double* x = covariates_.data() + column * count;
      all.add(weight, x);
      if (!follow_up_[i].event)
        continue;
      of_events.add(weight, x);
      ++at.events;
      at.log_likelihood += predictors(column);
      at.score += covariates_.col(column);
    }
    if (at.events == 0)
      continue;
    if (ties == Ties::Breslow)
      count_event(at, all, of_events, 0, at.events);
    else
      for (int gone = 0; gone < at.events; ++gone)
        count_event(at, all, of_events, static_cast<double>(gone) / at.events, 1);
    times.push_back(std::move(at));
  }
  return times;
}

bool RiskSets::separated_along(const VectorXd& direction, double tolerance) const {
  const VectorXd values = covariates_.transpose() * direction;
  double largest = -std::numeric_limits<double>::infinity();
  double smallest = std::numeric_limits<double>::infinity();
  bool some_smaller = false;
  for (std::size_t i = 0; i < follow_up_.size();) {
    const std::size_t first = i;
    for (; i < follow_up_.size() && follow_up_[i].time == follow_up_[first].time; ++i) {
      largest = std::max(largest, values(static_cast<Index>(i)));
      smallest = std::min(smallest, values(static_cast<Index>(i)));
    }
    for (std::size_t j = first; j < i; ++j) {
      if (!follow_up_[j].event)
        continue;
      if (values(static_cast<Index>(j)) < largest - tolerance)
        return false;
      some_smaller = some_smaller || smallest < largest - tolerance;
    }
  }
  return some_smaller;
}

}  // namespace crossbreak
