// What the decision table says, written from the decision table and primers/README.md alone. It shares no
// code and no types with the rules that it judges.
#pragma once

#include <string>
#include <vector>

namespace crossbreak::testing::oracle {

/// What a well shows, in the words of the table.
struct Shown {
  char verdict = 'n';  // y, n, u, s: already saturated at cycle 4, which is unclear too
  double ct = 0;       // 0: none
  enum Use { Used, Omitted, Unreadable, TooShort, WrongDye } use = Used;
  /// Of another dye in the well (R19): a copy of the plate's share, or beside a product of its own, whose
  /// `ct` is then the one without. Any other copy is shown by its verdict, unclear.
  enum Crosstalk { NoCrosstalk, PlateCopy, OwnProduct } crosstalk = NoCrosstalk;
};

using Wells = std::vector<Shown>;

enum class Layout { NoReference, OwnWells, Duplexed };

struct Reference {
  Layout layout = Layout::NoReference;
  Wells wells;  // duplexed: of the set's wells in turn, the last again for the rest
};

/// Controls of one set on its plate.
struct Controls {
  Wells ntc;
  Wells positive;
  Wells negative;
  bool ntc_required = false;
  bool positive_required = false;
  Wells ntc_reference = {};  // in wells of their own
};

/// What a panel may choose.
struct Choices {
  bool late_is_inconclusive = false;
  bool unreadable_is_incomplete = true;
};

/// "positive", "negative", "inconclusive", "invalid", "missing": one set of one patient.
std::string set_result(const Wells& wells, const Reference& reference, const Controls& controls,
                       const Choices& choices);

/// Whether the controls make a set's negatives, or all of the set, invalid.
bool controls_invalidate(const Controls& controls, const Choices& choices);

struct Patient {
  std::string call;  // "deletion", "mixed", "not_detected", "inconclusive", "invalid", "incomplete"
  std::vector<std::string> deletions;
};

/// The sets of a patient in panel order, each with its result; a late set is negative.
struct NamedSet {
  std::string set;
  std::string result;
};
Patient patient_call(const std::vector<NamedSet>& sets);

}  // namespace crossbreak::testing::oracle
