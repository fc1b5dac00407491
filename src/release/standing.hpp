// What stands of a review when all its events are taken together.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calling/rules.hpp"
#include "record/report.hpp"
#include "record/review_file.hpp"

namespace crossbreak {

/// The events of several files, oldest first, each once. Events of one time stand in the order of their ids.
/// Throws VerificationError where two have one id and another content.
std::vector<ReviewEvent> merge_events(std::span<const ReviewFile> files);

enum class Standing { Undecided, Decided, Conflict };

/// A subject of the record and the decisions on it that stand: neither replaced nor withdrawn.
struct SubjectStanding {
  ReviewSubject subject;
  Standing standing = Standing::Undecided;
  std::vector<ReviewEvent> events;         ///< the decisions that stand, oldest first; no comments
  std::optional<std::size_t> by_run = {};  ///< of a patient: the run whose repeat or rejection decides
};

struct StandingReview {
  std::vector<SubjectStanding> subjects;  ///< runs, controls, patients; then wells that events are about
  std::vector<Words> contradictions;      ///< decisions that cannot stand side by side, each as a sentence
};

/// Whether two decisions on a subject say the same. Codes and words may differ.
bool agree(const ReviewEvent& a, const ReviewEvent& b);

/// Throws VerificationError where an event is later than `now`, what this computer's clock says.
void check_not_of_the_future(std::span<const ReviewEvent> events, const std::string& now);

/// Why an event cannot be one of this record, for messages; nothing where it can.
std::optional<std::string> why_impossible(const ReviewEvent& event, const Report& called);

/// Number of the run of a patient's first well; 0 where no well is named.
std::size_t run_of(const PatientCall& patient, const Calls& calls);

/// All runs that a patient has wells in, of sets or of the reference gene: they may be spread over several.
std::set<std::size_t> runs_of(const PatientCall& patient, const Calls& calls);

/// The patient that a subject names; null where it names none.
const PatientCall* patient_of(const ReviewSubject& subject, const Calls& calls);

/// The control that a subject names; null where it names none.
const ControlCall* control_of(const ReviewSubject& subject, const Calls& calls);

/// Of one run of the record: another one's control invalidates nothing of it.
RunStatus status_of_run(std::size_t run, const Calls& calls);

/// What R10 and R11 make of the patient with these results in place of the called ones.
PatientRuling ruling_with(const PatientCall& patient, std::span<const ReviewedSet> sets);

/// Throws VerificationError where an event cannot be one of this record: an unknown subject, set or well; an
/// action that its subject does not have; an override whose old result is not the record's; a replaced event
/// that is not there; a withdrawal of another person's event; another person's decision replaced where it
/// differs from none.
StandingReview standing_of(const Report& called, std::span<const ReviewEvent> events);

/// Whether everything is decided and nothing in conflict.
bool is_decided(const StandingReview& review);

/// The standing decisions in the record's order.
std::vector<Decision> decisions_of(const StandingReview& review);

/// "patient P1", "control PC47/D4-7", "run plate.eds", "well A1/D2-8": as people read of a subject, and as
/// messages name it.
Words words_of_subject(const ReviewSubject& subject, const Report& report);
std::string name_of(const ReviewSubject& subject, const Report& report);

}  // namespace crossbreak
