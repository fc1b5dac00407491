// What of a called record people decide about: its runs, controls, patients and wells.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/report.hpp"

namespace crossbreak {

enum class SubjectKind { Run, Control, Patient, Well };

SubjectKind kind_of(const ReviewSubject& subject);

/// Runs, controls, patients: all that a review decides about. Wells only where an event names them.
std::vector<ReviewSubject> subjects_of(const Report& report);

/// Whether a subject that names a well names this one.
bool is_named(const WellCall& well, const ReviewSubject& subject);

/// The patient that a subject names; null where it names none.
const PatientCall* patient_of(const ReviewSubject& subject, const Calls& calls);

/// What subjects name, looked up once for many of them: null where one names no patient, or no control. It
/// refers to the calls.
class NamedCalls {
 public:
  explicit NamedCalls(const Calls& calls);
  const PatientCall* patient_of(const ReviewSubject& subject) const;
  const ControlCall* control_of(const ReviewSubject& subject) const;

 private:
  std::map<std::pair<std::string_view, int>, const PatientCall*> patients_;  ///< by sample and repeat
  std::map<ReviewSubject, const ControlCall*> controls_;
};

/// Number of the run of a patient's first well; 0 where no well is named.
std::size_t run_of(const PatientCall& patient, const Calls& calls);

/// All runs that a patient has wells in, of sets or of the reference gene: they may be spread over several.
std::set<std::size_t> runs_of(const PatientCall& patient, const Calls& calls);

/// The runs of a set's wells; of one without wells the patient's.
std::set<std::size_t> runs_of(const SetCall& set, const PatientCall& patient, const Calls& calls);

/// The runs of a set's own wells; none where it has none.
std::set<std::size_t> runs_of(const SetCall& set, const Calls& calls);

/// The runs that a control makes invalid.
std::set<std::size_t> invalidated_runs(const Calls& calls);

/// Of one run of the record: another one's control invalidates nothing of it.
RunStatus status_of_run(std::size_t run, const Calls& calls);

/// "patient P1", "control PC47/D4-7", "run plate.eds", "well A1/D2-8": as people read of a subject, and as
/// messages name it.
Words words_of_subject(const ReviewSubject& subject, const Report& report);
std::string name_of(const ReviewSubject& subject, const Report& report);

}  // namespace crossbreak
