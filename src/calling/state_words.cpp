#include "calling/state_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace crossbreak {
namespace {

template <typename State>
struct StateWords {
  State state;
  const char* en;
  const char* zh;
};

template <typename State, std::size_t count>
Words found_in(const std::array<StateWords<State>, count>& table, State state) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const StateWords<State>& entry) { return entry.state == state; });
  const StateWords<State>& entry = table.at(static_cast<std::size_t>(found - table.begin()));
  return {entry.en, entry.zh};
}

constexpr auto well_states =
    std::to_array<StateWords<WellState>>({{WellState::Negative, "negative", "阴性"},
                                          {WellState::Positive, "positive", "阳性"},
                                          {WellState::Late, "late", "偏晚"},
                                          {WellState::Inconclusive, "inconclusive", "可疑"},
                                          {WellState::LeftOut, "left out", "不计入"}});

// A missing result is 无结果, never 缺失: that is the word for a deletion.
constexpr auto set_results =
    std::to_array<StateWords<SetResult>>({{SetResult::Positive, "positive", "阳性"},
                                          {SetResult::Negative, "negative", "阴性"},
                                          {SetResult::Inconclusive, "inconclusive", "可疑"},
                                          {SetResult::Invalid, "invalid", "无效"},
                                          {SetResult::Missing, "no result", "无结果"}});

constexpr auto calls =
    std::to_array<StateWords<PatientCallState>>({{PatientCallState::Deletion, "deletion", "检出缺失"},
                                                 {PatientCallState::Mixed, "mixed", "混合型"},
                                                 {PatientCallState::NotDetected, "not detected", "未检出"},
                                                 {PatientCallState::Inconclusive, "inconclusive", "可疑"},
                                                 {PatientCallState::Invalid, "invalid", "无效"},
                                                 {PatientCallState::Incomplete, "incomplete", "不完整"}});

constexpr auto roles =
    std::to_array<StateWords<SampleRole>>({{SampleRole::Unknown, "patient", "患者"},
                                           {SampleRole::Standard, "standard", "标准品"},
                                           {SampleRole::PositiveControl, "positive control", "阳性对照"},
                                           {SampleRole::NegativeControl, "negative control", "阴性对照"},
                                           {SampleRole::Ntc, "NTC", "无模板对照"}});

constexpr auto control_outcomes =
    std::to_array<StateWords<ControlOutcome>>({{ControlOutcome::Passed, "passed", "合格"},
                                               {ControlOutcome::Warning, "warning", "警告"},
                                               {ControlOutcome::Failed, "failed", "不合格"},
                                               {ControlOutcome::Missing, "not on the plate", "板上未设"},
                                               {ControlOutcome::NotJudged, "not judged", "未判定"}});

constexpr auto run_states = std::to_array<StateWords<RunStatus>>(
    {{RunStatus::Valid, "run valid", "运行有效"},
     {RunStatus::ValidWithWarnings, "run valid, with warnings", "运行有效，有警告"},
     {RunStatus::Invalid, "run invalid", "运行无效"}});

}  // namespace

Words words_of(WellState state) {
  return found_in(well_states, state);
}

Words words_of(SetResult result) {
  return found_in(set_results, result);
}

Words words_of(PatientCallState call) {
  return found_in(calls, call);
}

Words words_of(SampleRole role) {
  return found_in(roles, role);
}

Words words_of(ControlOutcome outcome) {
  return found_in(control_outcomes, outcome);
}

Words words_of(RunStatus status) {
  return found_in(run_states, status);
}

Words rule_words(std::string_view rule) {
  if (rule == "contamination")
    return {"contamination", "污染"};
  if (rule == "spelling")
    return {"spelling", "样本名写法"};
  if (rule == "repeat")
    return {"repeat", "复查"};
  return {std::string(rule), std::string(rule)};
}

Words call_in_words(const PatientCall& patient) {
  const Words words = words_of(patient.call);
  if (patient.deletions.empty())
    return words;
  const Words deletions = listed(patient.deletions);
  return {words.en + " (" + deletions.en + ")", words.zh + "（" + deletions.zh + "）"};
}

}  // namespace crossbreak
