// Codes and words of what a study's statistics say of themselves.
#pragma once

#include "statistics/cox.hpp"
#include "words/labels/cohort.hpp"
#include "words/states.hpp"

namespace crossbreak {

constexpr auto states_of(CoxStatus) {
  return std::to_array<StateEntry<CoxStatus>>(
      {{CoxStatus::Fitted, "fitted", cohort_labels.fitted},
       {CoxStatus::NoPatients, "no_patients", cohort_labels.no_patients},
       {CoxStatus::NoEvents, "no_events", cohort_labels.no_events},
       {CoxStatus::Constant, "constant", cohort_labels.constant},
       {CoxStatus::Dependent, "dependent", cohort_labels.dependent},
       {CoxStatus::Separated, "separated", cohort_labels.separated},
       {CoxStatus::NotConverged, "not_converged", cohort_labels.not_converged}});
}

}  // namespace crossbreak
