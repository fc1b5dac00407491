#include "statistics/analysis_of_variance.hpp"

#include <cmath>

#include "statistics/distributions.hpp"

namespace crossbreak {

GroupSummary summary_of(std::span<const double> values) {
  GroupSummary summary{.count = static_cast<int>(values.size())};
  if (values.empty())
    return summary;
  for (const double value : values)
    summary.mean += value / summary.count;
  if (values.size() < 2)
    return summary;
  double squares = 0;
  for (const double value : values)
    squares += (value - summary.mean) * (value - summary.mean);
  summary.sd = std::sqrt(squares / (summary.count - 1));
  return summary;
}

std::optional<AnalysisOfVariance> one_way_anova(std::span<const GroupSummary> groups) {
  int count = 0;
  int filled = 0;
  double sum = 0;
  for (const GroupSummary& group : groups) {
    count += group.count;
    filled += group.count > 0;
    sum += group.count * group.mean;
  }
  if (filled < 2 || count <= filled)
    return std::nullopt;
  const double mean = sum / count;
  double between = 0;
  double within = 0;
  for (const GroupSummary& group : groups) {
    if (group.count == 0)
      continue;
    between += group.count * (group.mean - mean) * (group.mean - mean);
    within += (group.count - 1) * group.sd * group.sd;
  }
  if (!(within > 0))
    return std::nullopt;
  AnalysisOfVariance result{.between_degrees = filled - 1, .within_degrees = count - filled};
  result.f = (between / result.between_degrees) / (within / result.within_degrees);
  result.p = f_tail(result.f, result.between_degrees, result.within_degrees);
  return result;
}

}  // namespace crossbreak
