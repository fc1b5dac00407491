// From what a reviewer asks for on the command line to events.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "record/report.hpp"

namespace crossbreak {

/// Subjects are named "all", "run", "controls", or by the name of a patient or a control; a patient's repeat
/// n as "P1#n". A sample of one of the words' names is called by "sample:all". One control of a set, or one
/// run of several, is named as words_of_subject() does: "control PC/D4-7", "run plate.eds".
struct DecisionRequest {
  std::string by;
  std::vector<std::string> accept;    ///< subjects
  std::vector<std::string> reject;    ///< subjects
  std::vector<std::string> repeat;    ///< SAMPLE=SET,SET; a run: all sets
  std::vector<std::string> changes;   ///< SAMPLE/SET=RESULT
  std::vector<std::string> exclude;   ///< WELL or WELL/TARGET; of several runs "WELL of FILE"
  std::vector<std::string> comment;   ///< subjects
  std::vector<std::string> withdraw;  ///< ids, or their beginnings where those tell
  std::optional<DecisionCode> code;
  std::string words;
};

/// When, and whence ids come.
struct DecisionStamp {
  std::string at;    ///< UTC
  std::string zone;  ///< of the reviewer's clock
  std::function<std::string()> new_id;
};

/// The events that the request adds to `known`. One's own standing decision on a subject is replaced; other
/// people's stand beside it, unless they are in conflict and one is no party to it: then all are replaced.
/// What one has decided so already is not decided again, and "all" leaves alone what one has decided.
/// Throws DecisionError for what cannot be asked; UndecidedError for a patient while the run or a control of
/// it is undecided; VerificationError where a known event is later than the stamp.
std::vector<ReviewEvent> decide(const Report& called, std::span<const ReviewEvent> known,
                                const DecisionRequest& request, const DecisionStamp& stamp);

}  // namespace crossbreak
