#include "calling/calls.hpp"

namespace crossbreak {

std::optional<double> deciding_ct(const WellCall& well) {
  return well.crosstalk == CrosstalkState::OwnProduct ? well.ct_without_crosstalk : well.ct;
}

Words call_in_words(const PatientCall& patient) {
  const Words words = words_of(patient.call);
  if (patient.deletions.empty())
    return words;
  return in_parentheses(words, listed(patient.deletions));
}

}  // namespace crossbreak
