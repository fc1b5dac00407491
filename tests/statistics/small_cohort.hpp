// Twelve patients with ties, whose statistics R was asked for.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/follow_up.hpp"

namespace crossbreak::tests {

inline const std::vector<FollowUp> twelve = {{1, true}, {2, true},  {2, true},  {3, false},
                                             {3, true}, {4, true},  {5, false}, {6, true},
                                             {6, true}, {7, false}, {8, true},  {9, false}};
inline const std::vector<double> first_covariate = {1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0};
inline const std::vector<double> second_covariate = {30, 41, 25, 38, 52, 29, 33, 47, 36, 40, 28, 35};

/// The twelve in `count` groups, one after the other; of two, by the first covariate.
inline std::vector<std::vector<FollowUp>> in_groups(std::size_t count) {
  std::vector<std::vector<FollowUp>> groups(count);
  for (std::size_t i = 0; i < twelve.size(); ++i)
    groups[count == 2 ? static_cast<std::size_t>(first_covariate[i]) : i % count].push_back(twelve[i]);
  return groups;
}

inline std::vector<CoxPatient> with_covariates() {
  std::vector<CoxPatient> patients;
  for (std::size_t i = 0; i < twelve.size(); ++i)
    patients.push_back({twelve[i], {first_covariate[i], second_covariate[i]}});
  return patients;
}

/// Patients with ties and missing values, the same each time: congruential, since distributions differ by
/// library.
inline std::vector<CoxPatient> many(std::size_t count, std::size_t covariates) {
  unsigned long long state = 20261121;
  const auto uniform = [&state] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11) / 9007199254740992.0;
  };
  std::vector<CoxPatient> patients;
  for (std::size_t i = 0; i < count; ++i) {
    CoxPatient& patient = patients.emplace_back();
    double risk = 0;
    for (std::size_t j = 0; j < covariates; ++j) {
      const double value = uniform() < 0.4 ? 1 : 0;
      patient.covariates.push_back(value);
      risk += (j % 2 == 0 ? 0.4 : -0.3) * value;
    }
    const double event = -std::log(1 - uniform()) / (0.02 * std::exp(risk));
    const double end = 6 + 54 * uniform();
    patient.follow_up = {std::ceil(std::min(event, end) * 10) / 10, event <= end};
  }
  return patients;
}

}  // namespace crossbreak::tests
