// States of wells, sets, patients, controls and runs: what the rules make of them.
#pragma once

#include "words/states.hpp"

namespace crossbreak {

/// The decision table's well states; LeftOut: omitted by the operator or unreadable.
enum class WellState { Negative, Positive, Late, Inconclusive, LeftOut };

constexpr auto states_of(WellState) {
  return std::to_array<StateEntry<WellState>>(
      {{WellState::Negative, "negative", {"negative", "阴性"}},
       {WellState::Positive, "positive", {"positive", "阳性"}},
       {WellState::Late, "late", {"late", "偏晚"}},
       {WellState::Inconclusive, "inconclusive", {"inconclusive", "可疑"}},
       {WellState::LeftOut, "left_out", {"left out", "不计入"}}});
}

enum class SetResult { Positive, Negative, Inconclusive, Invalid, Missing };

// A missing result is 无结果, never 缺失: that is the word for a deletion.
constexpr auto states_of(SetResult) {
  return std::to_array<StateEntry<SetResult>>(
      {{SetResult::Positive, "positive", {"positive", "阳性"}},
       {SetResult::Negative, "negative", {"negative", "阴性"}},
       {SetResult::Inconclusive, "inconclusive", {"inconclusive", "可疑"}},
       {SetResult::Invalid, "invalid", {"invalid", "无效"}},
       {SetResult::Missing, "missing", {"no result", "无结果"}}});
}

enum class PatientCallState { Deletion, Mixed, NotDetected, Inconclusive, Invalid, Incomplete };

constexpr auto states_of(PatientCallState) {
  return std::to_array<StateEntry<PatientCallState>>(
      {{PatientCallState::Deletion, "deletion", {"deletion", "检出缺失"}},
       {PatientCallState::Mixed, "mixed", {"mixed", "混合型"}},
       {PatientCallState::NotDetected, "not_detected", {"not detected", "未检出"}},
       {PatientCallState::Inconclusive, "inconclusive", {"inconclusive", "可疑"}},
       {PatientCallState::Invalid, "invalid", {"invalid", "无效"}},
       {PatientCallState::Incomplete, "incomplete", {"incomplete", "不完整"}}});
}

enum class ControlOutcome { Passed, Warning, Failed, Missing, NotJudged };

constexpr auto states_of(ControlOutcome) {
  return std::to_array<StateEntry<ControlOutcome>>(
      {{ControlOutcome::Passed, "passed", {"passed", "合格"}},
       {ControlOutcome::Warning, "warning", {"warning", "警告"}},
       {ControlOutcome::Failed, "failed", {"failed", "不合格"}},
       {ControlOutcome::Missing, "missing", {"not on the plate", "板上未设"}},
       {ControlOutcome::NotJudged, "not_judged", {"not judged", "未判定"}}});
}

enum class RunStatus { Valid, ValidWithWarnings, Invalid };

constexpr auto states_of(RunStatus) {
  return std::to_array<StateEntry<RunStatus>>({{RunStatus::Valid, "valid", {"run valid", "运行有效"}},
                                               {RunStatus::ValidWithWarnings,
                                                "valid_with_warnings",
                                                {"run valid, with warnings", "运行有效，有警告"}},
                                               {RunStatus::Invalid, "invalid", {"run invalid", "运行无效"}}});
}

}  // namespace crossbreak
