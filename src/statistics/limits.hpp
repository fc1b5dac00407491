// Confidence limits of a probability that changes with time.
#pragma once

#include <optional>

namespace crossbreak {

enum class LimitsKind {
  LogLog,  ///< symmetric on log(-log): Kalbfleisch and Prentice 1980, The Statistical Analysis of Failure
           ///< Time Data, p. 15
  Plain,   ///< probability +- z standard errors, cut at 0 and 1: what SPSS prints
};

struct Limits {
  double lower = 0;
  double upper = 1;
};

/// Nothing where a probability of 0 or 1 has no logarithm of a logarithm.
std::optional<Limits> limits_of(double probability, double standard_error, LimitsKind kind, double level);

}  // namespace crossbreak
