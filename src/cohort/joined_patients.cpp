#include "cohort/joined_patients.hpp"

#include <map>
#include <optional>

#include "calling/call_error.hpp"
#include "calling/sample_names.hpp"

namespace crossbreak {
namespace {

/// Nothing where the call is a result.
std::optional<LeftOut> why_no_result(const std::optional<PatientCallState>& call) {
  if (!call)
    return LeftOut::HeldBack;
  switch (*call) {
    case PatientCallState::Deletion:
    case PatientCallState::Mixed:
    case PatientCallState::NotDetected:
      return std::nullopt;
    case PatientCallState::Inconclusive:
      return LeftOut::Inconclusive;
    case PatientCallState::Invalid:
      return LeftOut::Invalid;
    case PatientCallState::Incomplete:
      break;
  }
  return LeftOut::Incomplete;
}

}  // namespace

JoinedPatients join_patients(const ClinicalTable& table, std::span<const SampleCall> calls) {
  std::map<std::string, const SampleCall*> by_name;
  for (const SampleCall& call : calls)
    if (const auto [other, is_new] = by_name.emplace(folded_sample_name(call.sample), &call); !is_new)
      throw CallError("the records name one sample in two ways, '" + other->second->sample + "' and '" +
                      call.sample + "'; it cannot be known which of their calls counts");
  JoinedPatients joined;
  for (const ClinicalPatient& patient : table.patients) {
    const auto found = by_name.find(folded_sample_name(patient.sample));
    if (found == by_name.end()) {
      joined.left_out.push_back({patient.sample, LeftOut::NotCalled});
      continue;
    }
    const SampleCall& call = *found->second;
    by_name.erase(found);
    if (const std::optional<LeftOut> why = why_no_result(call.call)) {
      joined.left_out.push_back({patient.sample, *why});
      continue;
    }
    joined.patients.push_back({patient, call.call != PatientCallState::NotDetected, call.deletions});
  }
  for (const SampleCall& call : calls)
    if (by_name.contains(folded_sample_name(call.sample)))
      joined.left_out.push_back({call.sample, LeftOut::NotInTable});
  return joined;
}

}  // namespace crossbreak
