#include "statistics/log_rank.hpp"

#include <algorithm>

#include "statistics/distributions.hpp"
#include "statistics/quadratic_form.hpp"

namespace crossbreak {
namespace {

struct OfGroup {
  FollowUp follow_up;
  std::size_t group = 0;
};

std::vector<OfGroup> in_order_of_time(std::span<const std::vector<FollowUp>> groups) {
  std::vector<OfGroup> all;
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const FollowUp& patient : groups[i])
      all.push_back({patient, i});
  std::stable_sort(all.begin(), all.end(),
                   [](const OfGroup& a, const OfGroup& b) { return a.follow_up.time < b.follow_up.time; });
  return all;
}

}  // namespace

std::optional<LogRank> log_rank(std::span<const std::vector<FollowUp>> groups) {
  LogRank result;
  std::vector<double> at_risk;
  for (const std::vector<FollowUp>& group : groups) {
    result.groups.push_back({.patients = static_cast<int>(group.size())});
    at_risk.push_back(static_cast<double>(group.size()));
  }
  const auto count = static_cast<Eigen::Index>(groups.size());
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(count, count);
  const std::vector<OfGroup> patients = in_order_of_time(groups);
  double total = static_cast<double>(patients.size());
  for (std::size_t i = 0; i < patients.size();) {
    const std::size_t first = i;
    double events = 0;
    for (; i < patients.size() && patients[i].follow_up.time == patients[first].follow_up.time; ++i)
      events += patients[i].follow_up.event;
    if (events > 0)
      for (std::size_t j = 0; j < groups.size(); ++j) {
        result.groups[j].expected += events * at_risk[j] / total;
        if (total > 1)
          for (std::size_t k = 0; k < groups.size(); ++k)
            covariance(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(k)) +=
                events * (total - events) / (total - 1) * (at_risk[j] / total) *
                ((j == k) - at_risk[k] / total);
      }
    for (std::size_t j = first; j < i; ++j) {
      result.groups[patients[j].group].observed += patients[j].follow_up.event;
      at_risk[patients[j].group] -= 1;
    }
    total -= static_cast<double>(i - first);
  }

  std::vector<Eigen::Index> compared;
  for (std::size_t j = 0; j < groups.size(); ++j)
    if (result.groups[j].expected > 0)
      compared.push_back(static_cast<Eigen::Index>(j));
  if (compared.size() < 2)
    return std::nullopt;
  compared.pop_back();  // the differences add up to zero: the last one says nothing new
  Eigen::VectorXd difference(static_cast<Eigen::Index>(compared.size()));
  for (std::size_t j = 0; j < compared.size(); ++j) {
    const LogRankGroup& group = result.groups[static_cast<std::size_t>(compared[j])];
    difference(static_cast<Eigen::Index>(j)) = group.observed - group.expected;
  }
  const std::optional<double> statistic = quadratic_form(difference, covariance(compared, compared));
  if (!statistic)
    return std::nullopt;
  result.statistic = *statistic;
  result.degrees_of_freedom = static_cast<int>(compared.size());
  result.p = chi_squared_tail(result.statistic, result.degrees_of_freedom);
  return result;
}

}  // namespace crossbreak
