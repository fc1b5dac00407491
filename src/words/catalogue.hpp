// Every code that a record, a CSV, a plate map or an exit status may hold, as one list: what `crossbreak
// codes` prints.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "words/issues.hpp"
#include "words/reasons.hpp"
#include "words/sentence.hpp"

namespace crossbreak {

enum class CodeKind {
  Issue,
  Reason,
  Evidence,
  Flag,
  Call,
  SetResult,
  WellState,
  ControlOutcome,
  RunStatus,
  Role,
  Amplified,
  CtStatus,
  CtInstrumentStatus,
  ThresholdSource,
  BaselineSource,
  Crosstalk,
  Severity,
  RecordStatus,
  ReviewAction,
  DecisionCode,
  ReleaseOutcome,
  SignatureMeaning,
  Exit
};

inline constexpr CodeTable<CodeKind, 23> codes_of(CodeKind) {
  return {{{CodeKind::Issue, "issue"},
           {CodeKind::Reason, "reason"},
           {CodeKind::Evidence, "evidence"},
           {CodeKind::Flag, "flag"},
           {CodeKind::Call, "call"},
           {CodeKind::SetResult, "set_result"},
           {CodeKind::WellState, "well_state"},
           {CodeKind::ControlOutcome, "control_outcome"},
           {CodeKind::RunStatus, "run_status"},
           {CodeKind::Role, "role"},
           {CodeKind::Amplified, "amplified"},
           {CodeKind::CtStatus, "ct_status"},
           {CodeKind::CtInstrumentStatus, "ct_instrument_status"},
           {CodeKind::ThresholdSource, "threshold_source"},
           {CodeKind::BaselineSource, "baseline_source"},
           {CodeKind::Crosstalk, "crosstalk"},
           {CodeKind::Severity, "severity"},
           {CodeKind::RecordStatus, "record_status"},
           {CodeKind::ReviewAction, "review_action"},
           {CodeKind::DecisionCode, "decision_code"},
           {CodeKind::ReleaseOutcome, "release_outcome"},
           {CodeKind::SignatureMeaning, "signature_meaning"},
           {CodeKind::Exit, "exit"}}};
}

/// One sentence of one code; a code with several sentences has a line for each.
struct CatalogueLine {
  CodeKind kind;
  std::string_view code;
  std::string_view variant;          ///< of an issue or evidence, where its code has several sentences
  std::optional<Rule> rule;          ///< of a reason
  std::optional<Severity> severity;  ///< of an issue
  std::optional<bool> asks_review;   ///< of an issue and a flag
  std::optional<Reach> reach;        ///< of an issue: whom it concerns
  std::optional<int> number;         ///< of an exit code
  Sentence words;
};

/// All of them, kind by kind in the order of CodeKind.
std::vector<CatalogueLine> catalogue();

}  // namespace crossbreak
