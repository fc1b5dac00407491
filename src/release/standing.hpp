// What stands of a review when all its events are taken together.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

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

/// Throws VerificationError where an event cannot be one of this record (EventRules), and where events
/// do not fit each other: a replaced event that is not there; a withdrawal of another person's event; another
/// person's decision replaced where it differs from none; events that replace each other in a circle.
StandingReview standing_of(const Report& called, std::span<const ReviewEvent> events);

/// Whether everything is decided and nothing in conflict.
bool is_decided(const StandingReview& review);

/// The standing decisions in the record's order.
std::vector<Decision> decisions_of(const StandingReview& review);

}  // namespace crossbreak
