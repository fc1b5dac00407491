// The rules R1-R15, each a small pure function: evidence in, Reason out. What a rule decides stands beside
// its Reason. Limits are arguments and come from the panel. No rule sees a plate or a patient: who gets
// which evidence is decided in wells.hpp, controls.hpp and patients.hpp.
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

/// R14: the well's reporter against the panel's; nothing where they agree or either is silent.
std::optional<Reason> rule_reporter(std::string_view found, std::string_view expected);

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
/// verdict yes <= max_ct and no verdict is no. Without wells: not passed, "no_well".
struct ReferenceRuling {
  bool passed = false;
  Reason reason;
};
ReferenceRuling rule_reference(std::span<const WellEvidence> wells, double max_ct);

/// What the controls of one plate say of one set.
struct ControlEffect {
  std::optional<Reason> invalid;  ///< R4, R6 (or a required control is missing): the whole set
  std::optional<std::string> positive_control_failed;  ///< R5: the sample's name
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

/// R11: a planned well that could not be read (`wells` names them; never one that the operator omitted)
/// leaves a negative without result, where the panel says so. Without reason: nothing taken away.
ConfidenceRuling rule_unreadable(SetResult result, const std::string& wells, const Rules& rules);

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

/// R4 (an NTC), R5 (a positive control): no usable one for a set: a warning, or invalid where the panel
/// requires it.
ControlRuling rule_missing_control(SampleRole role, ControlDemand demand, std::string_view set);

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
