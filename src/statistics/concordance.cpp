#include "statistics/concordance.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace crossbreak {
namespace {

/// How many of the ranks added so far lie below a rank: Fenwick 1994, Softw. Pract. Exp. 24:327.
class RankCounts {
 public:
  explicit RankCounts(std::size_t ranks) : sums_(ranks + 1) {}
  void add(std::size_t rank) {
    for (std::size_t i = rank + 1; i < sums_.size(); i += i & (~i + 1))
      sums_[i] += 1;
  }
  double below(std::size_t rank) const {
    double sum = 0;
    for (std::size_t i = rank; i > 0; i -= i & (~i + 1))
      sum += sums_[i];
    return sum;
  }

 private:
  std::vector<double> sums_;
};

}  // namespace

std::optional<Concordance> concordance(std::span<const FollowUp> patients, std::span<const double> risks) {
  std::vector<double> distinct(risks.begin(), risks.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  const auto rank_of = [&](std::size_t patient) {
    return static_cast<std::size_t>(std::lower_bound(distinct.begin(), distinct.end(), risks[patient]) -
                                    distinct.begin());
  };
  // From the latest on; of one time the censored first, since they outlast its events.
  std::vector<std::size_t> order(patients.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return patients[a].time != patients[b].time ? patients[a].time > patients[b].time
                                                : patients[a].event < patients[b].event;
  });
  Concordance result;
  RankCounts longer(distinct.size());
  double added = 0;
  for (std::size_t i = 0; i < order.size();) {
    const std::size_t first = i;
    const FollowUp& at = patients[order[first]];
    for (; i < order.size() && patients[order[i]].time == at.time && patients[order[i]].event == at.event;
         ++i) {
      if (!at.event)
        continue;
      const std::size_t rank = rank_of(order[i]);
      const double lower = longer.below(rank);
      const double same = longer.below(rank + 1) - lower;
      result.concordant += lower;
      result.same_risk += same;
      result.discordant += added - lower - same;
    }
    for (std::size_t j = first; j < i; ++j)
      longer.add(rank_of(order[j]));
    added += static_cast<double>(i - first);
  }
  const double pairs = result.concordant + result.discordant + result.same_risk;
  if (!(pairs > 0))
    return std::nullopt;
  result.share = (result.concordant + result.same_risk / 2) / pairs;
  return result;
}

}  // namespace crossbreak
