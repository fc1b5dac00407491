// Which events can be events of a record.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calling/rules.hpp"
#include "record/report.hpp"
#include "record/review_file.hpp"
#include "release/subjects.hpp"

namespace crossbreak {

/// "event ID by NAME", as messages name one.
std::string told(const ReviewEvent& event);

/// What R10 and R11 make of the patient with these results in place of the called ones.
PatientRuling ruling_with(const PatientCall& patient, std::span<const ReviewedSet> sets);

/// The rules of one record for any number of events: what they look at is looked up once. It refers to the
/// record.
class EventRules {
 public:
  explicit EventRules(const Report& called);

  /// Why an event cannot be one of this record, for messages: an unknown subject, set or well; an action that
  /// its subject does not have; a code or words that it lacks; an override whose old result is not the
  /// record's. Nothing where it can.
  std::optional<std::string> why_impossible(const ReviewEvent& event) const;

 private:
  std::vector<const WellCall*> wells_named(const ReviewSubject& subject) const;
  bool is_known(const ReviewSubject& subject) const;
  bool has_control(const ReviewSubject& subject) const;
  bool is_invalidated(const SetCall& set, const PatientCall& patient) const;
  std::optional<std::string> why_not_these_sets(const ReviewEvent& event) const;
  std::optional<std::string> why_not_overridden(const ReviewEvent& event) const;

  const Report& called_;
  std::set<ReviewSubject> subjects_;  ///< runs, controls and patients
  NamedCalls named_;
  std::map<std::pair<std::size_t, Well>, std::vector<const WellCall*>> wells_;  ///< by run and well
  std::set<std::string_view> sets_;                                             ///< of the panel
  std::set<std::size_t> invalidated_runs_;
  std::set<std::pair<std::size_t, std::string_view>> invalidated_sets_;  ///< runs and sets
};

/// Throws VerificationError where an event is later than `now`, what this computer's clock says.
void check_not_of_the_future(std::span<const ReviewEvent> events, const std::string& now);

}  // namespace crossbreak
