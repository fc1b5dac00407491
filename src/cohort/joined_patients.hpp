// Calls and clinical table together, patient by patient.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cohort/clinical_table.hpp"
#include "words/call_states.hpp"
#include "words/cohort.hpp"

namespace crossbreak {

/// What the records say of one sample: of its calls the one that counts.
struct SampleCall {
  std::string sample;
  std::optional<PatientCallState> call;  ///< nothing: a reviewer withheld it or asked for a repeat
  std::vector<std::string> deletions;    ///< names of the positive sets, in the panel's order
};

struct StudyPatient {
  ClinicalPatient clinical;
  bool deleted = false;  ///< one deletion or several; false: none was detected
  std::vector<std::string> deletions;
};

/// A patient of whom one side says nothing that counts.
struct LeftOutPatient {
  std::string sample;
  LeftOut why = LeftOut::NotInTable;
};

struct JoinedPatients {
  std::vector<StudyPatient> patients;    ///< in the order of the table
  std::vector<LeftOutPatient> left_out;  ///< those of the table in its order, then those it lacks
};

/// Names are compared as in calling. A patient whose call is held back, inconclusive, invalid or incomplete
/// is left out, never counted as not deleted. Throws CallError where two calls are of one folded name, since
/// it cannot be known which.
JoinedPatients join_patients(const ClinicalTable& table, std::span<const SampleCall> calls);

}  // namespace crossbreak
