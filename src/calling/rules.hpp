// The rules, each a small pure function: evidence in, Reason out. What a rule decides stands beside
// its Reason. Limits are arguments and come from the panel. No rule sees a plate or a patient: who gets
// which evidence is decided in wells.hpp, controls.hpp, reference_gate.hpp and patients.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/panel.hpp"
#include "calling/calls.hpp"

namespace crossbreak {

struct WellEvidence {
  Amplified amplified = Amplified::Unclear;
  std::optional<double> ct;  ///< absent: undetermined or not computed
  bool ct_computed = true;   ///< false: no threshold could be found, so nobody knows whether there is a Ct
  bool no_baseline = false;  ///< R25: the curve had risen before it could show one, or is saturated
};

struct WellRuling {
  WellState state = WellState::Negative;
  Reason reason;
  std::optional<Flag> flag;
};

/// R1, R2, R3: one well. Positive: amplified and ct < rules.ct_cutoff, unrounded.
WellRuling rule_well(const WellEvidence& evidence, const Rules& rules);

/// R13: the instrument's Ct beside ours; both statuses are Value or Undetermined. Differs where
/// |difference| > rules.instrument_ct_difference, or one has a Ct and the other none.
/// `same_settings`: threshold and window of ours are the file's. Nothing where the instrument is silent.
struct InstrumentEvidence {
  CtStatus ours = CtStatus::Absent;
  std::optional<double> ct;
  CtStatus instrument = CtStatus::Absent;
  std::optional<double> instrument_ct;
  bool same_settings = false;
};
std::optional<Reason> rule_instrument_ct(const InstrumentEvidence& evidence, const Rules& rules);

/// R13: the instrument's Crt beside a well's state. Contradicted where crt < rules.crt_cutoff beside a
/// negative or late well, or is not beside a positive one. Nothing where the panel puts no limit to a Crt,
/// the instrument gives none, or the well has no result.
std::optional<Reason> rule_instrument_crt(WellState state, const InstrumentResult& instrument,
                                          const Rules& rules);

/// R24: the dye that a target was read in against those of the panel; nothing where it is one of them, or
/// where either is silent. A reason: the well has no result.
std::optional<Reason> rule_reporter(std::string_view found, std::span<const std::string> expected);

/// R23: a Ct on a collapsed baseline window, `ct`, and the one on our own window lie on two sides of `limit`:
/// nobody can tell which side is right, and the well is unclear. Nothing where they do not.
std::optional<Reason> rule_window(double ct, double own_ct, double limit);

/// R19: what a curve shows of another dye in its well.
struct CrosstalkEvidence {
  CrosstalkState state = CrosstalkState::Copy;
  std::string_view from;      ///< the other dye
  std::string_view reporter;  ///< the curve's own
  double share = 0;           ///< of the other dye's rise; of an own product the plate's
  std::optional<double> plate_share;
  std::optional<double> ct;       ///< of an own product, without the other dye
  bool is_control_alone = false;  ///< a copy that a positive control alone would have
};
Reason rule_crosstalk(const CrosstalkEvidence& evidence);

/// The first cycle whose reading lets a well be negative: rules.min_cycles, or the cut-off, rounded up.
int least_cycles(const Rules& rules);

/// R18: a well that is negative, and whose last finite reading is of `last_cycle` (0: none), has no result
/// where that is before least_cycles().
std::optional<Reason> rule_cycles(WellState state, int last_cycle, const Rules& rules);

/// R20: a positive well counts only where its Ct is at least rules.ntc_margin cycles earlier than `ntc`, the
/// earliest Ct of an NTC of its set and plate; else a reason, and it is inconclusive.
struct NtcAmplification {
  double ct = 0;
  std::string wells;  ///< of the NTC, by name
};
std::optional<Reason> rule_ntc_distance(double ct, const NtcAmplification& ntc, const Rules& rules);

/// R27: a well whose Ct is rules.carry_over_cycles or more behind that of a neighbour.
std::optional<Reason> rule_carry_over(std::string_view well, double ct, std::string_view neighbour,
                                      double neighbour_ct, const Rules& rules);

/// R15: one flag of the instrument; nothing where it is not raised (empty, N, no, false, 0).
/// Outcome "review" for the flags that the panel lists, else "note".
std::optional<Reason> rule_qc_flag(const QcFlag& flag, const Rules& rules);

struct SetRuling {
  SetResult result = SetResult::Missing;
  Reason reason;
  std::vector<Flag> flags;
};

/// R8, R2: the replicates of one primer pair; wells that are LeftOut do not count.
SetRuling rule_replicates(std::span<const WellState> states, const Rules& rules);

/// R9: the spread of two or more Ct; nothing for fewer. Outcome "spread" where max - min > limit.
std::optional<Reason> rule_spread(std::span<const double> cts, const Rules& rules);

/// R7: the reference gene over the wells that speak for one DNA. Passes when the mean Ct of wells with
/// verdict yes <= max_ct and no verdict is no. Without wells: not passed, "no_well". R21: where an NTC's
/// reference gene amplifies, the mean must also be at least `margin` earlier than its earliest Ct.
struct ReferenceRuling {
  bool passed = false;
  Reason reason;
};
struct ReferenceLimits {
  double max_ct = 0;
  std::optional<double> ntc_ct;  ///< absent: no NTC's reference gene amplifies on the plate
  double margin = 0;
};
ReferenceRuling rule_reference(std::span<const WellEvidence> wells, const ReferenceLimits& limits);

/// What the controls of one plate say of one set.
struct ControlEffect {
  std::optional<Reason> invalid;  ///< R4, R6 (or a required control is missing): the whole set
  std::optional<std::string> positive_control_failed;  ///< R5: the sample's name
  bool lacks_ntc = false;                              ///< R26: no usable one, and the panel asks for it
  bool lacks_positive_control = false;                 ///< R26: the same
};

/// R4-R7: takes confidence away from the result of a patient's set. `reference_blocks`: R7 did not pass for
/// at least one of its wells. A Missing set stays Missing. Without reason: nothing taken away.
struct ConfidenceRuling {
  SetResult result = SetResult::Missing;
  std::optional<Reason> reason;
  std::optional<Flag> flag;
};
ConfidenceRuling rule_confidence(std::string_view set, SetResult result, const ControlEffect& effect,
                                 bool reference_blocks);

/// Planned wells without result, by name; never one that the operator omitted.
struct WellsWithoutResult {
  std::string unreadable;  ///< R11
  std::string wrong_dye;   ///< R24
  std::string too_short;   ///< R18
};

/// R11, R18, R24: a planned well without result leaves a negative without result: one that is too short
/// always, another where the panel says so. Without reason: nothing taken away.
ConfidenceRuling rule_without_result(SetResult result, const WellsWithoutResult& wells, const Rules& rules);

struct ControlRuling {
  ControlOutcome outcome = ControlOutcome::NotJudged;
  bool invalidates = false;
  Reason reason;
};

/// Names for the words of a control's reason; refers to them and owns none.
struct ControlPlace {
  std::string_view sample;
  std::string_view set;
  std::string_view wells;  ///< of the offending wells
};

/// R4 (an NTC) and R6 (negative-control DNA): a control that must be negative. Any positive well fails it and
/// invalidates the set; late or inconclusive wells warn.
ControlRuling rule_blank(SampleRole role, std::span<const WellState> states, const ControlPlace& place);

/// R5: a positive control in a set that it must be positive in: passes with ct_mean <= max_ct.
ControlRuling rule_positive_control(SetResult result, std::optional<double> ct_mean, double max_ct,
                                    const ControlPlace& place);

/// R4 (an NTC), R5 (a positive control): no usable one for a set: missing, and invalid where the panel
/// requires it.
ControlRuling rule_missing_control(SampleRole role, bool is_required, std::string_view set);

struct PatientRuling {
  PatientCallState call = PatientCallState::Incomplete;
  std::vector<std::string> deletions;  ///< names of the positive sets, in the order of `sets`
  bool review = false;
  std::vector<Reason> reasons;
};

struct NamedResult {
  std::string set;
  SetResult result = SetResult::Missing;
};

/// R10, R11: the sets of one patient, in panel order.
PatientRuling rule_patient(std::span<const NamedResult> sets);

}  // namespace crossbreak
