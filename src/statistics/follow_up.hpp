// How long a patient was followed, and what ended it.
#pragma once

namespace crossbreak {

/// Times are in one unit, whichever: nothing here asks which. They are finite and not negative.
struct FollowUp {
  double time = 0;
  bool event = false;  ///< the event came at `time`; otherwise the patient was censored then
};

enum class Ending { Censored, Event, Competing };

/// Follow-up where another event than the one of interest can come first.
struct CompetingFollowUp {
  double time = 0;
  Ending ending = Ending::Censored;
};

}  // namespace crossbreak
