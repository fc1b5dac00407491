// What the rules made of a run: wells, sets, controls and patients, each with its reasons.
// Only values; the rules stand in rules.hpp, their order in call.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calling/reason.hpp"
#include "curves/curve.hpp"
#include "run/run.hpp"
#include "words/call_states.hpp"
#include "words/release.hpp"
#include "words/roles.hpp"
#include "words/words.hpp"

namespace crossbreak {

enum class Flag : std::uint8_t;  // words/flags.hpp

/// One well and target.
struct WellCall {
  std::size_t input = 0;     ///< index of the run's first file in Report::inputs
  std::size_t run = 0;       ///< index of the run
  std::size_t reaction = 0;  ///< index into that Run::reactions
  Well well;
  std::string sample;
  std::string target;               ///< as in the file
  std::string set;                  ///< "D4-7", or the panel's name of the reference gene
  std::optional<std::size_t> pair;  ///< which primer pair of the set, where the target says so
  std::string task;
  SampleRole role = SampleRole::Unknown;
  std::string control;  ///< of a positive control: the panel's it is judged as; empty where none fits
  std::string reporter;
  std::string quencher;
  Amplified amplified = Amplified::Unclear;
  std::vector<VerdictReason> verdict_reasons;
  WellState state = WellState::LeftOut;
  std::optional<double> ct;
  CtStatus ct_status = CtStatus::Absent;
  std::optional<double> ct_instrument;
  CtStatus ct_instrument_status = CtStatus::Absent;
  int last_cycle = 0;                           ///< last_telling_cycle() of readings.hpp
  int crossings = 0;                            ///< as Curve::crossings
  std::optional<CrosstalkState> crosstalk;      ///< R19; absent: none is seen
  std::string crosstalk_from;                   ///< the other dye; empty without crosstalk
  std::optional<double> crosstalk_share;        ///< as in Crosstalk
  std::optional<double> crosstalk_lag;          ///< the same
  std::optional<double> crosstalk_plate_share;  ///< the same
  std::optional<double> ct_without_crosstalk;   ///< as in Curve
  std::optional<double> ct_half_threshold;      ///< R12, as in Curve
  std::optional<double> ct_double_threshold;    ///< the same
  std::optional<double> threshold;
  std::optional<ThresholdSource> threshold_source;
  std::optional<BaselineWindow> baseline;
  std::optional<BaselineSource> baseline_source;
  std::vector<QcFlag> instrument_flags;  ///< word for word
  std::vector<Flag> flags;               ///< ours, sorted, each once
  std::vector<Reason> reasons;
};

/// One primer set of one patient (or control).
struct SetCall {
  std::string set;
  SetResult result = SetResult::Missing;
  std::optional<SetResult> computed;  ///< what the rules made of it, where a reviewer changed the result
  std::optional<double> ct_mean;      ///< over wells with verdict yes and a Ct
  std::vector<Flag> flags;
  std::vector<std::size_t> wells;  ///< indices into Calls::wells, all of one run
  std::vector<Reason> reasons;
};

struct PatientCall {
  std::string sample;
  PatientCallState call = PatientCallState::Incomplete;
  std::optional<PatientCallState> computed;  ///< what the rules made of it, where a reviewer changed a set
  std::optional<ReleaseOutcome> outcome;     ///< what leaves the laboratory; absent: not decided
  std::vector<std::string> deletions;        ///< names of the positive sets, in panel order
  bool review = false;
  std::vector<Flag> flags;
  std::vector<SetCall> sets;  ///< one per set of the panel, in its order
  /// The reference gene's wells of this patient; absent where the plate has none.
  /// Its result is Positive where the gate of R7 let the patient's negatives pass, Invalid where it blocked
  /// any or failed where it should have stood beside a positive, Missing where the patient has no usable
  /// reference well on a plate that has them.
  std::optional<SetCall> reference;
  std::vector<Reason> reasons;
  std::optional<Words> next;  ///< what to do and on what; absent: plain
  Words text;                 ///< the sentence a report prints
  /// A repeat of the patient on a later plate is an entry of its own, shown beside the first: its place in
  /// the order of repeats, 0 for the first.
  int repeat = 0;
};

/// One control sample and set, or a control the plate lacks (sample empty, outcome Missing).
struct ControlCall {
  std::size_t run = 0;
  std::string sample;
  SampleRole role = SampleRole::Ntc;
  std::string set;  ///< or the reference gene's name
  ControlOutcome outcome = ControlOutcome::NotJudged;
  bool invalidates = false;  ///< the set's negatives (or all of it) on this plate
  std::optional<double> ct_mean;
  std::vector<std::size_t> wells;  ///< indices into Calls::wells
  std::vector<Reason> reasons;
  std::optional<Words> next;  ///< what to do and on what; absent: it passed, or was not judged
};

struct Calls {
  RunStatus status = RunStatus::Valid;
  std::vector<Issue> issues;    ///< of readers, curves and rules, in that order
  std::vector<WellCall> wells;  ///< run by run, row-major, then in the file's order
  std::vector<ControlCall> controls;
  std::vector<PatientCall> patients;  ///< in the order of their first well
};

/// The Ct that R1-R3 and what follows them look at: that of an own product is read without the crosstalk
/// beside it.
std::optional<double> deciding_ct(const WellCall& well);

/// The call in words, with the deletions where there are any: "mixed (D4-7, D2-7)".
Words call_in_words(const PatientCall& patient);

}  // namespace crossbreak
