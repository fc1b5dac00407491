#include "words/catalogue.hpp"

#include "words/call_states.hpp"
#include "words/curve_states.hpp"
#include "words/evidence.hpp"
#include "words/exits.hpp"
#include "words/flags.hpp"
#include "words/release.hpp"
#include "words/roles.hpp"

namespace crossbreak {
namespace {

CatalogueLine line(CodeKind kind, std::string_view code, const Sentence& words) {
  return {.kind = kind,
          .code = code,
          .variant = {},
          .rule = {},
          .severity = {},
          .asks_review = {},
          .reach = {},
          .number = {},
          .words = words};
}

template <HasStates Enum>
void add_states(CodeKind kind, Enum, std::vector<CatalogueLine>& lines) {
  for (const StateEntry<Enum>& state : states_of(Enum{}))
    lines.push_back(line(kind, state.code, state.words));
}

void add_issues(std::vector<CatalogueLine>& lines) {
  for (const IssueEntry& entry : issue_catalogue) {
    lines.push_back(line(CodeKind::Issue, entry.code, entry.sentence));
    lines.back().variant = entry.variant;
    lines.back().severity = entry.severity;
    lines.back().asks_review = entry.asks_review;
    lines.back().reach = entry.reach;
  }
}

void add_reasons(std::vector<CatalogueLine>& lines) {
  for (const ReasonEntry& entry : reason_catalogue) {
    lines.push_back(line(CodeKind::Reason, entry.outcome, entry.sentence));
    lines.back().rule = entry.rule;
  }
}

void add_evidence(std::vector<CatalogueLine>& lines) {
  for (const EvidenceEntry& entry : evidence_catalogue) {
    lines.push_back(line(CodeKind::Evidence, entry.code, entry.sentence));
    lines.back().variant = entry.variant;
  }
}

void add_flags(std::vector<CatalogueLine>& lines) {
  for (const FlagEntry& entry : flag_catalogue) {
    lines.push_back(line(CodeKind::Flag, entry.code, entry.words));
    lines.back().asks_review = entry.asks_review;
  }
}

/// The instrument's Ct has its own word for silence.
void add_instrument_statuses(std::vector<CatalogueLine>& lines) {
  for (const StateEntry<CtStatus>& state : states_of(CtStatus{}))
    lines.push_back(line(CodeKind::CtInstrumentStatus, instrument_code_of(state.value), state.words));
}

void add_exits(std::vector<CatalogueLine>& lines) {
  for (const ExitEntry& entry : exit_catalogue) {
    lines.push_back(line(CodeKind::Exit, entry.code, entry.words));
    lines.back().number = static_cast<int>(entry.exit);
  }
}

}  // namespace

std::vector<CatalogueLine> catalogue() {
  std::vector<CatalogueLine> lines;
  add_issues(lines);
  add_reasons(lines);
  add_evidence(lines);
  add_flags(lines);
  add_states(CodeKind::Call, PatientCallState{}, lines);
  add_states(CodeKind::SetResult, SetResult{}, lines);
  add_states(CodeKind::WellState, WellState{}, lines);
  add_states(CodeKind::ControlOutcome, ControlOutcome{}, lines);
  add_states(CodeKind::RunStatus, RunStatus{}, lines);
  add_states(CodeKind::Role, SampleRole{}, lines);
  add_states(CodeKind::Amplified, Amplified{}, lines);
  add_states(CodeKind::CtStatus, CtStatus{}, lines);
  add_instrument_statuses(lines);
  add_states(CodeKind::ThresholdSource, ThresholdSource{}, lines);
  add_states(CodeKind::BaselineSource, BaselineSource{}, lines);
  add_states(CodeKind::Crosstalk, CrosstalkState{}, lines);
  add_states(CodeKind::Severity, Severity{}, lines);
  add_states(CodeKind::RecordStatus, RecordStatus{}, lines);
  add_states(CodeKind::ReviewAction, ReviewAction{}, lines);
  add_states(CodeKind::DecisionCode, DecisionCode{}, lines);
  add_states(CodeKind::ReleaseOutcome, ReleaseOutcome{}, lines);
  add_states(CodeKind::SignatureMeaning, SignatureMeaning{}, lines);
  add_exits(lines);
  return lines;
}

}  // namespace crossbreak
