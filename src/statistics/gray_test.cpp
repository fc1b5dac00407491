#include "statistics/gray_test.hpp"

#include <algorithm>

#include "statistics/distributions.hpp"
#include "statistics/quadratic_form.hpp"

namespace crossbreak {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct OfGroup {
  CompetingFollowUp follow_up;
  Index group = 0;
};

struct Patients {
  std::vector<OfGroup> in_order;  ///< of time
  Index groups = 0;               ///< those with patients: one without says nothing
};

Patients patients_of(std::span<const std::vector<CompetingFollowUp>> groups) {
  Patients all;
  for (const std::vector<CompetingFollowUp>& group : groups) {
    for (const CompetingFollowUp& patient : group)
      all.in_order.push_back({patient, all.groups});
    all.groups += !group.empty();
  }
  std::stable_sort(all.in_order.begin(), all.in_order.end(),
                   [](const OfGroup& a, const OfGroup& b) { return a.follow_up.time < b.follow_up.time; });
  return all;
}

/// Patients drawn together without putting back vary less.
double of_ties(double drawn, double out_of) {
  return drawn > 1 ? 1 - (drawn - 1) / (out_of - 1) : 1;
}

/// The scores' variation, a sum of (own + u (end - now))^2 weight over times, groups and causes: `now` is how
/// much of a group's incidence has told on the scores by that time, `end` by the last. Summed as a polynomial
/// in `end`.
struct Covariance {
  explicit Covariance(Index groups)
      : constant(MatrixXd::Zero(groups, groups)),
        linear(MatrixXd::Zero(groups, groups)),
        square(VectorXd::Zero(groups)) {}
  void add(Index group, const VectorXd& from, double u, double weight) {
    constant += weight * from * from.transpose();
    linear.col(group) += weight * u * from;
    square(group) += weight * u * u;
  }
  /// `end` has one column for each group.
  MatrixXd at(const MatrixXd& end) const {
    return constant + linear * end.transpose() + end * linear.transpose() +
           end * square.asDiagonal() * end.transpose();
  }
  MatrixXd constant;
  MatrixXd linear;
  VectorXd square;
};

}  // namespace

std::optional<GrayTest> gray_test(std::span<const std::vector<CompetingFollowUp>> groups) {
  const auto [patients, count] = patients_of(groups);
  VectorXd at_risk = VectorXd::Zero(count);
  for (const OfGroup& patient : patients)
    at_risk(patient.group) += 1;
  VectorXd left = VectorXd::Ones(count);       // with neither event
  VectorXd incidence = VectorXd::Zero(count);  // of each group
  double pooled = 0;                           // incidence, were all groups alike
  VectorXd scores = VectorXd::Zero(count);
  MatrixXd told = MatrixXd::Zero(count, count);
  Covariance covariance(count);
  for (std::size_t i = 0; i < patients.size();) {
    VectorXd events = VectorXd::Zero(count);
    VectorXd competing = VectorXd::Zero(count);
    VectorXd leaving = VectorXd::Zero(count);
    for (const double time = patients[i].follow_up.time;
         i < patients.size() && patients[i].follow_up.time == time; ++i) {
      events(patients[i].group) += patients[i].follow_up.ending == Ending::Event;
      competing(patients[i].group) += patients[i].follow_up.ending == Ending::Competing;
      leaving(patients[i].group) += 1;
    }
    const double all_events = events.sum();
    if (all_events + competing.sum() > 0) {
      VectorXd without_event = VectorXd::Zero(count);  // h
      VectorXd left_after = left;
      for (Index k = 0; k < count; ++k)
        if (at_risk(k) > 0) {
          without_event(k) = at_risk(k) / left(k);
          left_after(k) = left(k) * (at_risk(k) - events(k) - competing(k)) / at_risk(k);
        }
      const double h = without_event.sum();
      const VectorXd subject = without_event.cwiseProduct(VectorXd::Ones(count) - incidence);
      scores += events - all_events * subject / subject.sum();
      const MatrixXd own =
          MatrixXd(without_event.asDiagonal()) - without_event * without_event.transpose() / h;
      told += own * (all_events / (h * (1 - pooled)));
      pooled += all_events / h;
      for (Index k = 0; k < count; ++k) {
        if (!(at_risk(k) > 0))
          continue;
        incidence(k) += left(k) * events(k) / at_risk(k);
        const double others = left_after(k) > 0 ? (1 - pooled) / left_after(k) : 0;
        if (all_events > 0)
          covariance.add(k, own.col(k) - (1 - others) * told.col(k), 1 - others,
                         of_ties(all_events, h * left(k)) * left(k) * all_events / (h * at_risk(k)));
        if (competing(k) > 0 && left_after(k) > 0)
          covariance.add(k, others * told.col(k), -others,
                         of_ties(competing(k), at_risk(k)) * left(k) * left(k) * competing(k) /
                             (at_risk(k) * at_risk(k)));
      }
      left = left_after;
    }
    at_risk -= leaving;
  }
  if (count < 2)
    return std::nullopt;
  // The scores add up to zero: the last one says nothing new.
  const std::optional<double> statistic =
      quadratic_form(scores.head(count - 1), covariance.at(told).topLeftCorner(count - 1, count - 1));
  if (!statistic)
    return std::nullopt;
  const int degrees = static_cast<int>(count) - 1;
  return GrayTest{*statistic, degrees, chi_squared_tail(*statistic, degrees)};
}

}  // namespace crossbreak
