#include "statistics/limits.hpp"

#include <algorithm>

#include "ieee/elementary.hpp"
#include "statistics/distributions.hpp"

namespace crossbreak {

std::optional<Limits> limits_of(double probability, double standard_error, LimitsKind kind, double level) {
  const double reach = two_sided_quantile(level) * standard_error;
  if (kind == LimitsKind::Plain)
    return Limits{std::max(0.0, probability - reach), std::min(1.0, probability + reach)};
  if (!(probability > 0 && probability < 1))
    return std::nullopt;
  const double log_probability = ieee::log(probability);
  const double log_log_reach = reach / (probability * -log_probability);
  return Limits{ieee::exp(log_probability * ieee::exp(log_log_reach)),
                ieee::exp(log_probability * ieee::exp(-log_log_reach))};
}

}  // namespace crossbreak
